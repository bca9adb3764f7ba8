import { expect, test } from "vitest";
import type { Fact, Origin, RoomEvent } from "#contract/event.ts";
import type { CloseReason } from "#contract/reasons.ts";
import { EMPTY_WORLD } from "./empty-world.ts";
import { openRunning } from "./reduce.ts";
import { moments, publish } from "./testkit/sample.ts";

const HERE: Origin = { kind: "lab", page: "p" };
const THERE: Origin = { kind: "lab", page: "q" };

const wire = (connection: string, direction: "up" | "down", fields: Extract<Fact, { type: "packet.passed" }>["fields"]): Fact => ({
	type: "packet.passed",
	packet: `${connection}-${fields.type}`,
	connection,
	direction,
	bytes: 4,
	fields,
});
const asks = (connection: string, origin: Origin, cleanSession = false): readonly Fact[] => [
	{ type: "connection.opened", connection, origin },
	wire(connection, "up", { type: "CONNECT", clientId: "a", cleanSession, keepAlive: 0, will: null }),
];
const answered = (connection: string): Fact => wire(connection, "down", { type: "CONNACK", sessionPresent: false, returnCode: 0 });
const closed = (connection: string, reason: CloseReason): Fact => ({
	type: "connection.closed",
	connection,
	reason,
	says: "",
	clause: null,
});
const older = [...asks("c1", HERE), answered("c1")];
const clientAfter = (...facts: readonly Fact[]) => moments([...older, ...facts]).at(-1)?.world.clients.a;

test("the newer connection has the client, and the world says whose it ended", () => {
	expect(clientAfter()).toMatchObject({ origin: HERE, tookOver: null });
	const taken = clientAfter(...asks("c2", THERE), closed("c1", "takeover"), answered("c2"));
	expect(taken).toMatchObject({ origin: THERE, phase: { phase: "connected", connection: "c2" }, tookOver: HERE });
});

test("a CONNECT that never arrives takes nothing over", () => {
	const kept = clientAfter(...asks("c2", THERE), closed("c2", "cut"));
	expect(kept).toMatchObject({ origin: HERE, phase: { phase: "connected", connection: "c1" }, tookOver: null });
	expect(clientAfter(closed("c1", "cut"))).toMatchObject({ phase: { phase: "offline", reason: "cut" } });
});

test("of two that overtook each other on their wires the client is where the CONNACK came", () => {
	const crossed = clientAfter(
		...asks("c2", THERE),
		...asks("c3", HERE),
		closed("c1", "takeover"),
		closed("c3", "takeover"),
		answered("c2"),
	);
	expect(crossed).toMatchObject({ origin: THERE, phase: { phase: "connected", connection: "c2" } });
});

const sends = (connection: string) => wire(connection, "up", publish("m1", 1, 1));
const keptAfter = (...facts: readonly Fact[]) =>
	moments(facts)
		.at(-1)
		?.world.clients.a?.outgoing.map(({ message }) => message);

test("what a client keeps goes by its own CONNECTs, and not by the connection that is still open", () => {
	const clean = [...asks("c1", HERE, true), answered("c1")];
	const newer = [...clean, ...asks("c2", HERE), sends("c2"), closed("c2", "cut")];
	expect(keptAfter(...newer)).toEqual(["m1"]);
	expect(keptAfter(...newer, ...asks("c3", HERE))).toEqual(["m1"]);
	expect(keptAfter(...newer, closed("c1", "takeover"))).toEqual(["m1"]);
	// The newest CONNECT throws all away, and an older connection that ends after it takes nothing more.
	const cleans = [...older, ...asks("c2", HERE, true), sends("c2")];
	expect(keptAfter(...cleans, answered("c1"), closed("c1", "takeover"), answered("c2"))).toEqual(["m1"]);
	expect(keptAfter(...cleans, answered("c2"), closed("c1", "takeover"))).toEqual(["m1"]);
	expect(keptAfter(...cleans, closed("c2", "cut"))).toEqual([]);
});

test("a message that seemed to be over is on its way again when it is sent again, and it is still to be decided for whom", () => {
	const lost = { type: "packet.lost", packet: "p1" } as const;
	const entered = { ...sends("c1"), type: "packet.entered", packet: "p1", delayMs: 1 } as Fact;
	const messageAfter = (...facts: readonly Fact[]) => moments(facts).at(-1)?.world.messages.m1;
	const ended = [...older, entered, ...asks("c2", HERE, true), answered("c2"), lost];
	expect(messageAfter(...ended)).toMatchObject({ phase: "lost", decided: expect.any(Number) });
	expect(messageAfter(...ended, { ...entered, connection: "c2", packet: "p2" } as Fact)).toMatchObject({
		phase: "to-broker",
		decided: null,
	});
});

test("an acknowledgement on a connection that its client has left for a newer one reaches nobody; if the newer one is turned away, it has been read", () => {
	const puback = (connection: string) => wire(connection, "down", { type: "PUBACK", packetId: 1, message: "m1" });
	const own = [...older, sends("c1")];
	expect(keptAfter(...own, puback("c1"))).toEqual([]);
	const left = [...own, ...asks("c2", HERE), puback("c1")];
	expect(keptAfter(...left)).toEqual(["m1"]);
	expect(keptAfter(...left, answered("c2"))).toEqual(["m1"]);
	expect(keptAfter(...left, closed("c2", "cut"))).toEqual(["m1"]);
	expect(keptAfter(...own, ...asks("c2", HERE), answered("c2"), puback("c1"))).toEqual(["m1"]);
	expect(keptAfter(...left, answered("c2"), closed("c1", "takeover"), { ...sends("c2") }, puback("c2"))).toEqual([]);
	const refused = wire("c2", "down", { type: "CONNACK", sessionPresent: false, returnCode: 5 });
	expect(keptAfter(...left, refused)).toEqual([]);
	expect(keptAfter(...left, closed("c2", "protocol-error"))).toEqual([]);
	expect(keptAfter(...own, ...asks("c2", HERE), refused, puback("c1"))).toEqual([]);
	// Under an id that has been used again since, only the first message is meant.
	const again = wire("c1", "up", publish("m2", 1, 1));
	expect(keptAfter(...left, again, refused)).toEqual(["m2"]);
});

test("what a world tells of such acknowledgements is not changed by later ones", () => {
	const ack = (packetId: number) => wire("c1", "down", { type: "PUBACK", packetId, message: `m${packetId}` });
	const sent = [1, 2].map((id) => wire("c1", "up", publish(`m${id}`, 1, id)));
	const told = moments([...older, ...sent, ...asks("c2", HERE), ack(1), ack(2)]).map(({ event }) => event);
	const running = openRunning(EMPTY_WORLD);
	for (const event of told.slice(0, -1)) running.take(event);
	const world = running.world();
	running.take(told.at(-1) as RoomEvent);
	expect([world, running.world()].map(({ connections }) => connections.c2?.unread?.length)).toEqual([1, 2]);
});

test("a PUBREC that reaches nobody leaves its sender waiting for a PUBREC", () => {
	const pubrec = wire("c1", "down", { type: "PUBREC", packetId: 1, message: "m1" });
	const awaited = (...facts: readonly Fact[]) => clientAfter(wire("c1", "up", publish("m1", 2, 1)), ...facts)?.outgoing[0]?.awaits;
	expect([awaited(pubrec), awaited(...asks("c2", HERE), pubrec)]).toEqual(["PUBCOMP", "PUBREC"]);
	expect(awaited(...asks("c2", HERE), pubrec, closed("c2", "refused"))).toBe("PUBCOMP");
});

test("a CONNECT that is refused changes nothing of the client whose id it uses, with a CONNACK or without", () => {
	const refused = wire("c2", "down", { type: "CONNACK", sessionPresent: false, returnCode: 5 });
	const own = [...older, sends("c1")];
	const stranger = (cleanSession: boolean) => [
		...asks("c2", HERE, cleanSession),
		wire("c2", "up", publish("m2", 1, 1)),
		wire("c2", "up", { type: "PUBREL", packetId: 1, message: null }),
		wire("c2", "up", { type: "SUBSCRIBE", packetId: 2, filters: [] }),
	];
	const turnedAway = [[refused, closed("c2", "cut")], [closed("c2", "refused")], [closed("c2", "protocol-error")]];
	for (const facts of turnedAway) {
		for (const clean of [true, false]) {
			const before = moments(own).at(-1)?.world;
			const after = moments([...own, ...stranger(clean), ...facts]).at(-1)?.world;
			expect(after?.clients).toEqual(before?.clients);
			const away = moments([...own, closed("c1", "cut")]).at(-1)?.world.clients.a;
			const later = moments([...own, closed("c1", "cut"), ...stranger(clean), ...facts]).at(-1)?.world.clients.a;
			expect({ ...later, phase: null }).toEqual({ ...away, phase: null });
		}
	}
});

test("a guest under the id of a page’s client, whose CONNECT never arrives, takes nothing from that client", () => {
	const guest: Origin = { kind: "guest", transport: "tcp" };
	const away = [...older, sends("c1"), closed("c1", "cut")];
	expect(keptAfter(...away)).toEqual(["m1"]);
	expect(keptAfter(...away, ...asks("c2", guest, true), closed("c2", "cut"))).toEqual(["m1"]);
	const asking = clientAfter(...asks("c2", guest, true));
	expect(asking).toMatchObject({ origin: HERE, phase: { phase: "connected", connection: "c1" } });
	expect(clientAfter(...asks("c2", guest), closed("c1", "takeover"), answered("c2"))).toMatchObject({
		origin: guest,
		phase: { phase: "connected", connection: "c2" },
	});
	expect(clientAfter(closed("c1", "cut"), ...asks("c2", guest), closed("c2", "cut"))).toMatchObject({
		phase: { phase: "offline", reason: "cut" },
	});
	// The client itself, with a clean CONNECT that is lost: it has thrown its half away.
	expect(keptAfter(...away, ...asks("c2", HERE, true), closed("c2", "cut"))).toEqual([]);
});
