import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ClassCommand } from "#contract/class-command.ts";
import type { Command } from "#contract/command.ts";
import { LIMITS } from "#contract/limits.ts";
import { seatClient } from "#contract/seat-client.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { fold } from "#model/reduce.ts";
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
import { QUESTION } from "./testkit/class-scene.ts";

let scene: Awaited<ReturnType<typeof openClassHost>>;

beforeEach(async () => {
	scene = await openClassHost();
});
afterEach(() => scene.close());

const worldNow = () => {
	const { base, events } = scene.room.journal.since(null);
	return fold(base ?? EMPTY_WORLD, events);
};

async function connected(page: RawPage, clientId: string, name = "p1") {
	const client = scene.client(ticketQuery(page, name));
	client.send(connectOf(clientId));
	await client.until(() => client.packets.length > 0);
	expect(client.packets[0]).toMatchObject({ cmd: "connack", returnCode: 0 });
	return client;
}

/** Every command of a room. own: of a wire. */
const commands = (connection: string): readonly Command[] => [
	{ type: "clock.pause" },
	{ type: "clock.resume" },
	{ type: "wire.step" },
	{ type: "wire.delay", delayMs: 200 },
	{ type: "wire.cut", connection },
	{ type: "wire.silence", connection },
	{ type: "wire.mend", connection },
	{ type: "wire.hold", connection },
	{ type: "wire.release", connection },
	{ type: "wire.delay-one", connection, delayMs: 100 },
	{ type: "broker.settings", settings: { retainAvailable: false } },
	{ type: "broker.restart" },
	{ type: "room.clear" },
];

const TRUTH = { answer: 0, says: "It waits.", client: null, messages: [], differs: [] };
const OF_HOST: readonly ClassCommand[] = [
	{ type: "class.watch" },
	{ type: "class.says", what: "x", task: null },
	{ type: "class.looks", looks: { seq: null, packet: null, message: null } },
	{ type: "class.address", address: "http://10.0.0.1:8080" },
	{ type: "class.ask", question: QUESTION },
	{ type: "class.close" },
	{ type: "class.run" },
	{ type: "class.reveal", truth: TRUTH },
	{ type: "class.freeze", frozen: true },
	{ type: "class.benches", lesson: "test-2" },
	{ type: "class.spotlight", seats: [1] },
	{ type: "class.show", shows: "black" },
	{ type: "class.hide", seat: 1, hidden: true },
	{ type: "class.remove", seat: 1 },
	{ type: "class.readmit", seat: 1 },
	{ type: "class.cut", seat: 1 },
	{ type: "class.joining", joining: false },
	{ type: "class.free", seat: 1 },
];
const OF_SEATS: readonly ClassCommand[] = [
	{ type: "class.answer", question: QUESTION.id, answer: 0 },
	{ type: "class.name", name: "Ana" },
	{ type: "class.progress", progress: null },
];

describe("every command as every role, from a raw socket", () => {
	it.each([
		["a screen", AS_SCREEN],
		["a page that says nothing of itself", null],
	] as const)("%s may do nothing, and the world stays as it was", async (_, hello) => {
		const host = await scene.page(AS_HOST);
		await connected(host, "pub-1");
		// A page that says nothing at first says its first command, and is a screen from then on.
		const page = hello === null ? await enterSilently() : await scene.page(hello);
		const before = JSON.stringify(worldNow());
		for (const command of commands("c1")) expect(await page.command(command)).toMatch(/^Only the host can [a-z ]+ here\.$/);
		for (const command of [...OF_HOST, ...OF_SEATS]) expect(await page.classCommand(command)).toMatch(/^Only (the host|a phone)/);
		expect(JSON.stringify(worldNow())).toBe(before);
		expect(host.class.told).toMatchObject({ stage: "lobby", frozen: false, question: null, shows: "stage" });
	});

	it("a seat may cut, silence and mend its own wire, and do nothing else to the room", async () => {
		const host = await scene.page(AS_HOST);
		const [seat, other] = [await scene.page(AS_SEAT), await scene.page(AS_SEAT)];
		await connected(host, "pub-1");
		await connected(seat, seatClient(1, "sub"), "p2");
		await connected(other, seatClient(2, "sub"), "p3");
		const before = JSON.stringify(worldNow());
		for (const connection of ["c1", "c3", "c9"]) {
			for (const command of commands(connection)) {
				expect(await seat.command(command)).toMatch(/^(Only the host can [a-z ]+ here\.|That wire belongs to seat 2\.)$/);
			}
		}
		expect(JSON.stringify(worldNow())).toBe(before);
		for (const command of OF_HOST) expect(await seat.classCommand(command)).toMatch(/^Only the host/);
		expect(await seat.command({ type: "wire.silence", connection: "c2" })).toBe("done");
		expect(await seat.command({ type: "wire.mend", connection: "c2" })).toBe("done");
		expect(await seat.command({ type: "wire.cut", connection: "c2" })).toBe("done");
		const its = scene.room.journal.since(0).events.filter(({ byWhom }) => byWhom?.role === "seat" && byWhom.seat === 1);
		expect(its.map(({ type }) => type)).toEqual(expect.arrayContaining(["wire.silenced", "wire.mended", "connection.closed"]));
	});

	it("a host may do everything, and its events say that it was the host", async () => {
		const host = await scene.page(AS_HOST);
		await connected(host, "pub-1");
		for (const command of commands("c1")) {
			const said = await host.command(command);
			expect(["done", "There is no such connection: it has ended already.", "Nothing is on its way."]).toContain(
				said.startsWith("No packet") || said.startsWith("Nothing") ? "Nothing is on its way." : said,
			);
		}
		await host.until(() =>
			host.frames.some((frame) => frame.type === "events" && frame.events.some(({ type }) => type === "room.cleared")),
		);
		const events = scene.room.journal.since(0).events;
		for (const type of ["clock.paused", "clock.resumed", "delay.changed", "settings.changed", "broker.restarted", "room.cleared"]) {
			expect(
				events.filter((event) => event.type === type).every(({ byWhom }) => byWhom?.role === "host"),
				type,
			).toBe(true);
		}
	});

	async function enterSilently(): Promise<RawPage> {
		const coming = scene.page(null);
		return coming;
	}
});

describe("client ids", () => {
	it.each(["decided", "aedes"] as const)(
		"a seat's client id is refused to everybody else with return code 5, with broker %s",
		async (broker) => {
			const host = await scene.page(AS_HOST);
			expect(await host.command({ type: "broker.settings", settings: { broker } })).toBe("done");
			const [seat, other] = [await scene.page(AS_SEAT), await scene.page(AS_SEAT)];
			const refusedWith = async (query: string, clientId: string) => {
				const client = scene.client(query);
				client.send(connectOf(clientId));
				await client.until(() => client.packets.length > 0 && client.closed);
				expect(client.packets).toMatchObject([{ cmd: "connack", returnCode: 5 }]);
				const refused = scene.room.journal.since(0).events.findLast((event) => event.type === "connection.refused");
				return refused?.type === "connection.refused" ? refused.says : null;
			};
			for (const query of ["", "?page=p9", "?page=p9&ticket=forged", ticketQuery(host), ticketQuery(other, "p3")]) {
				const says = await refusedWith(query, "s01-sub");
				expect(says).toBe(
					query === ticketQuery(other, "p3") ? "the client ids of seat 2 are s02-pub and s02-sub" : "s01-sub belongs to seat 1",
				);
			}
			expect(await refusedWith(ticketQuery(seat, "p2"), "sub-1")).toBe("the client ids of seat 1 are s01-pub and s01-sub");
			await connected(seat, "s01-sub", "p2");
			await connected(host, "sub-1");
			const guest = scene.client();
			guest.send(connectOf("phone-app"));
			await guest.until(() => guest.packets.length > 0);
			expect(guest.packets[0]).toMatchObject({ cmd: "connack", returnCode: 0 });
		},
	);

	it("30 seats that join, and then all connect at once, have ids of their own, and none takes another over", async () => {
		const pages = await Promise.all(Array.from({ length: 30 }, () => scene.page(AS_SEAT)));
		const seats = pages.map(({ class: { you } }) => (you.role === "seat" ? you.seat : 0));
		expect(new Set(seats).size).toBe(30);
		const clients = pages.map((page, at) => {
			const client = scene.client(ticketQuery(page, `p${at}`));
			client.send(connectOf(seatClient(seats[at] ?? 0, "sub")));
			return client;
		});
		await scene.until(() => clients.every(({ packets }) => packets.length > 0));
		for (const { packets } of clients) expect(packets).toMatchObject([{ cmd: "connack", returnCode: 0 }]);
		expect(scene.room.journal.since(0).events.filter(({ type }) => type === "connection.closed")).toEqual([]);
		expect(scene.room.counts().connections).toBe(30);
	});

	it("a guest's address has three connections at once, and this machine as many as it likes; a seat has its two clients, which take themselves over", async () => {
		const seat = await scene.page(AS_SEAT);
		const answers = async (query: string, ids: readonly string[], source?: string) => {
			const clients = ids.map((id) => {
				const client = scene.client(query, source === undefined ? {} : { source });
				client.send(connectOf(id));
				return client;
			});
			await scene.until(() => clients.every(({ packets }) => packets.length > 0));
			return clients.map(({ packets: [first] }) => (first?.cmd === "connack" ? first.returnCode : null));
		};
		expect(await answers(ticketQuery(seat, "p2"), ["s01-sub", "s01-pub", "s01-sub", "s01-pub"])).toEqual([0, 0, 0, 0]);
		await scene.until(() => scene.room.counts().connections === 2);
		const ids = ["a", "b", "c", "d"];
		expect((await answers("", ids, "10.0.0.7")).filter((code) => code === 0)).toHaveLength(LIMITS.connectionsPerSeat);
		expect(
			await answers(
				"",
				ids.map((id) => `${id}-here`),
			),
		).toEqual([0, 0, 0, 0]);
	});
});

describe("what a phone is told", () => {
	it("is what its own clients do and get, and nothing of anybody else", async () => {
		const host = await scene.page(AS_HOST);
		const [seat, other] = [await scene.page(AS_SEAT), await scene.page(AS_SEAT)];
		const publisher = await connected(host, "pub-1");
		const mine = await connected(seat, "s01-sub", "p2");
		const others = await connected(other, "s02-sub", "p3");
		mine.send({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "class/+", qos: 1 }] });
		others.send({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "secret/#", qos: 1 }] });
		await scene.until(() => mine.packets.length > 1 && others.packets.length > 1);
		publisher.send(publishOf("secret/one", "not for you", 1));
		publisher.send(publishOf("class/temp", "22.5", 2));
		await scene.until(() => mine.packets.some(({ cmd }) => cmd === "publish") && publisher.packets.length === 3);
		await seat.until(() => seat.texts.some((text) => text.includes("22.5")));
		const all = seat.texts.join("\n");
		for (const foreign of ["secret", "not for you", "s02-sub", 'pub-1","clean']) expect(all).not.toContain(foreign);
		for (const own of ["s01-sub", "class/+", "class/temp"]) expect(all).toContain(own);
	});

	it("does not let a phone ask for the bytes of others' packets", async () => {
		const host = await scene.page(AS_HOST);
		const seat = await scene.page(AS_SEAT);
		await connected(host, "pub-1");
		const packets = scene.room.journal
			.since(0)
			.events.flatMap((event) => ("packet" in event && event.packet !== undefined ? [event.packet] : []));
		expect(packets.length).toBeGreaterThan(0);
		seat.send(JSON.stringify({ id: 77, bytes: packets }));
		await seat.until(() => seat.frames.some((frame) => frame.type === "bytes" && frame.id === 77));
		expect(seat.frames.find((frame) => frame.type === "bytes")).toMatchObject({ packets: [] });
	});
});

describe("benches", () => {
	it("open when the host sends everybody there, each for its own seat and for the host", async () => {
		const host = await scene.page(AS_HOST);
		const [seat, other] = [await scene.page(AS_SEAT), await scene.page(AS_SEAT)];
		expect((await scene.page(AS_SEAT, `${CLASS_ROOM}-01`)).closed).toBe("No room is open under K7Q2-01.");
		expect(await scene.host.host.open(`${CLASS_ROOM}-01`, null, "10.0.0.9")).toBe("K7Q2-01 is the bench of seat 1. Choose another name.");
		await host.classCommand({ type: "class.benches", lesson: "test-2" });
		const token = ({ class: { you } }: RawPage) => ({ role: "seat", token: you.role === "seat" ? you.token : null }) as const;
		const bench = await scene.page(token(seat), `${CLASS_ROOM}-01`);
		expect(bench.closed).toBe(null);
		expect(await bench.command({ type: "clock.pause" })).toBe("done");
		expect((await scene.page(token(other), `${CLASS_ROOM}-01`)).closed).toBe("This is the bench of seat 1. The class is in room K7Q2.");
		expect((await scene.page(AS_SCREEN, `${CLASS_ROOM}-01`)).closed).toBe("This is the bench of seat 1. The class is in room K7Q2.");
		expect((await scene.page(AS_HOST, `${CLASS_ROOM}-01`)).closed).toBe(null);
		await host.classCommand({ type: "class.benches", lesson: null });
		await bench.until(() => bench.class.told.benches === null);
	});
});

it("a wrong code says so, and opens nothing", async () => {
	const before = scene.host.host.rooms.counts().rooms;
	const guest = { protocols: ["mqtt"], origin: null, host: null, source: "10.0.0.9" };
	expect(await scene.host.host.admit({ ...guest, path: "/r/wrng/mqtt" })).toEqual({
		to: "nowhere",
		status: 404,
		says: "No room is open under WRNG.",
	});
	expect((await scene.page(AS_SEAT, "wrng")).closed).toBe("No room is open under WRNG.");
	expect(scene.host.host.rooms.counts().rooms).toBe(before);
});

it("a wrong key is not let in, and the key is in no frame", async () => {
	const page = await scene.page({ role: "host", key: "guess" });
	expect(page.closed).toContain("not the key");
	const host = await scene.page(AS_HOST);
	expect(host.texts.join("")).not.toContain(AS_HOST.role === "host" ? AS_HOST.key : "");
});

it("a host page gets in however many pages watch, and a phone that comes to a full class is told so", async () => {
	const screens = await Promise.all(Array.from({ length: LIMITS.watchersPerRoom }, () => scene.page(AS_SCREEN)));
	expect(screens.every(({ closed }) => closed === null)).toBe(true);
	expect((await scene.page(AS_SCREEN)).closed).toBe(`Room k7q2 has ${LIMITS.watchersPerRoom} watchers and takes no more.`);
	expect((await scene.page(AS_HOST)).closed).toBe(null);
	const seats = await Promise.all(Array.from({ length: LIMITS.seats }, () => scene.page(AS_SEAT)));
	expect(seats.every(({ closed }) => closed === null)).toBe(true);
	expect((await scene.page(AS_SEAT)).closed).toBe("The room is full: 60 of 60.");
});
