import { useSyncExternalStore } from "react";
import { parseRoomName, ROOM_NAME_RULE, readable } from "#contract/room-name.ts";
import { freshRoomCode } from "#landing/room-code.ts";

/** Which screen of a room is shown. All of them happen in the same room as the Lab. */
export type RoomScreen = "lab" | "screen" | "cards" | "lessons" | "matrix" | "rules" | "questions" | "words";

/**
 * Where a visitor is. `test`: 1 to 5, `run`: the id of a question, if the address asks the Lab to play one of these. `within`: the group that
 * questions or words are narrowed to. `asked`: the word that the address names. play, embed: a link with a script or lesson in its fragment.
 */
export type Route =
	| { readonly at: "landing" }
	| {
			readonly at: "room";
			readonly room: string;
			readonly screen: RoomScreen;
			readonly lesson: string | null;
			readonly test: number | null;
			readonly question: string | null;
			readonly run: string | null;
			readonly within: string | null;
			readonly asked: string | null;
	  }
	| { readonly at: "play" | "embed"; readonly hash: string }
	| { readonly at: "handout"; readonly lesson: string }
	/** A recording, which needs no room. */
	| { readonly at: "recording" }
	| { readonly at: "nowhere"; readonly says: string };

/** Pages that need a room and name none: they are opened in the room where the visitor is, or in a fresh one. */
type InAnyRoom = { readonly at: "any-room"; readonly path: string };

/** What an address means. Room names are the same in capitals and small letters. */
export function parseRoute(url: Pick<URL, "pathname" | "search" | "searchParams" | "hash">): Route | InAnyRoom {
	const parts = url.pathname.split("/").filter((part) => part !== "");
	if (parts.length === 0) return { at: "landing" };
	const [first, name = "", part, id, ...more] = parts;
	if (parts.length === 1 && (first === "play" || first === "embed")) return { at: first, hash: url.hash };
	if (parts.length === 1 && first === "recording") return { at: "recording" };
	const cardsOf = first === "handout" && parts.length === 2 && name === "all" ? parseRoomName(url.searchParams.get("room") ?? "") : null;
	if (cardsOf !== null) return { ...inRoom(cardsOf), screen: "cards" };
	if (parts.length === 2 && first === "handout") return { at: "handout", lesson: readable(name) };
	if ((first === "questions" && parts.length <= 2) || (first === "words" && parts.length === 1))
		return { at: "any-room", path: `/${parts.join("/")}${url.search}${url.hash}` };
	if (first !== "r" || more.length > 0) return NO_PAGE;
	const room = parseRoomName(name);
	if (room === null) return { at: "nowhere", says: `No room can be called “${readable(name)}”: ${ROOM_NAME_RULE}.` };
	const screen = part === undefined ? "lab" : SCREENS.find((known) => known === part);
	if (screen === undefined || (id !== undefined && screen !== "lessons" && screen !== "questions")) return NO_PAGE;
	const opened = id === undefined ? null : readable(id);
	const asksFor = (name: string, on: readonly RoomScreen[]) => (on.includes(screen) ? url.searchParams.get(name) : null);
	const test = Number(asksFor("test", ["lab"]) ?? Number.NaN);
	return {
		...inRoom(room),
		screen,
		lesson: screen === "lessons" ? opened : null,
		test: Number.isInteger(test) && test >= 1 && test <= 9 ? test : null,
		question: screen === "questions" ? opened : null,
		run: asksFor("question", ["lab"]),
		within: asksFor("in", ["questions", "words"]),
		asked: screen === "words" && url.hash.length > 1 ? readable(url.hash.slice(1)) : null,
	};
}

function inRoom(room: string): Extract<Route, { at: "room" }> {
	return { at: "room", room, screen: "lab", lesson: null, test: null, question: null, run: null, within: null, asked: null };
}

/** One name for each screen of a room on which something can be read: each lesson and each question is a screen of its own. */
export function screenOf({ screen, lesson, question }: Extract<Route, { at: "room" }>): string {
	return [screen, lesson ?? question].filter((part) => part !== null).join("/");
}

const SCREENS = ["screen", "lessons", "matrix", "rules", "questions", "words"] as const satisfies readonly RoomScreen[];
const NO_PAGE = { at: "nowhere", says: "There is no page at this address." } as const;

const listeners = new Set<() => void>();
let route: Route = { at: "landing" };

function read(): void {
	const next = routeHere();
	if (JSON.stringify(next) === JSON.stringify(route)) return;
	route = next;
	for (const listener of [...listeners]) listener();
}

/** The route of the present address; an address that names no room gets the one where the visitor is. */
function routeHere(): Route {
	const next = parseRoute(new URL(window.location.href));
	if (next.at !== "any-room") return next;
	window.history.replaceState(null, "", `/r/${route.at === "room" ? route.room : freshRoomCode().toLowerCase()}${next.path}`);
	return routeHere();
}

/** Once, before the first drawing. */
export function startRouter(): void {
	// Some browsers report a manual change of the fragment with both events, others with one; read() tells of the change once.
	window.addEventListener("popstate", read);
	window.addEventListener("hashchange", read);
	document.addEventListener("click", followLink);
	read();
}

export function currentRoute(): Route {
	return route;
}

/** Tells of every change of route. Returns a function that stops this. */
export function onRoute(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

export function useRoute(): Route {
	return useSyncExternalStore(onRoute, currentRoute);
}

/** Opens an address of this site without reloading the page. */
export function go(href: string): void {
	window.history.pushState(null, "", href);
	window.scrollTo(0, 0);
	read();
}

/** The same, but replacing the present address: a step back does not return to it. */
export function goInstead(href: string): void {
	window.history.replaceState(null, "", href);
	window.scrollTo(0, 0);
	read();
}

/** Takes ?test=n or ?question=id out of the address, so that a reload does not clear the room again. */
export function settleAddress(): void {
	if (route.at !== "room" || (route.test === null && route.run === null)) return;
	window.history.replaceState(null, "", window.location.pathname);
	read();
}

/** Handles a plain press on a link to a page of this site. */
function followLink(event: MouseEvent): void {
	if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
	const link = event.target instanceof Element ? event.target.closest("a") : null;
	if (link === null || link.target !== "" || link.hasAttribute("download")) return;
	const url = new URL(link.href, window.location.href);
	if (url.origin !== window.location.origin || parseRoute(url).at === "nowhere") return;
	const here = url.pathname === window.location.pathname && url.search === window.location.search;
	if (here && url.hash !== "") return;
	event.preventDefault();
	go(url.pathname + url.search + url.hash);
}
