import { isSame } from "#contract/presets.ts";
import type { World } from "#model/world.ts";
import { BEGUN_ANEW } from "#room/answers.ts";
import type { RoomState, RoomStore } from "#room/room-state.ts";
import { type LifeEnd, lifeEnd } from "./life-end.ts";
import { LEFT } from "./wait.ts";

/** The signal of the present life of a room: what waits in a life waits no longer than the life. */
export function openLife() {
	let now = new AbortController();
	return {
		signal: () => now.signal,
		/** Another life begins. */
		end(): void {
			const ended = now;
			now = new AbortController();
			ended.abort(BEGUN_ANEW);
		},
		/** The playground is left. */
		close: () => now.abort(LEFT),
	};
}

/** Calls for every end of a life, with what was known until then. */
export function followLives(room: RoomStore, page: string, ended: (end: LifeEnd, before: RoomState) => void): () => void {
	return room.subscribe((now, before) => {
		const end = lifeEnd(now, before, page);
		if (end !== null) ended(end, before);
	});
}

/** Acts on the room as the first welcome tells it. */
export function onceLive(room: RoomStore, act: (state: RoomState) => void): () => void {
	const stop = room.subscribe((state) => {
		if (state.link.state !== "live") return;
		stop();
		act(state);
	});
	return stop;
}

/** The page is told what is gone; and the wires are as slow as they were, unless somebody has chosen a delay in the new life already. */
export function beginAnew(room: RoomStore, { delayMs, settings }: World): void {
	const { history, live } = room.getState();
	const other = isSame(live.settings, settings) ? "" : " The broker has the settings of a new room.";
	room.notice(
		`The host was restarted, or had closed this room. The room has begun again: its sessions and messages, and what was done here, are gone.${other}`,
	);
	const chosen = history.last(({ type }) => type === "delay.changed") !== null;
	if (!chosen && live.delayMs !== delayMs) void room.send({ type: "wire.delay", delayMs });
}
