import { expect, test } from "vitest";
import type { Client } from "#model/world.ts";
import { waysToLeave } from "./leave-text.ts";

const connected: Client["phase"] = { phase: "connected", connection: "c1", since: 0, sessionPresent: false };
const its = (more: Partial<Parameters<typeof waysToLeave>[0]> = {}) =>
	waysToLeave({ client: { phase: connected, keepAlive: 0 }, clientId: "sub-1", silent: false, held: false, ofThisPage: true, ...more });

test("a client of this page can have its wire held, fall silent, be taken over and break the protocol, each with one step", () => {
	expect(its().map(({ label, step }) => [label, step])).toEqual([
		["Hold the wire", { do: "hold", client: "sub-1" }],
		["Fall silent", { do: "silence", client: "sub-1" }],
		["Be taken over", { do: "takeover", client: "sub-1" }],
		["Break the protocol", { do: "violate", client: "sub-1" }],
	]);
});

test("the keep alive of the connection says when silence is noticed, and that without one it never is", () => {
	expect(its()[1]?.hint).toMatch(/might never notice/);
	expect(its({ client: { phase: connected, keepAlive: 5 } })[1]?.hint).toBe(
		"Nothing passes, and neither end is told. The broker notices after 7.5 s without a packet.",
	);
});

test("a silent wire can be mended, also that of a guest; a guest is not spoken for", () => {
	expect(its({ silent: true })[1]).toMatchObject({ label: "Mend the wire", step: { do: "mend", client: "sub-1" } });
	expect(its({ ofThisPage: false }).map(({ label }) => label)).toEqual(["Hold the wire", "Fall silent"]);
});

test("a held wire is released, and its packets are let go one by one, also those of a guest", () => {
	expect(its({ held: true, ofThisPage: false }).map(({ label, step }) => [label, step])).toEqual([
		["Let one packet go", { do: "let-go", client: "sub-1" }],
		["Release the wire", { do: "release", client: "sub-1" }],
		["Fall silent", { do: "silence", client: "sub-1" }],
	]);
});

test("a client that is not connected yet, or is leaving, can send nothing that ends its connection", () => {
	const disabled = (phase: Client["phase"]) => its({ client: { phase, keepAlive: 0 } }).map((way) => way.disabled);
	const early = "Its CONNACK has not come";
	expect(disabled({ phase: "connecting", connection: "c1", since: 0 })).toEqual([undefined, undefined, early, early]);
	const late = "It is leaving already";
	expect(disabled({ phase: "leaving", connection: "c1", since: 0, polite: false })).toEqual([undefined, undefined, late, late]);
});

test("holding a wire ends nothing, and stands apart from the ways to leave", () => {
	expect(its().map(({ apart }) => apart === true)).toEqual([false, true, false, false]);
	expect(its({ held: true }).map(({ apart }) => apart === true)).toEqual([false, false, true, false, false]);
});
