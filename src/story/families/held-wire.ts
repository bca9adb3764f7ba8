import type { EventOf } from "#contract/event.ts";
import { type BothWorlds, clientAt } from "#model/both-worlds.ts";
import { type Family, led } from "#story/family.ts";
import { wireLine } from "#story/line-body.ts";
import { clockText, lower } from "#story/phrases.ts";

/** One wire is held while the others run, or has a delay of its own. */
export const HELD_WORDS: Family<"wire.held" | "wire.released" | "wire.delayed"> = {
	"wire.held": {
		line: (event, worlds) =>
			wireLine(worlds, event.connection, (client) => `Wire of ${client} held: ${lower(LET_GO)}${patienceText(event, "; ")}`, {
				clause: event.noticedInMs === null ? null : "MQTT-3.1.2-24",
			}),
		narration: (event, worlds) =>
			led("Held.", `${LET_GO} on ${nameAt(worlds, event.connection)}’s wire; the other wires run.${patienceText(event, " ")}`),
		announcement: () => "at-once",
	},
	"wire.released": {
		line: ({ connection }, worlds) =>
			wireLine(worlds, connection, (client) => `Wire of ${client} released: ${lower(goesOnText(connection, worlds))}`),
		narration: ({ connection }, worlds) =>
			`The wire of ${nameAt(worlds, connection)} is held no longer. ${goesOnText(connection, worlds)}.`,
	},
	"wire.delayed": {
		line: ({ connection, delayMs }, worlds) =>
			wireLine(worlds, connection, (client) => `Delay of ${client}’s wire alone: ${delayText(delayMs)}`),
		narration({ connection, delayMs }, worlds) {
			const client = nameAt(worlds, connection);
			if (delayMs === null) return `${client}’s wire has the delay of the room again: ${secondsText(worlds.world.delayMs)}.`;
			return delayMs === 0
				? `${client}’s wire, this wire alone, has no delay now.`
				: `A packet now takes ${delayMs / 1_000} s across ${client}’s wire, this wire alone.`;
		},
	},
};

const LET_GO = "Nothing arrives until it is let go";

function nameAt(worlds: BothWorlds, connection: string): string {
	return clientAt(worlds, connection) ?? "a client";
}

/** Both ends go on counting: a packet that stands on its way is not heard. */
function patienceText({ noticedInMs }: EventOf<"wire.held">, before: string): string {
	if (noticedInMs === null) return "";
	const says = `keep alive goes on: the broker gives up in ${clockText(noticedInMs)} if it hears nothing`;
	return before === " " ? ` ${says.charAt(0).toUpperCase()}${says.slice(1)}.` : `${before}${says}`;
}

function goesOnText(connection: string, { world }: BothWorlds): string {
	if ((world.connections[connection]?.silent ?? null) !== null) return "What was held stands still: this wire is silent";
	return world.clock.paused ? "What was held goes on once the room runs" : "What was held goes on";
}

function delayText(delayMs: number | null): string {
	if (delayMs === null) return "as in the room";
	return delayMs === 0 ? "none" : `${delayMs} ms`;
}

function secondsText(delayMs: number): string {
	return delayMs === 0 ? "none" : `${delayMs / 1_000} s`;
}
