import type { PacketUnderWay, World } from "#model/world.ts";
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
		narration: (_, { world }) => led("Running.", goOnText(Object.values(world.packets), world.connections)),
	},
	"delay.changed": {
		line: ({ delayMs }) => roomLine(delayMs === 0 ? "Wire delay: none" : `Wire delay: ${delayMs} ms`),
		narration({ delayMs }, { world }) {
			const others = Object.values(world.connections).some(({ ownDelayMs }) => ownDelayMs !== undefined) ? OWN_DELAY : "";
			return delayMs === 0 ? `The wires have no delay now${others}.` : `A packet now takes ${delayMs / 1_000} s across a wire${others}.`;
		},
	},
};

const OWN_DELAY = ", but for a wire with a delay of its own";

/** On a silent or held wire nothing moves by itself, whether or not the room's clock runs. */
function goOnText(packets: readonly PacketUnderWay[], connections: World["connections"]): string {
	const still = packets.filter((packet) => packet.still);
	if (packets.length === 0) return "No packet is on a wire.";
	if (still.length === 0) return "The packets go on from where they were.";
	const wire = wireText(still, connections);
	if (still.length === packets.length) return `What is under way is on ${wire}, and stands still.`;
	return `The packets go on from where they were, but for those on ${wire}.`;
}

function wireText(still: readonly PacketUnderWay[], connections: World["connections"]): string {
	const silent = still.filter(({ connection }) => (connections[connection]?.silent ?? null) !== null).length;
	if (silent === still.length) return "a silent wire";
	return silent === 0 ? "a held wire" : "a silent or held wire";
}
