import { expect, test } from "vitest";
import type { ClientPhase } from "#model/world.ts";
import { phaseIn } from "#script/phase-text.ts";
import { CONNECTED, CONNECTING, client, LEAVING, OFFLINE, silentFor, worldOf } from "#script/testkit/sample.ts";
import { jackOf, leaveReason } from "./jack.ts";

const phaseOf = (phase: ClientPhase) => phaseIn(worldOf(client("s07-sub", phase)), "s07-sub", false);
const FACTS = {
	client: "s07-sub",
	which: "sub",
	phase: phaseOf(OFFLINE),
	busy: false,
	subscribed: false,
	asking: false,
	elsewhere: false,
	publish: { topic: "class/seat-7", payload: "hello" },
	lobby: false,
	hands: undefined,
	frozen: false,
} as const;
const on = { ...FACTS, phase: phaseOf(CONNECTED) };

test("the one verb of a client that is away is Connect, and it names the packet", () => {
	expect(jackOf(FACTS)).toMatchObject({
		verb: "Connect",
		says: "Offline. It sends CONNECT",
		look: "off",
		step: { do: "connect", client: "s07-sub" },
	});
	expect(jackOf({ ...FACTS, lobby: true }).says).toBe("Try it: it sends CONNECT");
});

test("a cut cable is drawn as one, and Connect brings the client back", () => {
	const cut = jackOf({ ...FACTS, phase: phaseOf({ ...OFFLINE, reason: "cut" }) });
	expect(cut).toMatchObject({ verb: "Connect", says: "Cable cut. It sends CONNECT", look: "cut", step: { do: "connect" } });
});

test("between CONNECT and CONNACK there is nothing to press, and the jack says why", () => {
	expect(jackOf({ ...FACTS, phase: phaseOf(CONNECTING) })).toMatchObject({
		verb: "Connecting",
		look: "going",
		step: null,
		refuses: "CONNECT is on its way.",
	});
	expect(jackOf({ ...FACTS, busy: true })).toMatchObject({ verb: "Connecting", step: null });
});

test("a connected subscriber subscribes first, unless its session has the filter already", () => {
	expect(jackOf(on)).toMatchObject({
		verb: "Subscribe",
		says: "It sends SUBSCRIBE to class/+, QoS 1",
		step: { do: "subscribe", filter: "class/+", qos: 1 },
	});
	expect(jackOf({ ...on, asking: true })).toMatchObject({ verb: "Subscribing", step: null });
	expect(jackOf({ ...on, subscribed: true })).toMatchObject({ verb: "Disconnect", look: "on", step: { do: "disconnect" } });
});

test("a connected publisher publishes what its field says, at QoS 1", () => {
	expect(jackOf({ ...on, which: "pub", client: "s07-pub" })).toMatchObject({
		verb: "Publish",
		says: "It sends PUBLISH to class/seat-7, QoS 1",
		step: { do: "publish", client: "s07-pub", topic: "class/seat-7", payload: "hello", qos: 1, times: 1 },
	});
});

test("a client that is leaving waits, and one whose goodbye nobody hears may come back", () => {
	expect(jackOf({ ...FACTS, phase: phaseOf(LEAVING) })).toMatchObject({ step: null, refuses: "DISCONNECT is on its way." });
	const half = phaseIn(silentFor("s07-sub", LEAVING), "s07-sub", false);
	expect(jackOf({ ...FACTS, phase: half })).toMatchObject({ verb: "Connect", says: "Half open. It sends CONNECT" });
});

test("a second page of the seat can take the connection over, and cannot cut the first one's", () => {
	expect(jackOf({ ...on, elsewhere: true })).toMatchObject({ verb: "Connect", says: "Connected on another page. It sends CONNECT" });
	expect(leaveReason(on.phase, undefined, true)).toBe("Another page of this seat holds the connection.");
});

test("while hands are off the wire stays as it is, and nothing can be pressed", () => {
	expect(jackOf({ ...on, hands: "Hands off.", frozen: true })).toEqual({
		verb: "Connected",
		says: "Hands off. The wire stays up",
		look: "still",
		plugged: true,
		step: null,
		refuses: "Hands off.",
	});
	expect(jackOf({ ...FACTS, hands: "Hands off.", frozen: true }).says).toBe("Hands off.");
	expect(leaveReason(on.phase, "Hands off.", false)).toBe("Hands off.");
});

test("without an answer from the host the jack says so, and does not pretend to act", () => {
	const lost = jackOf({ ...on, hands: "No answer from the trainer’s laptop. Trying again." });
	expect(lost).toMatchObject({ says: "No answer from the trainer’s laptop", look: "still", step: null });
});

test("what has no connection cannot be cut", () => {
	expect(leaveReason(FACTS.phase, undefined, false)).toBe("Nothing to cut: it is not connected.");
	expect(leaveReason(on.phase, undefined, false)).toBeUndefined();
});
