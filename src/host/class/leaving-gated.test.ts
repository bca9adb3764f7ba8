import { afterEach, beforeEach, expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import {
	AS_HOST,
	AS_SCREEN,
	AS_SEAT,
	CLASS_ROOM,
	connectOf,
	openClassHost,
	publishOf,
	type RawPage,
	ticketQuery,
} from "./testkit/class-host.ts";

let scene: Awaited<ReturnType<typeof openClassHost>>;
beforeEach(async () => {
	scene = await openClassHost();
});
afterEach(() => scene.close());

const told = (type: string) => scene.room.journal.since(0).events.filter((event) => event.type === type);
const tokenOf = ({ class: { you } }: RawPage) => (you.role === "seat" ? you.token : null);

it("what a client published into a freeze arrives after it, though the client and its socket have gone", async () => {
	const host = await scene.page(AS_HOST);
	const seat = await scene.page(AS_SEAT);
	const client = scene.client(ticketQuery(seat));
	client.send(connectOf("s01-pub"));
	await client.until(() => client.packets.length > 0);
	await host.classCommand({ type: "class.freeze", frozen: true });
	client.send(publishOf("class/a", "while frozen", 1));
	client.send({ cmd: "disconnect" });
	client.close();
	// What the host publishes behind it is through.
	const own = scene.client(ticketQuery(host, "p9"));
	own.send(connectOf("pub-1"));
	own.send(publishOf("class/b", "from the host", 1));
	await own.until(() => own.packets.length === 2);
	expect(told("publication.accepted")).toMatchObject([{ payload: "from the host" }]);
	await host.classCommand({ type: "class.freeze", frozen: false });
	await scene.until(() => told("connection.closed").length === 1);
	expect(told("publication.accepted")).toMatchObject([{ payload: "from the host" }, { payload: "while frozen" }]);
	expect(told("connection.closed")).toMatchObject([{ reason: "disconnect" }]);
});

it("a guest that publishes too fast and leaves has all of it published, a second's share at a time", async () => {
	const guest = scene.client("", { source: "10.0.0.9" });
	guest.send(connectOf("hasty"));
	await guest.until(() => guest.packets.length > 0);
	const count = LIMITS.seatMessagesPerSecond + 10;
	for (let sent = 1; sent <= count; sent += 1) guest.send(publishOf("class/a", `${sent}`));
	guest.send({ cmd: "disconnect" });
	guest.close();
	await scene.until(() => told("connection.closed").length === 1);
	expect(told("publication.accepted")).toHaveLength(count);
	expect(told("limit.reached")).toHaveLength(1);
});

it("a seat that is removed can do nothing from then on, whether or not its page has noticed", async () => {
	const host = await scene.page(AS_HOST);
	const seat = await scene.page(AS_SEAT);
	const ticket = ticketQuery(seat);
	const before = scene.client(ticket);
	before.send(connectOf("s01-sub"));
	await before.until(() => before.packets.length > 0);
	const waiting = scene.client(ticket);
	await scene.until(() => scene.room.counts().connections === 2);
	expect(await host.classCommand({ type: "class.remove", seat: 1 })).toBe("done");
	await before.until(() => before.closed);
	waiting.send(connectOf("s01-pub"));
	const after = scene.client(ticket);
	after.send(connectOf("s01-pub"));
	for (const client of [waiting, after]) {
		await client.until(() => client.closed);
		for (const packet of client.packets) expect(packet).toMatchObject({ cmd: "connack", returnCode: 5 });
	}
	expect(told("session.created")).toHaveLength(1);
	expect((await scene.page({ role: "seat", token: tokenOf(seat) })).closed).toContain("The trainer has removed this phone");
	expect(await host.classCommand({ type: "class.readmit", seat: 1 })).toBe("done");
	expect((await scene.page({ role: "seat", token: tokenOf(seat) })).class.you).toMatchObject({ seat: 1 });
});

it("a bench takes clients of its seat and of the host alone, and a page at a wrong bench takes no seat", async () => {
	const host = await scene.page(AS_HOST);
	const [one, two] = [await scene.page(AS_SEAT), await scene.page(AS_SEAT)];
	await host.classCommand({ type: "class.benches", lesson: "test-2" });
	const name = `${CLASS_ROOM}-01`;
	const answer = async (query: string) => {
		const client = scene.client(query, { name, source: "10.0.0.8" });
		client.send(connectOf("pub-1"));
		await client.until(() => client.packets.length > 0);
		const [first] = client.packets;
		return first?.cmd === "connack" ? first.returnCode : null;
	};
	expect(await answer("?page=p")).toBe(5);
	expect(await answer(ticketQuery(two))).toBe(5);
	expect(await answer(ticketQuery(one))).toBe(0);
	expect(await answer(ticketQuery(host))).toBe(0);
	for (const hello of [AS_SEAT, AS_SCREEN, { role: "seat", token: tokenOf(two) } as const])
		expect((await scene.page(hello, name)).closed).toBe("This is the bench of seat 1. The class is in room K7Q2.");
	await host.until(() => host.class.told.taken === 2);
	expect(host.class.told.taken).toBe(2);
});

it("nobody shuts others out by taking every seat: whoever comes from elsewhere has one of them, and a seat that is in use from elsewhere stays", async () => {
	const own = await scene.page(AS_SEAT);
	const greedy = await Promise.all(Array.from({ length: LIMITS.seats - 1 }, () => scene.page(AS_SEAT, CLASS_ROOM, "10.0.0.9")));
	expect((await scene.page(AS_SEAT, CLASS_ROOM, "10.0.0.9")).closed).toBe("The room is full: 60 of 60.");
	const late = await scene.page(AS_SEAT, CLASS_ROOM, "10.0.0.7");
	expect(late.closed).toBe(null);
	const turnedOut = () => greedy.filter(({ closed }) => closed !== null);
	await scene.until(() => turnedOut().length === 1);
	expect(turnedOut().map(({ class: { you } }) => you)).toMatchObject([{ seat: late.class.you.role === "seat" ? late.class.you.seat : 0 }]);
	expect(own.closed).toBe(null);
	// With its old token it is one of the crowd.
	const [loser] = turnedOut();
	if (loser !== undefined)
		expect((await scene.page({ role: "seat", token: tokenOf(loser) }, CLASS_ROOM, "10.0.0.9")).closed).toBe("The room is full: 60 of 60.");
});

it("a page that says late what it wants to be is told to come again, and then is it", async () => {
	const page = await scene.page(null);
	expect(page.class.you.role).toBe("screen");
	page.send(JSON.stringify({ hello: AS_SEAT }));
	await page.until(() => page.closed !== null);
	expect(page.closed).toContain("comes again");
});
