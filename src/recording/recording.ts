import type { RoomEvent } from "#contract/event.ts";
import type { World } from "#model/world.ts";
import type { PacketBytes } from "#room/room-state.ts";

export const FORMAT = "slow-wire recording";
/** The kinds of files that can be one, as <input accept> has them. */
export const RECORDING_FILES = ".slowwire,.json,application/gzip,application/json";
/** The version of the format that is written. */
export const VERSION = 1;

/** A room’s past, as one file keeps it. */
export type RoomRecording = {
	readonly room: string;
	/** When it was saved, by the clock of that browser: ISO 8601, with its zone. */
	readonly saved: string;
	/** The room clock at that time, in ms. */
	readonly now: number;
	/** The clients that lived in the page that saved it. */
	readonly own: readonly string[];
	/** The world before the first event. */
	readonly base: World;
	readonly events: readonly RoomEvent[];
	/** The original bytes of packets, by their names, of those that the host still had. */
	readonly bytes: ReadonlyMap<string, PacketBytes>;
};

/** The packets in these events, by their names, oldest first. */
export function packetsIn(events: readonly RoomEvent[]): readonly string[] {
	return events.flatMap((event) => {
		if (event.type === "packet.entered" || event.type === "packet.passed") return [event.packet];
		// Of bytes that could not be read the host keeps the beginning.
		return event.type === "packet.malformed" && event.packet !== undefined ? [event.packet] : [];
	});
}

/** slow-wire-K7Q2-2026-11-29-0210.slowwire: the time as the clock on the wall of whoever saves it has it. */
export function fileNameOf({ room, saved }: Pick<RoomRecording, "room" | "saved">, packed: boolean): string {
	const time = saved.slice(0, 16).replace("T", "-").replace(":", "");
	return `slow-wire-${room.toUpperCase()}-${time}.slowwire${packed ? "" : ".json"}`;
}
