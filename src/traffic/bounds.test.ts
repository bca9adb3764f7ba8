import { describe, expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { publish } from "#model/testkit/sample.ts";
import { openKeptConnections } from "./kept-connections.ts";
import { openKeptCopies } from "./kept-copies.ts";
import { openKeptSessions } from "./kept-sessions.ts";
import { openMessageFates } from "./message-fates.ts";
import { addPace } from "./paces.ts";
import { pathOf } from "./path.ts";
import type { TapePacket, Traffic, WirePace } from "./traffic.ts";

const PAGE = { kind: "lab", page: "p" } as const;
const by = (clientId: string) => ({ connection: `of ${clientId}`, clientId, origin: PAGE });
const at = (seq: number) => ({ seq, at: seq });
const closed = { reason: "cut", says: "", clause: null } as const;

describe("what a page keeps for its tape", () => {
	it("is bounded in changes of pace, each of which is added to those before it", () => {
		const connections = openKeptConnections();
		connections.open("c1", PAGE, at(0));
		const paces = connections.all.get("c1")?.paces;
		for (let seq = 1; seq <= LIMITS.tapePaces + 1; seq++) connections.pace("c1", at(seq), { silent: seq % 2 === 1 });
		const kept = connections.all.get("c1")?.paces ?? [];
		expect(kept).toBe(paces);
		expect(kept.length).toBeLessThanOrEqual(LIMITS.tapePaces);
		expect(kept.at(-1)).toEqual({ ...at(LIMITS.tapePaces + 1), delayMs: null });
	});

	it("draws a packet from before the kept changes of pace at the pace with which it left", () => {
		const paces: WirePace[] = [{ ...at(0), delayMs: 1_000 }];
		for (let seq = 1; seq <= LIMITS.tapePaces + 1; seq++) addPace(paces, { seq, at: 100_000 + seq, delayMs: 2_000 + seq });
		const packet = { packet: "p1", connection: "c1", left: at(0), end: null, delayMs: 1_000 } as TapePacket;
		const traffic = { paces, connections: new Map() } as unknown as Traffic;
		expect(pathOf(packet, traffic, { seq: 0, at: 500 })).toEqual([
			{ at: 0, progress: 0 },
			{ at: 500, progress: 0.5 },
		]);
	});

	it("is bounded in messages, those without a subscriber among them", () => {
		const fates = openMessageFates([]);
		const accepted = (n: number) => ({ type: "publication.accepted", message: `m${n}`, seq: n }) as never;
		for (let n = 1; n <= LIMITS.tapeFates; n++) fates.take(accepted(n));
		expect([fates.at("m1", null, 1), fates.at(`m${LIMITS.tapeFates}`, null, LIMITS.tapeFates)]).toEqual([null, "none"]);
	});

	it("is bounded in connections, and loses those that are over first", () => {
		const connections = openKeptConnections();
		for (let n = 0; n < 2 * LIMITS.tapeConnections; n++) {
			connections.open(`c${n}`, PAGE, at(n));
			if (n > 0) connections.change(`c${n}`, { closed: { ...closed, ...at(n) } });
		}
		expect(connections.all.size).toBeLessThanOrEqual(LIMITS.tapeConnections);
		expect([connections.all.has("c0"), connections.all.has("c1")]).toEqual([true, false]);
	});

	it("is bounded in clients that keep copies, and loses those that keep none with their packets", () => {
		const copies = openKeptCopies();
		for (let n = 0; n < 2 * LIMITS.tapeClients; n++) copies.left(by(`client-${n}`), "up", publish(`m${n}`, 1, 1), at(n));
		expect(copies.steps.size).toBeLessThanOrEqual(LIMITS.tapeClients);
		const [last] = [...copies.steps.keys()].slice(-1);
		copies.arrived(by(last ?? ""), "down", { type: "PUBACK", packetId: 1, message: "m1" }, at(20_000));
		expect(copies.steps.get(last ?? "")?.length).toBe(2);
		copies.forget(20_000);
		expect(copies.steps.has(last ?? "")).toBe(true);
		copies.forget(20_001);
		expect(copies.steps.has(last ?? "")).toBe(false);
	});

	it("is bounded in clients with sessions, and loses sessions with their packets", () => {
		const sessions = openKeptSessions(null);
		const begin = (session: string, seq: number) =>
			sessions.take({ type: "session.created", session, connection: "c", cleanSession: true, ...at(seq) });
		const end = (session: string, seq: number) =>
			sessions.take({ type: "session.discarded", session, reason: "clean", ...at(seq) } as never);
		begin("stays", 0);
		for (let n = 1; n < 2 * LIMITS.tapeClients; n++) {
			begin(`s${n}`, n);
			end(`s${n}`, n);
		}
		expect(sessions.all.size).toBeLessThanOrEqual(LIMITS.tapeClients);
		begin("stays too", 20_000);
		sessions.forget(20_000);
		expect([...sessions.all.keys()]).toEqual(["stays", "stays too"]);
	});
});
