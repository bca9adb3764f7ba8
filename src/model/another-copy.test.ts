import { expect, test } from "vitest";
import type { Fact } from "#contract/event.ts";
import { sayFateOf } from "#story/say-fate.ts";
import { EMPTY_WORLD } from "./empty-world.ts";
import { accepted, connected, entered, moments, namedOf, opened, publish, subscribed, up } from "./testkit/sample.ts";

const start: readonly Fact[] = [opened, ...connected("pub", false), ...connected("sub", false), ...subscribed("sub", "greenhouse/temp", 1)];
const says = (...facts: readonly Fact[]) => sayFateOf(moments([...start, ...facts]).at(-1)?.world ?? EMPTY_WORLD, "m1", "sub");

const { message } = namedOf("m1");
const queued = (delivery: string): Fact => ({ type: "delivery.queued", delivery, message, session: "sub", qos: 1, why: "window-full" });
const dropped = (delivery: string): Fact => ({
	type: "delivery.dropped",
	delivery,
	message,
	session: "sub",
	qos: 1,
	reason: "pushed-out",
});
const sent = (delivery: string, qos: 0 | 1): readonly Fact[] => {
	const packetId = qos === 0 ? null : 4;
	return [
		{ type: "delivery.sent", delivery, message, session: "sub", qos, packet: "d1", packetId, dup: false, attempt: 1, from: "live" },
		entered("sub", "d1", publish("m1", qos, packetId), "down"),
	];
};
const arrives = (packet: string): Fact => ({ type: "packet.arrived", packet, stepped: false });

test.each([0, 1] as const)("a message is not dropped with one copy while another is on the wire at QoS %i", (qos) => {
	const twice = [up("pub", publish("m1", 1, 1)), accepted("m1", "pub", 1), ...sent("one", qos), accepted("m1", "pub", 1), queued("two")];
	expect(says(...twice)).toMatch(/^Waiting/);
	expect(says(...twice, dropped("two"))).toMatch(/^Sent to sub .*Another copy was dropped/);
	expect(says(...twice, dropped("two"), arrives("d1"))).toMatch(qos === 0 ? /^Sent at QoS 0, never confirmed/ : /^Arrived at sub as #4/);
});

test("of two copies in the queue, the message waits until the last is dropped", () => {
	const twice = [accepted("m1", "pub", 1), queued("one"), accepted("m1", "pub", 1), queued("two")];
	expect(says(...twice, dropped("one"))).toMatch(/^Waiting.*Another copy was dropped/);
	expect(says(...twice, dropped("one"), dropped("two"))).not.toMatch(/Waiting|Another copy/);
});

test("a message that its sender no longer keeps is not over while an earlier PUBLISH of it is on an older wire", () => {
	const again: Fact = { ...(connected("pub", true)[1] as Extract<Fact, { type: "packet.passed" }>), connection: "c-new" };
	const { packet: _, ...of } = again as Extract<Fact, { type: "packet.passed" }>;
	const fields = { type: "CONNACK", sessionPresent: false, returnCode: 0 } as const;
	const newer: readonly Fact[] = [
		{ type: "connection.opened", connection: "c-new", origin: { kind: "lab", page: "p" } },
		again,
		{ ...of, packet: "p-ack", direction: "down", fields },
	];
	const under = [entered("pub", "p1", publish("m1", 1, 1)), ...newer];
	expect(says(...under)).toBe("Still on pub’s wire");
	expect(says(...under, { type: "packet.lost", packet: "p1" })).not.toMatch(/^Still/);
	expect(says(...under, { type: "packet.arrived", packet: "p1", stepped: false }, accepted("m1", "pub", 1), queued("one"))).toMatch(
		/^Waiting/,
	);
	// Two of them, and the newer one is lost first.
	const resent = [entered("pub", "p1", publish("m1", 1, 1)), entered("pub", "p2", publish("m1", 1, 1))];
	expect(says(...resent, { type: "packet.lost", packet: "p2" }, ...newer)).toBe("Still on pub’s wire");
});
