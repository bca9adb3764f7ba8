import { useSyncExternalStore } from "react";
import { parseRoomName, ROOM_NAME_RULE, readable } from "#contract/room-name.ts";

/** Which screen of a room is shown. Lessons, matrix and rules happen in the same room as the Lab. */
export type RoomScreen = "lab" | "lessons" | "matrix" | "rules";

/** Where a visitor is. `test`: 1 to 5, if the address asks for one. play, embed: a link with a script or lesson in its fragment. */
export type Route =
	| { readonly at: "landing" }
	| {
			readonly at: "room";
			readonly room: string;
			readonly screen: RoomScreen;
			readonly lesson: string | null;
			readonly test: number | null;
	  }
	| { readonly at: "play" | "embed"; readonly hash: string }
	| { readonly at: "handout"; readonly lesson: string }
	| { readonly at: "nowhere"; readonly says: string };

/** What an address means. Room names are the same in capitals and small letters. */
export function parseRoute(url: Pick<URL, "pathname" | "searchParams" | "hash">): Route {
	const parts = url.pathname.split("/").filter((part) => part !== "");
	if (parts.length === 0) return { at: "landing" };
	const [first, name = "", part, lesson, ...more] = parts;
	if (parts.length === 1 && (first === "play" || first === "embed")) return { at: first, hash: url.hash };
	if (parts.length === 2 && first === "handout") return { at: "handout", lesson: readable(name) };
	if (first !== "r" || more.length > 0) return NO_PAGE;
	const room = parseRoomName(name);
	if (room === null) return { at: "nowhere", says: `No room can be called “${readable(name)}”: ${ROOM_NAME_RULE}.` };
	const screen = part === undefined ? "lab" : SCREENS.find((known) => known === part);
	if (screen === undefined || (lesson !== undefined && screen !== "lessons")) return NO_PAGE;
	const test = screen === "lab" ? Number(url.searchParams.get("test")) : Number.NaN;
	return {
		at: "room",
		room,
		screen,
		lesson: lesson === undefined ? null : readable(lesson),
		test: Number.isInteger(test) && test >= 1 && test <= 9 ? test : null,
	};
}

const SCREENS = ["lessons", "matrix", "rules"] as const satisfies readonly RoomScreen[];
const NO_PAGE = { at: "nowhere", says: "There is no page at this address." } as const;

const listeners = new Set<() => void>();
let route: Route = { at: "landing" };

function read(): void {
	const next = parseRoute(new URL(window.location.href));
	if (JSON.stringify(next) === JSON.stringify(route)) return;
	route = next;
	for (const listener of [...listeners]) listener();
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

/** Takes ?test=n out of the address, so that a reload does not clear the room again. */
export function settleAddress(): void {
	if (route.at !== "room" || route.test === null) return;
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
