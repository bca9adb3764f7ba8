import { afterEach, beforeEach, expect, it } from "vitest";
import { benchRoom } from "#contract/bench.ts";
import { AS_HOST, AS_SEAT, CLASS_ROOM, connectOf, openClassHost, publishOf, type RawPage, ticketQuery } from "./testkit/class-host.ts";

let scene: Awaited<ReturnType<typeof openClassHost>>;
beforeEach(async () => {
	scene = await openClassHost();
});
afterEach(() => scene.close());

const SECRET = /private|for the one before/;
const BENCH = benchRoom(CLASS_ROOM, 1);

/** A persistent client of this seat that subscribes to private/#. */
async function subscribe(page: RawPage, room = CLASS_ROOM, clientId = "s01-sub") {
	const client = scene.client(ticketQuery(page, "old"), { name: room, acks: true });
	client.send(connectOf(clientId, { clean: false }));
	client.send({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "private/#", qos: 1 }] });
	await client.until(() => client.packets.length > 1);
	return client;
}

it.each([
	["in a room that is paused", { type: "clock.pause" }],
	["with wires of two seconds", { type: "wire.delay", delayMs: 2_000 }],
] as const)("a seat that is freed %s begins anew at once: its session has ended before its next phone comes", async (_, command) => {
	const host = await scene.page(AS_HOST);
	const before = await scene.page(AS_SEAT);
	const old = await subscribe(before);
	await host.classCommand({ type: "class.remove", seat: 1 });
	await scene.until(() => old.closed && before.closed !== null);
	const publisher = scene.client(ticketQuery(host), { acks: true });
	publisher.send(connectOf("pub-1"));
	publisher.send(publishOf("private/one", "for the one before", 1));
	await publisher.until(() => publisher.packets.length > 1);
	expect([...scene.room.sessions()].map(({ session }) => session)).toContain("s01-sub");
	await host.command(command);
	expect(await host.classCommand({ type: "class.free", seat: 1 })).toBe("done");
	await scene.until(() => [...scene.room.sessions()].every(({ session }) => session !== "s01-sub"));

	const next = await scene.page(AS_SEAT);
	const client = scene.client(ticketQuery(next, "next"), { acks: true });
	client.send(connectOf("s01-sub", { clean: false }));
	await host.command({ type: "wire.delay", delayMs: 0 });
	await host.command({ type: "clock.resume" });
	await client.until(() => client.packets.length > 0);
	expect(client.packets).toMatchObject([{ cmd: "connack", returnCode: 0, sessionPresent: false }]);
	await next.until(() => next.texts.join("").includes("session.created"));
	expect(next.texts.join("\n")).not.toMatch(SECRET);
});

it("a seat that is freed has another bench, with nothing of the phone before on it, and nobody of that phone", async () => {
	const host = await scene.page(AS_HOST);
	const before = await scene.page(AS_SEAT);
	await host.classCommand({ type: "class.benches", lesson: "test-2" });
	const old = await subscribe(before, BENCH, "mine");
	old.send({ ...publishOf("private/diary", "for the one before", 1), retain: true } as never);
	await old.until(() => old.packets.length > 2);
	await host.classCommand({ type: "class.remove", seat: 1 });
	// A removal ends the connections on the bench, too.
	await scene.until(() => old.closed && before.closed !== null);
	expect(await host.classCommand({ type: "class.free", seat: 1 })).toBe("done");
	const next = await scene.page(AS_SEAT);
	const token = next.class.you.role === "seat" ? next.class.you.token : null;
	const bench = await scene.page({ role: "seat", token }, BENCH);
	expect(bench.closed).toBe(null);
	const client = scene.client(ticketQuery(bench, "next"), { name: BENCH, acks: true });
	client.send(connectOf("mine", { clean: false }));
	client.send({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "#", qos: 1 }] });
	await client.until(() => client.packets.length > 1);
	expect(client.packets[0]).toMatchObject({ cmd: "connack", sessionPresent: false });
	await bench.until(() => bench.texts.join("").includes("subscription.added"));
	expect(bench.texts.join("\n")).not.toMatch(SECRET);
	expect(client.packets.some(({ cmd }) => cmd === "publish")).toBe(false);
});

it("what a host does to a seat is told as the host's doing, and what the class does by itself as nobody's", async () => {
	const host = await scene.page(AS_HOST);
	const doings = () =>
		scene.room.journal
			.since(0)
			.events.flatMap((event) => (event.type === "connection.closed" && event.reason === "cut" ? [event.byWhom ?? null] : []));
	const phones = await Promise.all(Array.from({ length: 60 }, () => scene.page(AS_SEAT, CLASS_ROOM, "10.0.0.9")));
	const phoneOf = (seat: number) => phones.find(({ class: { you } }) => you.role === "seat" && you.seat === seat) as RawPage;
	for (const seat of [1, 60]) {
		const client = scene.client(ticketQuery(phoneOf(seat), `p${seat}`));
		client.send(connectOf(`s${String(seat).padStart(2, "0")}-pub`));
		await client.until(() => client.packets.length > 0);
	}
	await host.classCommand({ type: "class.cut", seat: 1 });
	expect(doings()).toEqual([{ role: "host" }]);
	await scene.page(AS_SEAT, CLASS_ROOM, "10.0.0.7");
	expect(doings()).toEqual([{ role: "host" }, null]);
});
