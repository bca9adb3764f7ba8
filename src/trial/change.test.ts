import { describe, expect, it } from "vitest";
import type { Script } from "#script/runner.ts";
import type { ScriptedStep } from "#script/step.ts";
import { TESTS } from "#script/tests.ts";
import { applyChange, type Change, sayChange } from "./change.ts";

const two = TESTS[1] as Script;
const steps = (script: Script) => script.steps.map(({ step }) => step);
const kinds = (script: Script) => steps(script).map((step) => `${step.do}${"client" in step ? ` ${step.client}` : ""}`);
const scriptOf = (...made: readonly ScriptedStep[]): Script => ({ ...two, steps: made.map((step) => ({ says: "x", step })) });

describe("one switch turned", () => {
	it("changes every step that it is about, and no other", () => {
		const changed = applyChange(two, { switch: "publish-qos", client: "pub-1", to: 1 });
		for (const [at, step] of steps(changed).entries()) {
			const before = steps(two)[at];
			expect(step).toEqual(step.do === "publish" ? { ...before, qos: 1 } : before);
		}
		expect(steps(applyChange(two, { switch: "clean-session", client: "sub-1", to: true })).filter((step) => step.do === "connect")).toEqual(
			[
				{ do: "connect", client: "sub-1", cleanSession: true },
				{ do: "connect", client: "pub-1", cleanSession: true },
				{ do: "connect", client: "sub-1", cleanSession: true },
			],
		);
	});

	it("on return leaves the first CONNECT alone", () => {
		const changed = steps(applyChange(two, { switch: "clean-session-on-return", client: "sub-1", to: true }));
		expect(changed.filter((step) => step.do === "connect" && step.client === "sub-1")).toMatchObject([
			{ cleanSession: false },
			{ cleanSession: true },
		]);
	});

	it("subscribes again after the last CONNECT, once", () => {
		const change = { switch: "subscribe-again", client: "sub-1" } as const;
		const changed = applyChange(two, change);
		expect(kinds(changed).slice(-2)).toEqual(["connect sub-1", "subscribe sub-1"]);
		expect(applyChange(changed, change)).toBe(changed);
	});

	it("subscribes before the first PUBLISH, with the CONNECT that this takes", () => {
		const late = scriptOf(
			{ do: "connect", client: "pub-1" },
			{ do: "publish", client: "pub-1", topic: "t", payload: "1", qos: 1, retain: false, times: 1 },
			{ do: "connect", client: "sub-1" },
			{ do: "subscribe", client: "sub-1", filter: "t", qos: 1 },
		);
		expect(kinds(applyChange(late, { switch: "subscribe-first", client: "sub-1" }))).toEqual([
			"connect sub-1",
			"subscribe sub-1",
			"connect pub-1",
			"publish pub-1",
		]);
		expect(applyChange(two, { switch: "subscribe-first", client: "sub-1" })).toBe(two);
	});

	it("subscribes once: what follows the last CONNECT is left out, if there was a SUBSCRIBE before", () => {
		const again = applyChange(two, { switch: "subscribe-again", client: "sub-1" });
		const once = { switch: "subscribe-once", client: "sub-1" } as const;
		expect(kinds(applyChange(again, once))).toEqual(kinds(two));
		expect(applyChange(two, once)).toBe(two);
		const late = scriptOf({ do: "connect", client: "sub-1" }, { do: "subscribe", client: "sub-1", filter: "t", qos: 1 });
		expect(applyChange(late, once)).toBe(late);
	});

	it("does everything under another client id, and says so", () => {
		const changed = applyChange(two, { switch: "client-id", client: "sub-1", to: "sub-9" });
		expect(kinds(changed)).toEqual(kinds(two).map((kind) => kind.replace("sub-1", "sub-9")));
		expect(changed.steps[0]?.says).toBe("sub-9 sends CONNECT with clean_session = false.");
	});

	it("stays connected: neither leaves nor comes back", () => {
		expect(kinds(applyChange(two, { switch: "stay", client: "sub-1" }))).toEqual([
			"connect sub-1",
			"subscribe sub-1",
			"connect pub-1",
			...Array.from({ length: 3 }, () => "publish pub-1"),
		]);
	});

	it("leaves by a cut instead of DISCONNECT", () => {
		expect(kinds(applyChange(two, { switch: "leave-by", client: "sub-1", to: "cut" }))).toContain("cut sub-1");
	});

	it("sets the broker beside what the script sets already", () => {
		const set = { ...two, broker: { maxQueuedMessages: 2 } };
		expect(applyChange(set, { switch: "broker", settings: { queueQos0Messages: true } }).broker).toEqual({
			maxQueuedMessages: 2,
			queueQos0Messages: true,
		});
	});

	it("gives the very same script where it changes nothing", () => {
		const nothing: readonly Change[] = [
			{ switch: "publish-qos", client: "pub-1", to: 0 },
			{ switch: "subscribe-qos", client: "sub-1", to: 0 },
			{ switch: "retain", client: "pub-1", to: false },
			{ switch: "clean-session", client: "sub-1", to: false },
			{ switch: "leave-by", client: "sub-1", to: "disconnect" },
			{ switch: "stay", client: "nobody" },
		];
		for (const change of nothing) expect(applyChange(two, change), sayChange(change)).toBe(two);
	});

	it("is said as an order", () => {
		expect(sayChange({ switch: "broker", settings: { persistentClientExpiration: null } })).toBe(
			"Set persistent_client_expiration = never",
		);
	});
});
