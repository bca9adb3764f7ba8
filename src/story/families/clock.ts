import type { PacketUnderWay } from "#model/world.ts";
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
		narration: (_, { world }) => led("Running.", goOnText(Object.values(world.packets))),
	},
	"delay.changed": {
		line: ({ delayMs }) => roomLine(delayMs === 0 ? "Wire delay: none" : `Wire delay: ${delayMs} ms`),
		narration: ({ delayMs }) => (delayMs === 0 ? "The wires have no delay now." : `A packet now takes ${delayMs / 1_000} s across a wire.`),
	},
};

/** On a silent wire nothing moves, whether or not the room's clock runs. */
function goOnText(packets: readonly PacketUnderWay[]): string {
	const silent = packets.filter(({ still }) => still).length;
	if (packets.length === 0) return "No packet is on a wire.";
	if (silent === 0) return "The packets go on from where they were.";
	if (silent === packets.length) return "What is under way is on a silent wire, and stands still.";
	return "The packets go on from where they were, but for those on a silent wire.";
}
