import { expect, test } from "vitest";
import type { Fact, Origin } from "#contract/event.ts";
import { moments } from "./testkit/sample.ts";

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
const asks = (connection: string, origin: Origin): readonly Fact[] => [
	{ type: "connection.opened", connection, origin },
	wire(connection, "up", { type: "CONNECT", clientId: "a", cleanSession: false, keepAlive: 0, will: null }),
];
const answered = (connection: string): Fact => wire(connection, "down", { type: "CONNACK", sessionPresent: false, returnCode: 0 });
const closed = (connection: string, reason: "takeover" | "cut"): Fact => ({
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
