import type { RoomStore } from "#room/room-state.ts";
import { type Borrowed, isNone, NOTHING_BORROWED, settingsBack } from "./borrowed.ts";

/**
 * Leaves the room as the script found it, except for what somebody has set since. Another broker stays: with it would go all that the script
 * has shown. What is still borrowed is returned. Sent without perform: this is not a step that a person made.
 */
export async function giveBack(room: RoomStore, borrowed: Borrowed): Promise<Borrowed> {
	const { live } = room.getState();
	const { broker, ...settings } = settingsBack(borrowed, live);
	if (!isNone(settings)) await room.send({ type: "broker.settings", settings });
	if (borrowed.delay !== null && live.delayMs === borrowed.delay.set)
		await room.send({ type: "wire.delay", delayMs: borrowed.delay.found });
	return broker === undefined ? NOTHING_BORROWED : { ...NOTHING_BORROWED, found: { broker }, set: { broker: live.settings.broker } };
}
