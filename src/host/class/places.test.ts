import { describe, expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { connect, openRawClient } from "#engine/testkit/raw.ts";
import type { Owner } from "./owner.ts";
import { eachAtGates, GUEST, HERE, HOST, SEAT } from "./testkit/gate-scene.ts";

const { still, enter, open, refusal } = eachAtGates();
const guest = (at: number): Owner => ({ of: "guest", source: `10.0.1.${at}` });

describe("sockets", () => {
	it("count from when they are opened, whether a CONNECT comes on them or not", () => {
		const held = Array.from({ length: LIMITS.socketsPerSeat }, () => open(SEAT));
		expect(refusal(SEAT)).toBe("No more than 4 sockets at once here.");
		expect(refusal(GUEST)).toBe(null);
		held[0]?.leave();
		expect(refusal(SEAT)).toBe(null);
		expect(refusal(SEAT)).toBe("No more than 4 sockets at once here.");
	});

	it("of guests, from however many addresses, leave places to the seats, and those of seats leave some to the host", () => {
		const opened = Array.from({ length: LIMITS.guestSockets }, (_, at) => refusal(guest(at)));
		expect(new Set(opened)).toEqual(new Set([null]));
		expect(refusal(guest(99))).toBe("No more than 60 guest connections here.");
		const seats = Array.from({ length: LIMITS.seats }, (_, at): Owner => ({ of: "seat", seat: at + 1 }));
		// The first of them take as much as they can, and each of the others still has a place.
		const taken = seats.map(
			(seat) => Array.from({ length: LIMITS.socketsPerSeat }, () => refusal(seat)).filter((says) => says === null).length,
		);
		expect([Math.max(...taken), Math.min(...taken)]).toEqual([LIMITS.socketsPerSeat, 1]);
		expect(taken.reduce((sum, count) => sum + count, 0)).toBe(LIMITS.connectionsPerRoom - LIMITS.hostPlaces - LIMITS.guestSockets);
		for (let place = 0; place < LIMITS.hostPlaces; place += 1) expect(refusal(HOST)).toBe(null);
	});
});

describe("client ids and sessions", () => {
	const codes = (client: Awaited<ReturnType<typeof enter>>) =>
		client.got.flatMap((packet) => (packet.cmd === "connack" ? [packet.returnCode] : []));

	/** A persistent client comes and goes. Its return code. */
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

	it("those that come at once, and those that take over what another guest has left, count too", async () => {
		const many = { of: "guest", source: "10.0.2.1" } as const;
		for (let session = 1; session < LIMITS.sessionsPerGuest; session += 1) expect(await leave(many, `m-${session}`)).toBe(0);
		const [first, second] = [open(many), open(many)];
		expect([first.refuses("at-once-1"), second.refuses("at-once-2")]).toMatchObject([null, { why: "sessions" }]);
		first.closed();
		expect(second.refuses("at-once-2")).toBe(null);
		expect(await leave(guest(9), "left")).toBe(0);
		expect(await leave(many, "left")).toBe(5);
	});

	it("a guest's address has its share of sessions, and all guests together theirs: no seat's gives way to them", async () => {
		const seat = await enter(SEAT, 0, { clean: false });
		seat.send({ cmd: "disconnect" });
		await still.settled();
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
