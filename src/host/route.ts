import { isHiddenRoom, LOBBY, parseAnyRoomName, ROOM_NAME_RULE, readable } from "#contract/room-name.ts";

/** What a path of this host means. */
export type HostRoute =
	| { readonly to: "page" | "health" | "host" | "file" }
	| { readonly to: "mqtt" | "watch"; readonly room: string }
	| { readonly to: "nowhere"; readonly says: string };

/** /, /r/<room> with its screens, /r/<room>/mqtt, /r/<room>/watch, /mqtt, /play, /embed, /handout/<lesson>, /questions, /questions/<id>, /words, /recording, /healthz, /host; all else may be a file. */
export function parseRoute(path: string): HostRoute {
	if (path === "/") return { to: "page" };
	if (path === "/play" || path === "/embed" || path === "/recording" || /^\/handout\/[^/]+$/.test(path)) return { to: "page" };
	if (path === "/words" || /^\/questions(?:\/[^/]+)?$/.test(path)) return { to: "page" };
	if (path === "/healthz") return { to: "health" };
	if (path === "/host") return { to: "host" };
	if (path === "/mqtt") return { to: "mqtt", room: LOBBY };
	if (path === "/r" || path.startsWith("/r/")) return parseRoomPath(path.slice(3).split("/"));
	return { to: "file" };
}

/** The screens of a room, and how many parts an address may have behind each. */
const SCREENS: Readonly<Partial<Record<string, number>>> = { "": 0, lessons: 1, matrix: 0, rules: 0, questions: 1, words: 0, screen: 0 };

function parseRoomPath([name = "", door, ...more]: readonly string[]): HostRoute {
	const room = parseAnyRoomName(name);
	if (room === null) return { to: "nowhere", says: `No room is called "${readable(name)}": ${ROOM_NAME_RULE}.` };
	if (isHiddenRoom(room) && door !== "mqtt" && door !== "watch") return { to: "nowhere", says: "A hidden room has no page." };
	if (door === undefined) return { to: "page" };
	if ((door === "mqtt" || door === "watch") && more.length === 0) return { to: door, room };
	const most = SCREENS[door];
	if (most !== undefined && more.length <= most) return { to: "page" };
	return { to: "nowhere", says: `Room ${room} has no such page. Its address is /r/${room}.` };
}
