import { expect, test } from "vitest";
import type { Client, PacketUnderWay } from "#model/world.ts";
import { clientOf, firstOnLane, splitPackets } from "./lanes.ts";
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
});

test("only the first packet of a lane can be let go", () => {
	const packets = { p1: packet("p1", "up"), p2: packet("p2", "up"), p3: packet("p3", "down") };
	expect([packets.p1, packets.p2, packets.p3].map((one) => firstOnLane(one, packets))).toEqual([true, false, true]);
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
	const offline = (reason: "cut" | "disconnect"): Pick<Client, "phase"> => ({ phase: { phase: "offline", since: 0, reason, says: "" } });
	expect(wireView("sub-1", offline("cut"), undefined).kind).toBe("cut");
	expect(wireView("sub-1", offline("disconnect"), undefined).note).toEqual({ title: "Unplugged", says: "sub-1 sent DISCONNECT" });
	expect(wireView("sub-1", undefined, undefined).note?.says).toBe("sub-1 has not connected yet");
});

test("under a wire that stands still it says where the foremost packet is held", () => {
	const client = { outgoing: [{ message: "m3", packetId: 12, qos: 1, awaits: "PUBACK", attempts: 1 }] } as unknown as Client;
	expect(heldNote([packet("p1", "up")], () => 0.56, client)).toEqual({ title: "Held at 1.1 of 2.0 s", says: "No PUBACK yet" });
	expect(heldNote([], () => 0, client)).toBeNull();
});
