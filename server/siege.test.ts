import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDice } from "#engine/testkit/dice.ts";
import { type NodeHost, openNodeHost } from "./node-host.ts";
import type { Attack, Besieged } from "./testkit/siege/attack.ts";
import { ATTACKS } from "./testkit/siege/attacks.ts";

/** The short form of `npm run siege`: the same attacks, small enough for a test run, judged by counts and never by time. */
const EXTENT = { seconds: 0.3, size: 0.03 };

let host: NodeHost;
let besieged: Besieged;
beforeAll(async () => {
	const opened = await openNodeHost({ flags: { host: "127.0.0.1", port: 0, mqttPort: 0 }, folder: "public", log: () => {} });
	if ("fault" in opened) throw new Error(opened.fault);
	host = opened;
	besieged = { httpPort: host.port, mqttPort: host.mqttPort as number };
});
afterAll(() => host.close());

describe("whoever attacks, all that has to be answered is answered, nobody is cut who keeps to the rules, and the host lives", () => {
	const attacks: readonly (readonly [string, Attack])[] = Object.entries(ATTACKS);
	test.each(attacks)("%s", async (_, attack) => {
		const { asked, answered, cut, faults } = await attack.run(besieged, openDice(7), EXTENT);
		expect({ faults, cut, answered }).toEqual({ faults: [], cut: [], answered: asked });
		const health = await fetch(`http://127.0.0.1:${host.port}/healthz`);
		expect(health.status).toBe(200);
	});
});
