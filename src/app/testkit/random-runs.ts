import fc from "fast-check";
import type { RoomEvent } from "#contract/event.ts";
import { someScript } from "#engine/testkit/scripts.ts";
import { playCareful } from "./careful-scripts.ts";
import { playRough, roughScript } from "./rough-scripts.ts";

/** share: how much of the run was over when a page came, where it came late. */
type Holds = (events: readonly RoomEvent[], share: number) => void;

const ASKED = process.env.SLOW_WIRE_SCRIPTS;
/** Without the variable the scripts are the same each time, so that a change is judged by what it changes; with it they are new ones. */
export const SEED = ASKED === undefined ? { seed: 20_261_128 } : {};
/** How many scripts, where this many are enough. */
export const scriptsOr = (enough: number): number => Number(ASKED ?? enough);
const SCRIPTS = scriptsOr(60);
/** Time for them, and for more of them. */
export const SCRIPTS_MS = Math.max(240_000, SCRIPTS * 1_000);
/** Half of them are for clients that keep to every rule, and half for clients that keep to none. */
const RUNS = { numRuns: SCRIPTS / 2, ...SEED };

export const begun = fc.constantFrom(0, 0.3, 0.7);

/** That something holds of random runs of correct clients on bad cables. */
export function holdsOfCareful(holds: Holds): Promise<void> {
	const property = fc.asyncProperty(someScript(), fc.boolean(), begun, async (script, persistence, share) =>
		holds(await playCareful(script, persistence), share),
	);
	return fc.assert(property, RUNS);
}

/** That it holds of random runs of clients that do what they like. */
export function holdsOfRough(holds: Holds): Promise<void> {
	return fc.assert(
		fc.asyncProperty(roughScript(), begun, async (script, share) => holds(await playRough(script), share)),
		RUNS,
	);
}
