import { type Family, led } from "#story/family.ts";
import { roomLine } from "#story/line-body.ts";
import { pausedNarration } from "#story/standing.ts";

/** The room's time, and how long a wire is. */
export const CLOCK_WORDS: Family<"clock.paused" | "clock.resumed" | "delay.changed"> = {
	"clock.paused": {
		line: () => roomLine("Paused: the room clock stands still"),
		narration: ({ at }, { world }) => pausedNarration(world, at),
	},
	"clock.resumed": {
		line: () => roomLine("Resumed"),
		narration: (_, { world }) =>
			led("Running.", Object.keys(world.packets).length === 0 ? "No packet is on a wire." : "The packets go on from where they were."),
	},
	"delay.changed": {
		line: ({ delayMs }) => roomLine(delayMs === 0 ? "Wire delay: none" : `Wire delay: ${delayMs} ms`),
		narration: ({ delayMs }) => (delayMs === 0 ? "The wires have no delay now." : `A packet now takes ${delayMs / 1_000} s across a wire.`),
	},
};
