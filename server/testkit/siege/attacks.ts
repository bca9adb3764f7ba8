import { openDice } from "#engine/testkit/dice.ts";
import { type Attack, together } from "./attack.ts";
import { clientIds, halfPackets, longMessages, singleBytes, takeovers, tinyPublishes } from "./bursts.ts";
import { clear, delays, leavePaused, restart, resume, settings } from "./commands.ts";
import { garbage, squatters, upgrades, wrongDoors } from "./doors.ts";
import { controlCharacters, deepFilters, manyFilters, manySessions, resubscribing, searches } from "./filters.ts";
import { floodAt, heldIds, retained, slowReaders, tenRooms } from "./floods.ts";
import { pings, pipelined, tinyFrames, tornFrames } from "./http.ts";
import { joiningPages, junkFrames, manyPages } from "./pages.ts";
import { expiry, lateAnswers, wills } from "./sessions.ts";

/** Every kind of attack that is known, by its name on the command line. */
export const ATTACKS = {
	"flood-0": floodAt(0),
	"flood-1": floodAt(1),
	"flood-2": floodAt(2),
	"ten-rooms": tenRooms,
	retained,
	"held-ids": heldIds,
	"slow-readers": slowReaders,
	"deep-filters": deepFilters,
	"many-sessions": manySessions,
	"many-filters": manyFilters,
	resubscribing,
	searches,
	"control-characters": controlCharacters,
	"tiny-publishes": tinyPublishes,
	"single-bytes": singleBytes,
	takeovers,
	"client-ids": clientIds,
	"half-packets": halfPackets,
	resume,
	restart,
	clear,
	settings,
	delays,
	expiry,
	wills,
	"late-answers": lateAnswers,
	"leave-paused": leavePaused,
	"joining-pages": joiningPages,
	"junk-frames": junkFrames,
	pipelined,
	pings,
	"tiny-frames": tinyFrames,
	"torn-frames": tornFrames,
	"long-messages": longMessages,
	"many-pages": manyPages,
	upgrades,
	"wrong-doors": wrongDoors,
	garbage,
	squatters,
} satisfies Readonly<Record<string, Attack>>;

/** Three different attacks at once, each in rooms of its own. Squatters take the rooms that the others would need: they come alone. */
export function mixtureOf(names: readonly string[]): Attack {
	const parts = names.map((name) => ATTACKS[name as keyof typeof ATTACKS] as Attack);
	return {
		says: names.join(" + "),
		async run(host, dice, extent) {
			const all = await Promise.all(parts.map((attack) => attack.run(host, openDice(dice.below(2 ** 32)), extent)));
			return together(all);
		},
	};
}

export function drawMixture(seed: number): readonly string[] {
	const dice = openDice(seed);
	const left = Object.keys(ATTACKS).filter((name) => name !== "squatters");
	return [0, 1, 2].map(() => left.splice(dice.below(left.length), 1)[0] as string);
}
