import { create } from "zustand";
import type { Lesson } from "#course/lesson.ts";
import { freshRoomCode } from "#landing/room-code.ts";
import type { Script } from "#script/runner.ts";
import type { Arrival } from "#share/arrive.ts";
import { goInstead } from "./router.ts";

/** What a link with something in its fragment led to. */
type Arriving =
	| { readonly state: "reading" }
	| { readonly state: "fault"; readonly says: string }
	| { readonly state: "here"; readonly title: string; readonly openHref: string };

export const useArriving = create<Arriving>(() => ({ state: "reading" }));

let script: Script | null = null;
let lesson: Lesson | null = null;

/** The script that the room that opens next has to lay out, once. */
export function takeArrivedScript(): Script | null {
	const taken = script;
	script = null;
	return taken;
}

/** The lesson that a link brought, taken once: it becomes one of this browser's own. */
export function takeArrivedLesson(): Lesson | null {
	const taken = lesson;
	lesson = null;
	return taken;
}

async function read(hash: string): Promise<Arrival> {
	try {
		const { readArrival } = await import("#share/arrive.ts");
		return await readArrival(hash);
	} catch {
		// readArrival() never throws: only the loading of its code can fail here.
		return {
			ok: false,
			says: "The part of the page that reads links could not be loaded. Is the host still there? Load this page again: the link is still in its address.",
		};
	}
}

/** Reads the fragment of this address, and goes on to a fresh room, or says what is wrong with the link. */
export async function arrive(at: "play" | "embed", embed: (script: Script) => void): Promise<void> {
	useArriving.setState({ state: "reading" }, true);
	const { hash } = window.location;
	const arrival = await read(hash);
	// If the address has changed in the meantime, the new one has an arrival of its own.
	if (window.location.hash !== hash || window.location.pathname !== `/${at}`) return;
	if (!arrival.ok) return useArriving.setState({ state: "fault", says: arrival.says }, true);
	const { title } = arrival.script;
	useArriving.setState({ state: "here", title, openHref: `/play${hash}` }, true);
	if (at === "embed") return embed(arrival.script);
	if (arrival.kind === "lesson") {
		lesson = arrival.lesson;
		return goInstead(`/r/${freshRoomCode()}/lessons/${arrival.lesson.id}`);
	}
	script = arrival.script;
	goInstead(`/r/${freshRoomCode()}`);
}
