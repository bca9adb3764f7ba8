import type { HostTold } from "#contract/host-told.ts";
import { parseRoomName } from "#contract/room-name.ts";
import type { Doors } from "./doors.ts";

/** What stands behind /host: the port and the rooms that this host has. */
type Told = Pick<Doors, "mqttPort" | "opening"> & { readonly rooms: Pick<Doors["rooms"], "knows"> };

/** The answer at /host?room=NAME, by the query of the address; in development too. doors: null while none are open. */
export function hostTold(query: string | undefined, doors: Told | null): HostTold {
	const room = parseRoomName(new URLSearchParams(query).get("room") ?? "");
	const opening = doors?.opening ?? "visit";
	return { mqttPort: doors?.mqttPort ?? null, opening, open: room !== null && doors?.rooms.knows(room) === true };
}
