import { createServer, get } from "node:http";
import type { AddressInfo } from "node:net";
import { connect as connectTls } from "node:tls";
import { expect, type Page, test } from "@playwright/test";
import { MQTT_PORT, PORT } from "./hosts.ts";
import { freshRoom, openLab, openQuickLab } from "./lab-page.ts";
import { overTcp, overWebSocket } from "./raw-socket.ts";
import { hasMosquitto, mosquittoPub, refusedByMqttJs, run } from "./strangers.ts";

const TCP = `mqtt://127.0.0.1:${MQTT_PORT}`;
const WEB = `ws://localhost:${PORT}`;

function doorOn(page: Page) {
	const door = page.getByRole("region", { name: "Door", exact: true });
	return {
		tab: page.getByRole("tab", { name: /^Door/ }),
		door,
		rows: door
			.getByRole("row")
			.filter({ has: page.getByRole("button", { expanded: false }).or(page.getByRole("button", { expanded: true })) }),
		row: (text: string | RegExp) => door.getByRole("row").filter({ hasText: text }).first(),
	};
}

/** `curl`, or what stands in for it: the answer to a request on the MQTT port. */
function callByHttp(): Promise<string> {
	return new Promise((settle) => {
		get(`http://127.0.0.1:${MQTT_PORT}/x`, async (answer) => {
			let text = `${answer.statusCode} `;
			for await (const chunk of answer) text += chunk;
			settle(text);
		}).on("error", (fault) => settle(fault.message));
	});
}
function callByTls(): Promise<string> {
	return new Promise((settle) => {
		const socket = connectTls({ host: "127.0.0.1", port: MQTT_PORT, rejectUnauthorized: false });
		socket.on("error", (fault) => settle(fault.message)).on("secureConnect", () => settle("connected"));
	});
}

test("a room tells who stood at its door, each with the reason and what to do; the log opens the list", async ({ page }) => {
	const room = freshRoom();
	const lab = await openQuickLab(page, room);
	const { tab, door, rows, row } = doorOn(page);
	await expect(tab).toHaveCount(0);

	expect(await refusedByMqttJs(TCP, { protocolVersion: 5, clientId: "mqttx_4f2a", username: room })).toMatch(/protocol version/i);
	await lab.log.getByText("Refused at the door: mqttx_4f2a. MQTT 5: this room speaks 3.1.1.").waitFor();
	await lab.log.getByRole("button", { name: "Show", exact: true }).click();
	await expect(tab).toHaveAttribute("aria-selected", "true");
	await expect(tab).toHaveText("Door 1");
	await expect(row("mqttx_4f2a").getByRole("cell")).toHaveText([
		/^\d+:\d\d\.\d$/,
		"mqttx_4f2a127.0.0.1",
		room,
		"5",
		/^10 ([0-9a-f]{2} ?){5}([0-9a-f]{2} ?){6}$/,
		"MQTT 5: this room speaks 3.1.1Set the version of the client to 3.1.1 (mosquitto: -V mqttv311; mqtt.js: protocolVersion: 4).",
	]);

	expect(await overWebSocket(`/r/${room}/mqtt`, [], ["foo"])).toMatchObject({ refused: 400 });
	// What is offered in its place may be a secret: its name is not shown.
	await expect(row("WebSocket subprotocol one of 3 characters, not “mqtt”")).toContainText("Offer the subprotocol mqtt.");
	expect(await refusedByMqttJs(`${WEB}/r/${room}/mqtt`, { protocolVersion: 5, clientId: "web-5" })).toMatch(/protocol version|closed/i);
	await expect(row("web-5")).toContainText("MQTT 5: this room speaks 3.1.1");
	// Neither of them ever was a client of the room.
	await expect(page.getByRole("article", { name: /auto-/ })).toHaveCount(0);
	// An empty client id that asks for a session, by hand: no library sends it.
	const text = (value: string) => [0, value.length, ...Buffer.from(value)];
	const body = [...text("MQTT"), 4, 0x80, 0, 0, 0, 0, ...text(room)];
	expect((await overTcp([Buffer.from([0x10, body.length, ...body])])).toString("hex")).toBe("20020002");
	await expect(row("Its client id is empty, and it asks for a session that is kept").getByRole("cell").nth(1)).toHaveText("“”127.0.0.1");
	await expect(rows).toHaveCount(4);

	await row("mqttx_4f2a").getByRole("button").press("Enter");
	await expect(
		door.getByText("It was answered with CONNACK 1, unacceptable protocol version. Then the connection was closed."),
	).toBeVisible();
	await expect(door.getByText("[MQTT-3.1.2-2]")).toBeVisible();
	await expect(door.getByRole("heading", { name: /^The first \d+ bytes$/ })).toBeVisible();

	// A page that comes later sees the same list; a page that empties the list empties it for itself alone.
	const late = await page.context().newPage();
	await openLab(late, room);
	await expect(doorOn(late).tab).toHaveText("Door 4");
	await door.getByRole("button", { name: "Empty the list" }).click();
	await expect(tab).toHaveCount(0);
	await expect(lab.log).toBeVisible();
	await expect(doorOn(late).tab).toHaveText("Door 4");
	await late.close();
});

test("what names no room is told in the lobby: TLS, HTTP, and a user name that is a device's own", async ({ page }) => {
	await openQuickLab(page, "lobby");
	const { tab, row } = doorOn(page);
	expect(await callByTls()).toMatch(/disconnected|reset|socket hang up/i);
	await tab.click();
	await expect(row("TLS: this port has none")).toContainText("Use mqtt:// instead of mqtts://");
	await expect(row("TLS: this port has none").getByRole("cell").nth(1)).toHaveText("–127.0.0.1");
	await expect(row("TLS: this port has none").getByRole("cell").nth(4)).toHaveText(/^16 03 01/);
	const at = `WebSocket is at ws://127.0.0.1:${PORT}/mqtt.`;
	expect(await callByHttp()).toBe(`400 HTTP on the MQTT port: this port speaks MQTT over TCP. ${at}\n`);
	await expect(row("HTTP on the MQTT port")).toContainText(at);
	const device = await refusedByMqttJs(TCP, { protocolVersion: 4, clientId: "device-1", username: "my_device" });
	expect(device).toBe("connected");
	await expect(row("User name “my_device” is not a room name")).toContainText("The client is in the lobby.");
});

test("a name that turns its line around is drawn, and kept to itself", async ({ page }) => {
	const room = freshRoom();
	await openQuickLab(page, room);
	const { tab, row } = doorOn(page);
	await refusedByMqttJs(TCP, { protocolVersion: 5, clientId: "a\u202eb\u0007", username: room });
	await tab.click();
	await expect(row("a\\u{202E}b\\u{7}").locator("bdi").first()).toHaveText("a\\u{202E}b\\u{7}");
});

test("real clients print what they are told", async ({ page }) => {
	test.skip(!hasMosquitto(), "mosquitto_pub is not on this machine");
	const room = freshRoom();
	await openQuickLab(page, room);
	const { tab, row } = doorOn(page);
	const five = await mosquittoPub("mqttv5", "five", room);
	expect(five.text).toMatch(/Connection error: .*(protocol version|Unsupported Protocol)/i);
	await tab.click();
	await expect(row("five")).toContainText("MQTT 5: this room speaks 3.1.1");
	// mosquitto_pub asks for MQTT 3.1.1 as the sentence says, and is in.
	expect(await mosquittoPub("mqttv311", "four", room)).toEqual({ text: "", code: 0 });
	const curl = await run("curl", ["-s", `http://127.0.0.1:${MQTT_PORT}/`]);
	if (curl.code !== null) expect(curl.text).toContain("HTTP on the MQTT port");
	const openssl = await run("openssl", ["s_client", "-connect", `127.0.0.1:${MQTT_PORT}`]);
	if (openssl.code !== null) expect(openssl.text).toContain("no peer certificate available");
	test
		.info()
		.annotations.push({ type: "printed", description: `${five.text.trim()} | ${curl.text.trim()} | ${openssl.text.slice(0, 200)}` });
});

test("a page of another origin reaches neither socket, and the room tells of it", async ({ page }) => {
	const room = freshRoom();
	await openQuickLab(page, room);
	const elsewhere = createServer((_, answer) => answer.setHeader("Content-Type", "text/html").end("<!doctype html>elsewhere"));
	await new Promise<void>((settle) => elsewhere.listen(0, "127.0.0.1", settle));
	const origin = `http://localhost:${(elsewhere.address() as AddressInfo).port}`;
	const foreign = await page.context().newPage();
	await foreign.goto(origin);
	const outcomes = await foreign.evaluate(
		async ([mqtt, watch]) => {
			const closed = (url: string, protocols?: string) =>
				new Promise<string>((settle) => {
					const socket = new WebSocket(url, protocols);
					socket.onopen = () => settle("open");
					socket.onclose = ({ code }) => settle(`closed ${code}`);
				});
			return [await closed(mqtt as string, "mqtt"), await closed(watch as string)];
		},
		[`${WEB}/r/${room}/mqtt`, `${WEB}/r/${room}/watch`],
	);
	expect(outcomes).toEqual(["closed 1006", "closed 1006"]);
	const { tab, row } = doorOn(page);
	await tab.click();
	await expect(row(`A page of another origin (${origin})`)).toContainText(`--origin ${origin}`);
	await foreign.close();
	elsewhere.close();
});

test("by keyboard: from the tab to the row and back; on a phone each visitor is a card", async ({ page }) => {
	const room = freshRoom();
	await openQuickLab(page, room);
	await refusedByMqttJs(TCP, { protocolVersion: 5, clientId: "phone-1", username: room });
	const { tab, door, row } = doorOn(page);
	await expect(tab).toBeVisible();
	await page.getByRole("tab", { name: "Log" }).focus();
	await page.keyboard.press("ArrowRight");
	await expect(tab).toBeFocused();
	await expect(door).toBeVisible();
	await page.keyboard.press("ArrowLeft");
	await expect(page.getByRole("tab", { name: "Log" })).toBeFocused();
	await page.setViewportSize({ width: 390, height: 844 });
	await page.getByRole("button", { name: "Door 1" }).click();
	await expect(row("phone-1")).toContainText("MQTT 5: this room speaks 3.1.1");
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
