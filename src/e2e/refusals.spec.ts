import { expect, test } from "@playwright/test";
import { type ClientCard, cardOf } from "./client-card.ts";
import { clearRoom, freshRoom, type LabPage, openLab, openQuickLab } from "./lab-page.ts";
import { bytesOf, connectBytes, expectRefused, overTcp, overWebSocket, refusalsOfRoomSocket } from "./raw-socket.ts";

const MIB = 1_048_576;
const NO_MQTT = Buffer.from("GET / HTTP/1.1\r\n\r\n");
const QOS_3 = Buffer.from([0x36, 0x03, 0x00, 0x01, 0x41]);
const HUGE = bytesOf({ cmd: "publish", topic: "greenhouse/temp", payload: Buffer.alloc(MIB, 65), qos: 0, dup: false, retain: false });
const BAD_FILTER = bytesOf({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "greenhouse/+temp", qos: 1 }] });

/** Two clients of the page that carry on whatever the others do. Call this function to check that they do. */
async function bystanders(lab: LabPage): Promise<() => Promise<void>> {
	const [publisher, subscriber] = [cardOf(lab, "pub-1"), cardOf(lab, "sub-1")];
	await subscriber.connect();
	await subscriber.subscribe();
	await publisher.connect();
	return goingOn(publisher, subscriber);
}

function goingOn(publisher: ClientCard, subscriber: ClientCard): () => Promise<void> {
	let published = 0;
	return async () => {
		published += 1;
		await publisher.publish();
		await subscriber.toHaveReceived(published);
	};
}

test("bytes that are not MQTT, a text frame, 1 MiB and a broken filter end their own WebSocket, and the room tells why", async ({
	page,
}) => {
	const room = freshRoom();
	const lab = await openQuickLab(page, room);
	const goOn = await bystanders(lab);
	const misdeeds: readonly [name: string, frames: readonly (Buffer | string)[], told: RegExp][] = [
		["noise", [NO_MQTT], /connection \d+ → broker against the standard: PUBACK before CONNECT/i],
		["qos-3", [connectBytes("qos-3"), QOS_3], /qos-3 → broker against the standard: a QoS of 3 \(36 03 00 01 41\)/],
		["text", [connectBytes("text"), "hello"], /Connection of text ended: a text frame; MQTT travels in binary frames/i],
		["huge", [connectBytes("huge"), HUGE], /Connection of huge ended: a packet of \d+ bytes; at most 262144 are taken here/i],
		[
			"filter",
			[connectBytes("filter"), BAD_FILTER],
			/filter → broker against the standard: .*wildcard|filter → broker against the standard: .*\+/,
		],
	];
	for (const [name, frames, told] of misdeeds) {
		await test.step(name, async () => {
			expect(await overWebSocket(`/r/${room}/mqtt`, frames)).toMatchObject({ closed: expect.any(Number) });
			await expect(lab.logLines).toContainText(told);
			await goOn();
		});
	}
	await expect(lab.broker.getByText("2 sessions")).toBeVisible();
});

test("the same over TCP: bytes without a CONNECT are told in the lobby, others in the room of their user name", async ({
	page,
	context,
}) => {
	const room = freshRoom();
	const lab = await openQuickLab(page, room);
	const lobby = await openLab(await context.newPage(), "lobby");
	const goOn = await bystanders(lab);
	await overTcp([NO_MQTT]);
	await expect(lobby.logLines).toContainText(/Refused at the door: 127\.0\.0\.1\. HTTP on the MQTT port\./);
	await clearRoom(lobby);

	await overTcp([connectBytes("qos-3", room), QOS_3]);
	await expect(lab.logLines).toContainText("qos-3 → broker against the standard: a QoS of 3 (36 03 00 01 41)");
	await goOn();
	// In one piece: the room has to report the bytes of the faulty packet, not those of the packet before.
	await overTcp([Buffer.concat([connectBytes("huge", room), HUGE])]);
	await expect(lab.logLines).toContainText(
		/huge → broker past a limit of this broker: a packet of \d+ bytes; at most 262144 are taken here \(30 /,
	);
	await goOn();
});

test("what is not a command is refused on the room socket with a reason, which the room tells, and the socket stays", async ({ page }) => {
	const room = freshRoom();
	const lab = await openQuickLab(page, room);
	const goOn = await bystanders(lab);
	const nonsense = ["{", JSON.stringify({ id: 7, command: { type: "room.explode" } }), JSON.stringify({ id: 8 }), Buffer.from("{}")];
	expect(await refusalsOfRoomSocket(room, nonsense)).toEqual([
		{ type: "refused", id: null, says: "a frame that is not JSON" },
		{ type: "refused", id: 7, says: expect.stringContaining("not a command") },
		{ type: "refused", id: 8, says: expect.stringContaining("not a command") },
		{ type: "refused", id: null, says: expect.stringContaining("binary") },
	]);
	await expect(lab.logLines).toContainText("Refused a frame on the room socket: a frame that is not JSON");
	await expect(lab.narrator).toContainText("The room refused a command: a binary frame; the room socket takes JSON text.");
	await goOn();
});

test("the page's own forms take what is forbidden, and say what forbids it", async ({ page }) => {
	const lab = await openQuickLab(page);
	const goOn = await bystanders(lab);
	const subscriber = cardOf(lab, "sub-1");
	await subscriber.field("Topic filter").fill("greenhouse/#/temp");
	await subscriber.button("Subscribe").click();
	await expect(lab.notice).toContainText(/^mqtt\.js does not send this SUBSCRIBE: .*\[MQTT-4\.7\.1-2\]\.$/);
	await goOn();

	await lab.page.getByRole("button", { name: "Add publisher" }).click();
	const bold = cardOf(lab, "pub-2");
	await bold.card.getByRole("button", { name: "Open pub-2" }).click();
	const sheet = page.getByRole("dialog", { name: "pub-2" });
	await sheet.getByRole("button", { name: "Connect", exact: true }).click();
	await bold.toBe("connected");
	await sheet.getByRole("textbox", { name: "Topic", exact: true }).fill("greenhouse/#");
	await sheet.getByRole("button", { name: /^Publish m/ }).click();
	await bold.toBe("offline");
	await expect(lab.logLines).toContainText(/pub-2 → broker against the standard: a topic to publish to has no wildcards/);

	await sheet.getByRole("textbox", { name: "Topic", exact: true }).fill("greenhouse/temp");
	await sheet.getByRole("textbox", { name: "Payload", exact: true }).fill("A".repeat(262_144));
	await sheet.getByRole("button", { name: "Connect", exact: true }).click();
	await bold.toBe("connected");
	await sheet.getByRole("button", { name: /^Publish m/ }).click();
	await bold.toBe("offline");
	await expect(lab.logLines).toContainText(/Connection of pub-2 ended: a packet of \d+ bytes; at most 262144 are taken here/i);
	await page.keyboard.press("Escape");
	await goOn();
});

test("no room has an odd name, by any door", async ({ page, request }) => {
	for (const [path, name] of [
		["a_b", "a_b"],
		["%3Cscript%3E", "<script>"],
		["..%2F..%2Fetc", "../../etc"],
		["-a", "-a"],
		["gew%C3%A4chshaus", "gewächshaus"],
		["x".repeat(33), "x".repeat(33)],
	] as const) {
		const says = `No room is called "${name}": a room name is 1 to 32 letters, digits or hyphens.`;
		const answer = await request.get(`/r/${path}`);
		expect([answer.status(), await answer.text()]).toEqual([404, `${says}\n`]);
		for (const door of ["mqtt", "watch"]) expectRefused(await overWebSocket(`/r/${path}/${door}`, []), 404, says);
	}
	const noMqtt = await overWebSocket(`/r/${freshRoom()}/mqtt`, [], ["soap"]);
	expect(noMqtt).toMatchObject({ refused: 400, says: expect.stringContaining("subprotocol mqtt") });

	await page.goto("/");
	await page.getByRole("button", { name: "Join with a code" }).click();
	const join = page.getByRole("dialog", { name: "Join with a code" });
	await join.getByRole("textbox", { name: "Code of the room" }).fill("a_b");
	await join.getByRole("button", { name: "Join" }).click();
	await expect(join.getByRole("alert")).toHaveText("That cannot be a code: a room name is 1 to 32 letters, digits or hyphens.");
	await join.getByRole("textbox", { name: "Code of the room" }).fill(freshRoom());
	await page.keyboard.press("Enter");
	await expect(join.getByRole("alert")).toContainText("There is no room");
	await join.getByRole("button", { name: /^Open/ }).click();
	await expect(page.getByRole("heading", { level: 1 })).toContainText("E2E-");
});
