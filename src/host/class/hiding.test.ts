import { afterEach, beforeEach, expect, it } from "vitest";
import type { RoomEvent } from "#contract/event.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { openHistory } from "#model/history.ts";
import type { World } from "#model/world.ts";
import { takeWelcome } from "#room/take-in.ts";
import { openHiding } from "./hiding.ts";
import { AS_HOST, AS_SCREEN, AS_SEAT, connectOf, openClassHost, publishOf, type RawPage, ticketQuery } from "./testkit/class-host.ts";

let scene: Awaited<ReturnType<typeof openClassHost>>;
beforeEach(async () => {
	scene = await openClassHost();
});
afterEach(() => scene.close());

/** Words that a seat may write in any place where a seat can write. */
const RUDE = [
	"rude-topic",
	"rude-payload",
	"rude-filter",
	"rude-will",
	"rude-last-words",
	"rude-retained",
	"rude-name",
	"rude-queued",
	"rude-refused",
	"rude-page",
	"rude-id",
];
const rudeIn = (texts: readonly string[]) => RUDE.filter((word) => texts.some((text) => text.includes(word)));

async function enter(page: RawPage, clientId: string, name: string, more = {}) {
	const client = scene.client(ticketQuery(page, name));
	client.send(connectOf(clientId, more));
	await client.until(() => client.packets.length > 0);
	return client;
}

it("what a hidden seat wrote is in no later frame to anybody, and comes back when it is shown again", async () => {
	const [host, screen] = [await scene.page(AS_HOST), await scene.page(AS_SCREEN)];
	const [rude, other] = [await scene.page(AS_SEAT), await scene.page(AS_SEAT)];
	await rude.classCommand({ type: "class.name", name: "rude-name" });
	const listening = await enter(other, "s02-sub", "p2", { clean: false });
	listening.send({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "#", qos: 1 }] });
	await listening.until(() => listening.packets.length > 1);
	const will = { topic: "class/rude-will", payload: Buffer.from("rude-last-words"), qos: 1 as const, retain: false };
	const client = await enter(rude, "s01-pub", "rude-page", { will });
	// Refused, and told of as that.
	await enter(rude, "rude-id", "rude-page");
	client.send({ cmd: "subscribe", messageId: 9, subscriptions: [{ topic: "rude-filter/+", qos: 1 }] });
	client.send(publishOf("class/rude-topic", "rude-payload", 1));
	client.send({ ...publishOf("class/rude-retained", "rude-payload", 2), retain: true } as never);
	client.send(publishOf("$rude-refused", "x", 3));
	await client.until(() => client.packets.filter(({ cmd }) => cmd === "puback").length === 3);
	listening.drop();
	await scene.until(() => scene.room.counts().connections === 1);
	client.send(publishOf("class/rude-queued", "rude-payload", 4));
	await client.until(() => client.packets.filter(({ cmd }) => cmd === "puback").length === 4);
	await screen.until(() => rudeIn(screen.texts).includes("rude-queued"));
	await other.until(() => rudeIn(other.texts).includes("rude-queued"));
	await host.until(() => rudeIn(host.texts).includes("rude-name"));
	expect(rudeIn(host.texts)).toEqual(
		expect.arrayContaining(["rude-topic", "rude-filter", "rude-name", "rude-will", "rude-page", "rude-id"]),
	);

	const from = [host, screen, other].map(({ frames, texts }) => ({ texts: texts.length, frames: frames.length }));
	expect(await host.classCommand({ type: "class.hide", seat: 1, hidden: true })).toBe("done");
	const welcomes = () =>
		[host, screen, other].every(({ frames }, at) => frames.slice(from[at]?.frames).some(({ type }) => type === "welcome"));
	await scene.until(welcomes);
	client.send(publishOf("class/rude-topic", "rude-payload", 5));
	const packets = scene.room.journal
		.since(0)
		.events.flatMap((event) => ("packet" in event && event.packet !== undefined ? [event.packet] : []));
	host.send(JSON.stringify({ id: 500, bytes: packets.slice(0, 100) }));
	await host.until(() => host.frames.some((frame) => frame.type === "bytes" && frame.id === 500));
	client.drop();
	await host.until(() => host.frames.at(-1)?.type === "events" && JSON.stringify(host.frames.at(-1)).includes("will.fired"));
	for (const hello of [AS_HOST, AS_SCREEN]) expect(rudeIn((await scene.page(hello)).texts)).toEqual([]);
	const late = [host, screen, other].map(({ texts }, at) => rudeIn(texts.slice(from[at]?.texts)));
	expect(late).toEqual([[], [], []]);

	const welcome = host.frames.findLast((frame) => frame.type === "welcome");
	if (welcome?.type !== "welcome") throw new Error("no welcome came");
	const { live } = takeWelcome({ history: openHistory(EMPTY_WORLD), epoch: null }, welcome) ?? openHistory(EMPTY_WORLD);
	expect(
		Object.values(live.messages)
			.filter(({ publisher }) => publisher === "s01-pub")
			.map(({ payload }) => payload),
	).toContain("seat 1");
	expect(new Set(Object.values(live.messages).map(({ topic }) => topic)).size).toBeGreaterThan(2);

	expect(await host.classCommand({ type: "class.hide", seat: 1, hidden: false })).toBe("done");
	expect(rudeIn((await scene.page(AS_SCREEN)).texts)).toContain("rude-topic");
});

it("leaves the words of everybody else as they are, on the same topic too", async () => {
	const host = await scene.page(AS_HOST);
	const [one, two] = [await scene.page(AS_SEAT), await scene.page(AS_SEAT)];
	await host.classCommand({ type: "class.hide", seat: 1, hidden: true });
	const [hidden, shown] = [await enter(one, "s01-pub", "p1"), await enter(two, "s02-pub", "p2")];
	hidden.send(publishOf("class/same", "of-seat-1", 1));
	shown.send(publishOf("class/same", "of-seat-2", 1));
	await host.until(() => host.texts.join("").includes("of-seat-2"));
	const all = host.texts.join("");
	expect(all).toContain("class/same");
	expect(all).not.toContain("of-seat-1");
	await one.until(() => one.texts.join("").includes("of-seat-1"));
});

it("what a seat writes where nobody looks for it is hidden too: ids that are refused, wills of refused clients, broken filters, frames", async () => {
	const [host, screen] = [await scene.page(AS_HOST), await scene.page(AS_SCREEN)];
	const rude = await scene.page(AS_SEAT);
	await host.classCommand({ type: "class.hide", seat: 1, hidden: true });
	const will = { topic: "class/rude-will", payload: Buffer.from("rude-last-words"), qos: 1 as const, retain: false };
	await enter(rude, "rude-name", "p1", { will });
	const client = await enter(rude, "s01-sub", "p1");
	client.send({ cmd: "subscribe", messageId: 9, subscriptions: [{ topic: "rude-filter/#/x", qos: 1 }] });
	await client.until(() => client.closed);
	rude.send(JSON.stringify({ beat: 1, received: { "rude-topic": "x" } }));
	rude.send(JSON.stringify({ beat: 2, received: { "rude-payload": 3 } }));
	rude.send("rude-queued");
	await rude.until(() => rude.frames.some((frame) => frame.type === "beat" && frame.beat === 2));
	await rude.classCommand({ type: "class.progress", progress: { station: 1, of: 4, says: "rude-retained" as never } });
	await host.command({ type: "clock.pause" });
	await host.until(() => host.texts.join("").includes("clock.paused"));
	await screen.until(() => screen.texts.join("").includes("clock.paused"));
	for (const page of [host, screen, await scene.page(AS_HOST), await scene.page(AS_SCREEN)]) expect(rudeIn(page.texts)).toEqual([]);
	// Nor once it is told as what is so, and no longer as what happened.
	await host.command({ type: "clock.resume" });
	const busy = scene.client(ticketQuery(host), { acks: true });
	busy.send(connectOf("pub-1"));
	for (let id = 1; id <= 300; id += 1) busy.send(publishOf("class/busy", "x", id));
	await busy.until(() => busy.packets.length > 300);
	scene.room.shrink();
	for (const hello of [AS_HOST, AS_SCREEN]) {
		const late = await scene.page(hello);
		expect(rudeIn(late.texts)).toEqual([]);
		const welcome = late.frames.find((frame) => frame.type === "welcome");
		expect(JSON.stringify(welcome?.type === "welcome" ? welcome.base : null)).toContain('"seat 1"');
	}
});

it("a topic or filter that others use too is no word of the hidden seat, as long as one of them is not hidden", async () => {
	const host = await scene.page(AS_HOST);
	const [one, two] = [await scene.page(AS_SEAT), await scene.page(AS_SEAT)];
	const [first, second] = [await enter(one, "s01-sub", "p1"), await enter(two, "s02-sub", "p2")];
	for (const client of [first, second]) {
		client.send({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "class/+", qos: 1 }] });
		await client.until(() => client.packets.length > 1);
	}
	first.send(publishOf("class/rude-topic", "rude-payload", 2));
	await first.until(() => first.packets.length > 2);
	const told = async () => JSON.stringify((await scene.page(AS_SCREEN)).frames);
	await host.classCommand({ type: "class.hide", seat: 1, hidden: true });
	expect(await told()).toMatch(/"session":"s01-sub","filter":"class\/\+"/);
	expect(await told()).not.toContain("rude-topic");
	// It still matches the filters that it did.
	expect(await told()).toMatch(/"topic":"class\/seat 1 #\d"/);
	await host.classCommand({ type: "class.hide", seat: 2, hidden: true });
	expect(await told()).not.toContain('"filter":"class/+"');
});

it("why a connection of a hidden seat ended is told where that repeats nothing that the seat wrote", async () => {
	const host = await scene.page(AS_HOST);
	const seat = await scene.page(AS_SEAT);
	await host.classCommand({ type: "class.hide", seat: 1, hidden: true });
	const client = await enter(seat, "s01-pub", "p1");
	await host.classCommand({ type: "class.cut", seat: 1 });
	await client.until(() => client.closed);
	await host.until(() => host.texts.join("").includes("connection.closed"));
	expect(host.texts.join("")).toContain("The cable was cut.");
});

it("a page that was away while a seat was hidden is told the room anew, though nothing has happened since", async () => {
	const host = await scene.page(AS_HOST);
	const rude = await scene.page(AS_SEAT);
	const client = await enter(rude, "s01-pub", "p1");
	client.send(publishOf("class/rude-topic", "rude-payload", 1));
	await client.until(() => client.packets.length > 1);
	await host.until(() => rudeIn(host.texts).includes("rude-topic"));
	const { seq } = scene.room.journal;
	await host.classCommand({ type: "class.hide", seat: 1, hidden: true });
	const back = await scene.page(AS_SCREEN, `k7q2/watch?after=${seq}&epoch=${scene.room.epoch}#`);
	expect(back.frames.find((frame) => frame.type === "welcome")).toMatchObject({ base: expect.anything() });
	expect(rudeIn(back.texts)).toEqual([]);
});

it("what is older than it is known whose it was is hidden while any seat is, but a retained message is known for as long as it is retained", () => {
	const hiding = openHiding();
	const note = (event: object) => hiding.note({ seq: 1, at: 0, ...event } as RoomEvent);
	const publish = (message: string, publisher: string) =>
		note({ type: "publication.accepted", message, publisher, topic: "t", payload: "p" });
	publish("m1", "s01-pub");
	note({ type: "retained.set", topic: "rude", message: "m1" });
	publish("m2", "pub-1");
	note({ type: "retained.set", topic: "fine", message: "m2" });
	publish("m3", "pub-1");
	for (let message = 4; message <= 20_010; message += 1) publish(`m${message}`, "pub-1");
	const world = {
		retained: {
			rude: { topic: "rude", message: "m1", payload: "rude" },
			fine: { topic: "fine", message: "m2", payload: "fine" },
		},
		sessions: {
			"sub-1": {
				session: "sub-1",
				queue: [
					{ message: "m3", topic: "old" },
					{ message: "m20000", topic: "new" },
				],
			},
		},
	} as unknown as World;
	expect(hiding.without(world)).toBe(world);
	hiding.hide(2, true);
	// Of the messages that are older, it might be any: that of the host's page as well.
	expect(JSON.stringify(hiding.without(world))).toBe(
		JSON.stringify(world).replace('"topic":"old"', '"topic":"perhaps of a hidden seat #1"'),
	);
	hiding.hide(2, false);
	hiding.hide(1, true);
	const told = JSON.stringify(hiding.without(world));
	expect(told).not.toContain("rude");
	for (const kept of ["fine", "new"]) expect(told).toContain(kept);
});
