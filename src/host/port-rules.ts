import { LOBBY } from "#contract/room-name.ts";
import type { PortRules } from "./first-packet.ts";
import type { OwnNames } from "./own-names.ts";
import type { Rooms } from "./rooms.ts";

/** Whether a user name opens a room that is not open yet, or is taken for the name of a device. */
export type RoomsByName = "open" | "known";

export type RulesOptions = {
	readonly rooms: Pick<Rooms, "knows">;
	readonly byName: RoomsByName;
	readonly own: Pick<OwnNames, "leadsHere">;
	/** The port of the page; null: it is not known. */
	readonly webPort: () => number | null;
};

/** How the rooms behind a TCP port are reached. room: that of every client on this port; null: the user name says. */
export function portRules(room: string | null, { rooms, byName, own, webPort }: RulesOptions): PortRules {
	return {
		room,
		mayEnter: (name) => byName === "open" || rooms.knows(name),
		webSocketAt(wanted, request) {
			const path = wanted === LOBBY ? "/mqtt" : `/r/${wanted}/mqtt`;
			const port = webPort();
			const host = /^host:[ \t]*(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::\d+)?[ \t]*\r?$/im.exec(request)?.[1];
			if (port !== null && host !== undefined && own.leadsHere(host)) return `ws://${host}:${port}${path}`;
			return `port ${port ?? "of the page"}, path ${path}`;
		},
	};
}
