import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDice } from "#engine/testkit/dice.ts";
import { type NodeHost, openNodeHost } from "./node-host.ts";
import type { Attack, Besieged, Extent } from "./testkit/siege/attack.ts";
import { ATTACKS } from "./testkit/siege/attacks.ts";

/** The short form of `npm run siege`: the same attacks, small enough for a test run, judged by counts and never by time. */
const SMALL: Extent = { seconds: 0.3, size: 0.03 };
/** Where the attack is only one beyond a bound of the host: more rooms than LIMITS.rooms. */
const LARGER: Readonly<Record<string, Extent>> = { squatters: { seconds: 0.5, size: 1 } };

let host: NodeHost;
let besieged: Besieged;
beforeEach(async () => {
	const opened = await openNodeHost({ flags: { host: "127.0.0.1", port: 0, mqttPort: 0 }, folder: "public", log: () => {} });
	if ("fault" in opened) throw new Error(opened.fault);
	host = opened;
	besieged = { httpPort: host.port, mqttPort: host.mqttPort as number };
});
afterEach(() => host.close());

describe("under attack, all that has to be answered is answered, no client that keeps to the rules is cut, and the host lives", () => {
	const attacks: readonly (readonly [string, Attack])[] = Object.entries(ATTACKS);
	test.each(attacks)("%s", async (name, attack) => {
		const { asked, answered, cut, faults } = await attack.run(besieged, openDice(7), LARGER[name] ?? SMALL);
		expect({ faults, cut, answered }).toEqual({ faults: [], cut: [], answered: asked });
		const health = await fetch(`http://127.0.0.1:${host.port}/healthz`);
		expect(health.status).toBe(200);
		// A client that has left has given its place back, in a paused room too.
		await expect.poll(() => host.rooms.counts().connections).toBe(0);
	});
});
