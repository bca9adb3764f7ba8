import { expect, test } from "vitest";
import { cureOf } from "./reasons.ts";

test("the cure of a missing session names the QoS too when that alone would not do", () => {
	expect(cureOf("no-session", { qos: 1 }, 1)).toBe("Connect the subscriber with clean_session = false");
	expect(cureOf("no-session", { qos: 0 }, 1)).toBe("Connect the subscriber with clean_session = false, and publish with QoS 1");
});

test("QoS 0 could also have been queued", () => {
	expect(cureOf("publish-qos-0", { qos: 0 }, 0)).toBe("Publish with QoS 1, and subscribe with QoS 1, or turn queue_qos0_messages on");
	expect(cureOf("subscription-qos-0", { qos: 1 }, 0)).toBe("Subscribe with QoS 1, or turn queue_qos0_messages on");
});
