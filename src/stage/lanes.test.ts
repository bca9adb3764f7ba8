import { expect, test } from "vitest";
import type { Client, PacketUnderWay } from "#model/world.ts";
import { clientOf, isSuperseded, splitPackets } from "./lanes.ts";
import { heldNote, wireView } from "./wire-state.ts";

const packet = (id: string, direction: "up" | "down", connection = "c1"): PacketUnderWay => ({
	packet: id,
	connection,
	direction,
	bytes: 2,
	fields: { type: "PINGREQ" },
	enteredAt: 0,
	from: 0,
	since: 0,
	delayMs: 2000,
	still: false,
});

test("a CONNECT says whose wire it is on before the broker knows", () => {
	const connect = { type: "CONNECT", clientId: "sub-1", cleanSession: true, keepAlive: 0, will: null } as const;
	expect(clientOf({ connection: "c1", fields: connect }, {})).toBe("sub-1");
	expect(clientOf(packet("p1", "up"), {})).toBeNull();
});

test("past two hundred packets only the oldest are buttons", () => {
	expect(splitPackets(Array.from({ length: 200 }, (_, n) => n)).canvas).toEqual([]);
	const split = splitPackets(Array.from({ length: 300 }, (_, n) => n));
	expect([split.dom.length, split.canvas.length]).toEqual([120, 180]);
});

test("a wire that was cut and one that was unplugged are told apart", () => {
	const offline = (reason: "cut" | "disconnect") => ({ keepAlive: 0, phase: { phase: "offline", since: 0, reason, says: "" } as const });
	expect(wireView("sub-1", offline("cut"), undefined).kind).toBe("cut");
	expect(wireView("sub-1", offline("disconnect"), undefined).note).toEqual({ title: "Unplugged", says: "sub-1 sent DISCONNECT" });
	expect(wireView("sub-1", undefined, undefined).note?.says).toBe("sub-1 has not connected yet");
});

test("a silent wire says that the broker has not been told, and when it will notice", () => {
	const phase = { phase: "connected", connection: "c1", since: 0, sessionPresent: false } as const;
	const view = wireView("sub-1", { phase, keepAlive: 60 }, undefined, { since: 0, noticedAt: 90_000 });
	const until = { title: "Silent", says: "The broker has not been told; it will notice in", until: 90_000 };
	expect(view).toEqual({ kind: "silent", kept: false, note: until });
	const never = wireView("sub-1", { phase, keepAlive: 0 }, undefined, { since: 0, noticedAt: null });
	expect(never.note?.says).toBe("The broker has not been told; keep alive is 0: it may never notice");
});

test("once its client has gone, a silent wire is half open", () => {
	const phase = { phase: "leaving", connection: "c1", since: 0, polite: false } as const;
	const view = wireView("sub-1", { phase, keepAlive: 60 }, undefined, { since: 0, noticedAt: 90_000 });
	expect(view.kind).toBe("half-open");
	expect(view.note).toEqual({ title: "Half open", says: "sub-1 is gone, the broker has not been told; it will notice in", until: 90_000 });
});

test("what stands still on a silent wire is not drawn on the wire that its client has opened since", () => {
	const wire = (connection: string, since: number) => {
		return {
			[connection]: { connection, origin: { kind: "lab", page: "p" }, clientId: "sub-1", since, accepted: null, silent: null } as const,
		};
	};
	const still = { ...packet("p1", "up"), still: true };
	expect(isSuperseded(still, wire("c1", 0))).toBe(false);
	expect(isSuperseded(still, { ...wire("c1", 0), ...wire("c2", 9) })).toBe(true);
	expect(isSuperseded(packet("p1", "up"), { ...wire("c1", 0), ...wire("c2", 9) })).toBe(false);
});

test("under a wire that stands still it says where the foremost packet is held", () => {
	const client = { outgoing: [{ message: "m3", packetId: 12, qos: 1, awaits: "PUBACK", attempts: 1 }] } as unknown as Client;
	expect(heldNote([packet("p1", "up")], () => 0.56, client)).toEqual({ title: "Held at 1.1 of 2.0 s", says: "No PUBACK yet" });
	// the answer stands on the same wire, to be seen
	const answer = { ...packet("p2", "down"), fields: { type: "PUBACK", packetId: 12 } } as unknown as PacketUnderWay;
	expect(heldNote([answer], () => 0.5, client)?.says).toBe("");
	expect(heldNote([], () => 0, client)).toBeNull();
});
