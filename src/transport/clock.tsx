import { useEffect, useRef } from "react";
import type { RoomStore } from "#room/room-state.ts";
import { useRoomNow } from "#script/playground.ts";
import { timeText } from "#story/phrases.ts";
import "./clock.css";

/** Ms between two writes. */
const EVERY = 100;

/** The room clock. It writes its text itself, ten times a second while it runs and the page is visible; React draws it once. */
export function Clock({ room }: { room: RoomStore }) {
	const now = useRoomNow();
	const place = useRef<HTMLSpanElement>(null);
	useEffect(() => {
		let frame = 0;
		let written = 0;
		const write = () => {
			const text = timeText(now());
			if (place.current !== null && place.current.textContent !== text) place.current.textContent = text;
		};
		const turn = (at: number) => {
			if (at - written >= EVERY) {
				written = at;
				write();
			}
			frame = requestAnimationFrame(turn);
		};
		const follow = () => {
			const { link, live, cursor } = room.getState();
			const runs = link.state === "live" && !live.clock.paused && cursor.at === "live";
			if (runs && frame === 0) frame = requestAnimationFrame(turn);
			if (runs) return;
			cancelAnimationFrame(frame);
			frame = 0;
			write();
		};
		follow();
		const stop = room.subscribe(follow);
		return () => {
			stop();
			cancelAnimationFrame(frame);
		};
	}, [room, now]);
	return (
		<span
			className="clock"
			role="timer"
			aria-label="Room clock"
			aria-live="off"
			title="Room clock: stands still while the room is paused, and while you look back"
			ref={place}
		/>
	);
}
