import { many } from "#contract/many.ts";

/** How far the room has gone on since the moment that is shown. While its clock stands still, and in the first second, events tell it. */
export function movedOn(ms: number, events: number, paused: boolean): string {
	const seconds = Math.floor(ms / 1_000);
	if (!paused && seconds > 0) return `The room has moved on by ${secondsText(seconds)}.`;
	if (events > 0) return `The room has moved on by ${many(events, "event")}.`;
	return "Nothing has happened in the room since.";
}

function secondsText(seconds: number): string {
	if (seconds < 60) return `${seconds} s`;
	const minutes = Math.floor(seconds / 60);
	return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
