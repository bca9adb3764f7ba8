import { describe, expect, it } from "vitest";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import { refusal } from "./perform.ts";
import type { Step } from "./step.ts";
import { CONNECTED, CONNECTING, client, LEAVING, labOf, OFFLINE, silentFor, worldOf } from "./testkit/sample.ts";

const connect: Step = { do: "connect", client: "sub-1" };
const disconnect: Step = { do: "disconnect", client: "sub-1" };
const cut: Step = { do: "cut", client: "sub-1" };
const publish: Step = { do: "publish", client: "sub-1", topic: "t", payload: "", qos: 0, retain: false, times: 1 };
const rename: Step = { do: "rename", client: "x", to: "sub-1" };

describe("what the world forbids", () => {
	it.each([
		["connect", connect, { offline: "ok", connecting: "no", connected: "no", leaving: "no" }],
		["disconnect", disconnect, { offline: "no", connecting: "ok", connected: "ok", leaving: "no" }],
		["cut", cut, { offline: "no", connecting: "ok", connected: "ok", leaving: "ok" }],
		["publish", publish, { offline: "no", connecting: "no", connected: "ok", leaving: "no" }],
		["take its name", rename, { offline: "ok", connecting: "no", connected: "no", leaving: "no" }],
	])("%s, by phase of the client", (_, step, expected) => {
		const phases = { offline: OFFLINE, connecting: CONNECTING, connected: CONNECTED, leaving: LEAVING };
		const lab = labOf({ "sub-1": true, x: false });
		const decided = Object.entries(phases).map(([name, phase]) => [
			name,
			refusal(step, worldOf(client("sub-1", phase)), lab) === null ? "ok" : "no",
		]);
		expect(Object.fromEntries(decided)).toEqual(expected);
	});

	it("lets a client connect that the room has never seen", () => {
		expect(refusal(connect, worldOf(), labOf({ "sub-1": false }))).toBeNull();
	});

	it("lets nobody speak for a client of another page, but anybody cut its wire", () => {
		const world = worldOf(client("sub-1", CONNECTED));
		expect(refusal(publish, world, labOf({}))).toMatch(/is not a client of this page/);
		expect(refusal(cut, world, labOf({}))).toBeNull();
	});

	it("lets a page take over what is live elsewhere, and do nothing else with it", () => {
		for (const phase of [CONNECTING, CONNECTED, LEAVING]) {
			const world = worldOf(client("sub-1", phase, { origin: { kind: "guest", transport: "tcp" } }));
			const lab = labOf({ "sub-1": false });
			expect(refusal(connect, world, lab)).toBeNull();
			expect(refusal({ do: "remove", client: "sub-1" }, world, lab)).toBeNull();
			for (const step of [disconnect, publish]) expect(refusal(step, world, lab)).toMatch(/connected from somewhere else/);
		}
	});

	it.each([
		["silence", { offline: "has no connection that could fall silent", connecting: "ok", connected: "ok", leaving: "ok" }],
		["mend", { offline: "not silent", connecting: "not silent", connected: "not silent", leaving: "not silent" }],
		["takeover", { offline: "offline", connecting: "CONNACK", connected: "ok", leaving: "leaving" }],
		["violate", { offline: "offline", connecting: "CONNACK", connected: "ok", leaving: "leaving" }],
	] as const)("%s, by phase of the client, each with its sentence", (what, expected) => {
		const step = { do: what, client: "sub-1" } as const;
		for (const [name, phase] of Object.entries({ offline: OFFLINE, connecting: CONNECTING, connected: CONNECTED, leaving: LEAVING })) {
			const says = refusal(step, worldOf(client("sub-1", phase)), labOf({ "sub-1": true })) ?? "ok";
			expect(says).toContain(expected[name as keyof typeof expected]);
		}
	});

	it("lets a silent wire be mended and not be silenced twice", () => {
		const world = silentFor("sub-1", CONNECTED);
		expect(refusal({ do: "mend", client: "sub-1" }, world, labOf({}))).toBeNull();
		expect(refusal({ do: "silence", client: "sub-1" }, world, labOf({}))).toMatch(/silent already/);
	});

	it("lets a client come back over a half-open connection, once its own end has closed", () => {
		for (const phase of [CONNECTED, LEAVING]) {
			expect(refusal(connect, silentFor("sub-1", phase), labOf({ "sub-1": false }))).toBeNull();
			expect(refusal(connect, silentFor("sub-1", phase), labOf({ "sub-1": true }))).toMatch(/connected already|still leaving/);
		}
		expect(refusal(connect, worldOf(client("sub-1", LEAVING)), labOf({ "sub-1": false }))).toMatch(/still leaving/);
	});

	it("takes over only what this page holds", () => {
		const takeover: Step = { do: "takeover", client: "sub-1" };
		const guest = client("sub-1", CONNECTED, { origin: { kind: "guest", transport: "tcp" } });
		expect(refusal(takeover, worldOf(guest), labOf({ "sub-1": false }))).toMatch(/connected from somewhere else/);
		expect(refusal(takeover, silentFor("sub-1", CONNECTED), labOf({ "sub-1": false }))).toMatch(/This page holds no connection of sub-1/);
	});

	it("leaves settings and a restart to the room", () => {
		expect(refusal({ do: "settings", settings: FIRST_SETTINGS }, worldOf(), labOf({}))).toBeNull();
		expect(refusal({ do: "restart" }, worldOf(), labOf({}))).toBeNull();
	});

	it("keeps a delay within its bounds", () => {
		expect(refusal({ do: "delay", delayMs: 60_001 }, worldOf(), labOf({}))).toMatch(/0 to 60 seconds/);
	});
});
