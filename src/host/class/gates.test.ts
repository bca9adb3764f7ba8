import { beforeEach, describe, expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { connect, openRawClient, publish } from "#engine/testkit/raw.ts";
import { eachInStillRoom } from "#engine/testkit/still-room.ts";
import { openClientIds } from "./client-ids.ts";
import { type Gates, openGates } from "./gates.ts";
import type { Owner } from "./owner.ts";

const still = eachInStillRoom();
let isFrozen: boolean;
let gates: Gates;
const removed = new Set<number>();

const SEAT: Owner = { of: "seat", seat: 7 };
const GUEST: Owner = { of: "guest", source: "10.0.0.7" };
const HERE: Owner = { of: "guest", source: null };
const HOST: Owner = { of: "host" };
const IDS = new Map<Owner, string>([
	[SEAT, "s07-pub"],
	[GUEST, "guest"],
	[HERE, "here"],
	[HOST, "pub-1"],
]);

beforeEach(() => {
	isFrozen = false;
	const ids = openClientIds();
	const unfollow = still.room.journal.follow(ids.note);
	gates = openGates({ time: still.time, isFrozen: () => isFrozen, isRemoved: (seat) => removed.has(seat), ids });
	return () => {
		unfollow();
		gates.close();
	};
});

function freeze(frozen: boolean): void {
	isFrozen = frozen;
	gates.changed();
}

function open(owner: Owner) {
	const gate = gates.open(owner);
	if (typeof gate === "string") throw new Error(gate);
	return gate;
}
async function enter(owner: Owner, keepalive = 0, { id = IDS.get(owner) ?? "", clean = true } = {}) {
	const client = openRawClient(still.room, { kind: "guest", transport: "tcp" }, open(owner));
	client.send(connect(id, clean, { keepalive }));
	await client.next();
	await still.settled();
	return client;
}
async function passSeconds(count: number): Promise<void> {
	for (let seconds = 0; seconds < count; seconds += 1) {
		still.time.pass(1_000);
		await still.settled();
	}
}
const accepted = () => still.told("publication.accepted").length;

describe("hands off", () => {
	it.each([
		["a seat", SEAT],
		["a guest", GUEST],
		["a guest on this machine", HERE],
	] as const)("%s waits with what it publishes, and nothing of it is lost", async (_, owner) => {
		const client = await enter(owner);
		freeze(true);
		client.send(publish("class/a", "1", 1, { messageId: 1 }));
		client.send(publish("class/a", "2"));
		client.send({ cmd: "subscribe", messageId: 2, subscriptions: [{ topic: "class/+", qos: 1 }] });
		await still.settled();
		expect(accepted()).toBe(0);
		expect(client.got.map(({ cmd }) => cmd)).toEqual(["connack"]);
		freeze(false);
		await still.settled();
		expect(accepted()).toBe(2);
		expect(client.got.map(({ cmd }) => cmd)).toEqual(["connack", "puback", "suback"]);
	});

	it("does not hold the host back", async () => {
		const client = await enter(HOST);
		freeze(true);
		client.send(publish("class/a", "1", 1, { messageId: 1 }));
		await still.settled();
		expect(accepted()).toBe(1);
	});

	it("still lets a subscriber acknowledge what comes, and disconnect", async () => {
		const client = await enter(SEAT);
		client.send({ cmd: "subscribe", messageId: 2, subscriptions: [{ topic: "class/+", qos: 1 }] });
		await still.settled();
		freeze(true);
		const host = await enter(HOST);
		host.send(publish("class/a", "1", 1, { messageId: 1 }));
		await still.settled();
		const copy = client.got.at(-1);
		expect(copy).toMatchObject({ cmd: "publish", qos: 1 });
		client.send({ cmd: "puback", messageId: (copy?.cmd === "publish" && copy.messageId) || 0 });
		client.send({ cmd: "disconnect" });
		await still.settled();
		expect(still.told("delivery.acked")).toHaveLength(1);
		expect(still.told("connection.closed")).toMatchObject([{ reason: "disconnect" }]);
	});

	it("refuses a CONNECT with return code 3, server unavailable, and the client may try again", async () => {
		freeze(true);
		const client = await enter(GUEST);
		expect(client.got).toMatchObject([{ cmd: "connack", returnCode: 3 }]);
		freeze(false);
		expect((await enter(GUEST)).got).toMatchObject([{ cmd: "connack", returnCode: 0 }]);
	});

	it("does not let the keep alive run out of a client that the room itself does not read", async () => {
		const client = await enter(SEAT, 10);
		freeze(true);
		client.send(publish("class/a", "1"));
		client.send({ cmd: "pingreq" });
		await still.settled();
		await passSeconds(60);
		expect(still.told("connection.closed")).toEqual([]);
		freeze(false);
		await still.settled();
		expect(client.got.map(({ cmd }) => cmd)).toEqual(["connack", "pingresp"]);
		// It has as long again, from when the room last looked.
		await passSeconds(31);
		expect(still.told("connection.closed")).toMatchObject([{ reason: "keep-alive" }]);
	});

	it("gives back the socket of a client that has left meanwhile", async () => {
		const gate = open(GUEST);
		const client = openRawClient(still.room, undefined, gate);
		client.send(connect("guest", true));
		await client.next();
		freeze(true);
		client.send(publish("class/a", "1"));
		client.ends.ended(false);
		gate.leave();
		await still.settled();
		expect(still.room.counts().connections).toBe(0);
		freeze(false);
		await still.settled();
		expect(accepted()).toBe(1);
		expect(still.told("connection.closed")).toHaveLength(1);
	});
});

describe("messages per second", () => {
	it.each([
		["a seat", SEAT],
		["a guest", GUEST],
	] as const)("%s gets so many through in a second; the rest waits, and is told once", async (_, owner) => {
		const client = await enter(owner);
		for (let sent = 1; sent <= 50; sent += 1) client.send(publish("class/a", String(sent)));
		await still.settled();
		expect(accepted()).toBe(LIMITS.seatMessagesPerSecond);
		still.time.pass(1_000);
		await still.settled();
		expect(accepted()).toBe(2 * LIMITS.seatMessagesPerSecond);
		still.time.pass(1_000);
		await still.settled();
		expect(accepted()).toBe(50);
		const payloads = still.told("publication.accepted").map((event) => (event.type === "publication.accepted" ? Number(event.payload) : 0));
		expect(payloads).toEqual(payloads.map((_, at) => at + 1));
		expect(still.told("limit.reached")).toMatchObject([{ says: "20 messages a second is the limit; the rest waits." }]);
	});

	it("is one share for all connections of a guest's address", async () => {
		const [one, other] = [await enter(GUEST), openRawClient(still.room, undefined, open(GUEST))];
		other.send(connect("other", true));
		await other.next();
		await still.settled();
		for (let sent = 0; sent < 15; sent += 1) for (const client of [one, other]) client.send(publish("class/a", "x"));
		await still.settled();
		expect(accepted()).toBe(LIMITS.seatMessagesPerSecond);
	});

	it.each([
		["a host", HOST],
		["a guest on the host's machine", HERE],
	] as const)("does not hold back %s", async (_, owner) => {
		const client = await enter(owner);
		for (let sent = 0; sent < 100; sent += 1) client.send(publish("class/a", "x"));
		await still.settled();
		expect(accepted()).toBe(100);
	});

	it("leaves no timer behind once everybody is gone", async () => {
		const gate = open(SEAT);
		const before = still.time.timers;
		for (let sent = 0; sent < 30; sent += 1) gate.withholds("PUBLISH");
		gate.leave();
		still.time.pass(1_000);
		still.time.pass(1_000);
		expect(still.time.timers).toBe(before);
	});
});

const guest = (at: number): Owner => ({ of: "guest", source: `10.0.1.${at}` });

describe("sockets", () => {
	it("count from when they are opened, whether a CONNECT comes on them or not", () => {
		const held = Array.from({ length: LIMITS.socketsPerSeat }, () => open(SEAT));
		expect(gates.open(SEAT)).toBe("8 sockets at once is the limit here.");
		expect(typeof gates.open(GUEST)).toBe("object");
		held[0]?.leave();
		expect(typeof gates.open(SEAT)).toBe("object");
		expect(gates.open(SEAT)).toBe("8 sockets at once is the limit here.");
	});

	it("of guests, from however many addresses, leave places to the seats, and those of seats leave some to the host", () => {
		const opened = Array.from({ length: LIMITS.guestSockets }, (_, at) => typeof gates.open(guest(at)));
		expect(new Set(opened)).toEqual(new Set(["object"]));
		expect(gates.open(guest(99))).toBe("60 connections of guests is the limit here.");
		let seats = 0;
		for (let seat = 1; seat <= LIMITS.seats; seat += 1)
			for (let socket = 0; socket < LIMITS.connectionsPerSeat; socket += 1)
				if (typeof gates.open({ of: "seat", seat }) !== "string") seats += 1;
		expect(seats).toBe(LIMITS.connectionsPerRoom - LIMITS.hostPlaces - LIMITS.guestSockets);
		for (let place = 0; place < LIMITS.hostPlaces; place += 1) expect(typeof gates.open(HOST)).toBe("object");
	});
});

describe("client ids and sessions", () => {
	const codes = (client: Awaited<ReturnType<typeof enter>>) =>
		client.got.flatMap((packet) => (packet.cmd === "connack" ? [packet.returnCode] : []));

	it("a guest takes over no client of the host's, away or not, and no client of another guest's that is connected", async () => {
		await enter(HOST);
		await enter(HERE, 0, { id: "mine" });
		await enter(guest(1), 0, { id: "other" });
		const away = await enter(HOST, 0, { id: "sub-1", clean: false });
		away.send({ cmd: "disconnect" });
		await still.settled();
		for (const id of ["pub-1", "mine", "other", "sub-1"]) expect(codes(await enter(GUEST, 0, { id }))).toEqual([5]);
		expect(still.told("connection.refused")).toMatchObject([
			{ says: "pub-1 belongs to the host" },
			{ says: "mine belongs to the host" },
			{ says: "other belongs to another guest" },
			{ says: "sub-1 belongs to the host" },
		]);
		// The machine of the host may try what it likes, and everybody may take over their own.
		expect(codes(await enter(HERE, 0, { id: "sub-1" }))).toEqual([0]);
		expect(codes(await enter(guest(1), 0, { id: "other" }))).toEqual([0]);
	});

	it("a guest's address has its share of sessions, and all guests together theirs: no seat's gives way to them", async () => {
		const seat = await enter(SEAT, 0, { clean: false });
		seat.send({ cmd: "disconnect" });
		await still.settled();
		const leave = async (owner: Owner, id: string) => {
			const gate = open(owner);
			const client = openRawClient(still.room, undefined, gate);
			client.send(connect(id, false));
			await client.next();
			client.send({ cmd: "disconnect" });
			await still.settled();
			gate.leave();
			return codes(client)[0];
		};
		for (let session = 0; session < LIMITS.sessionsPerGuest; session += 1) expect(await leave(GUEST, `g-${session}`)).toBe(0);
		expect(await leave(GUEST, "g-more")).toBe(5);
		expect(await leave(GUEST, "g-0")).toBe(0);
		for (let at = 1; at <= 5; at += 1)
			for (let session = 0; session < LIMITS.sessionsPerGuest; session += 1) expect(await leave(guest(at), `g-${at}-${session}`)).toBe(0);
		expect(await leave(guest(6), "late")).toBe(5);
		expect([...still.room.sessions()].map(({ session }) => session)).toContain("s07-pub");
		expect(still.told("session.discarded")).toEqual([]);
	});
});
