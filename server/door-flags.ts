import { isHostName, isOrigin } from "#contract/host-names.ts";
import { parseRoomName, ROOM_NAME_RULE } from "#contract/room-name.ts";
import type { NamesGiven } from "#host/own-names.ts";
import type { RoomsByName } from "#host/port-rules.ts";

/** A TCP port whose clients are all in one room, whatever their user names are. */
export type BoundPort = { readonly port: number; readonly room: string };
/** Which clients come in where, and under which names. */
export type DoorFlags = NamesGiven & {
	/** Null: no MQTT over TCP where the user name says which room is meant. */
	readonly mqttPort: number | null;
	readonly boundPorts: readonly BoundPort[];
	readonly byName: RoomsByName;
};

type Wrong = { readonly flag: string; readonly wants: string; readonly got: string };
/** The texts of one flag, or of its variable, in which they are separated by commas; none: neither is given. */
type AskAll = (flag: string) => readonly string[];

export const DOOR_FLAGS = ["mqtt-port", "rooms", "origin", "name"] as const;

export const FIRST_DOOR_FLAGS: DoorFlags = { mqttPort: 1883, boundPorts: [], byName: "open", names: [], origins: [] };

export const DOOR_HELP = `Which clients come in, and where (--mqtt-port, --origin and --name may be repeated; in a variable, separate them with commas):
  --mqtt-port <n>=<room>  MQTT_PORT   one more port, for that room alone, whatever the user name is
  --rooms <which>         ROOMS       open   where a client goes whose user name is not an open room
                                             (open: to that room, which opens; known: to the lobby, and Door says so)
  --origin <origin>       ORIGIN      another site whose pages may connect, such as https://tutorial.example   (null: files
                                      and sandboxed frames)
  --name <name>           HOST_NAME   a further name of this machine, such as lab.example
`;

export function readDoorFlags(ask: AskAll): DoorFlags | { readonly wrong: Wrong } {
	let mqttPort = FIRST_DOOR_FLAGS.mqttPort;
	let plainPorts = 0;
	const boundPorts: BoundPort[] = [];
	for (const text of ask("mqtt-port")) {
		const [portText = "", ...rest] = text.split("=");
		const roomText = rest.length === 0 ? undefined : rest.join("=");
		const port = parsePort(portText);
		const wrong = (wants: string) => ({ wrong: { flag: "mqtt-port", wants, got: text } });
		if (roomText === undefined) {
			if (port === null && text !== "off") return wrong("a number from 0 to 65535, off, or a port and its room, as 1884=kitchen");
			plainPorts += 1;
			if (plainPorts > 1) return wrong("one port without a room, and any number of ports with a room, as 1884=kitchen");
			mqttPort = port;
			continue;
		}
		const room = parseRoomName(roomText);
		if (port === null) return wrong("a number from 0 to 65535 before the =");
		if (room === null) return wrong(`the name of a room after the =: ${ROOM_NAME_RULE}`);
		boundPorts.push({ port, room });
	}
	const [byName = "open", ...more] = ask("rooms");
	if ((byName !== "open" && byName !== "known") || more.length > 0) {
		return { wrong: { flag: "rooms", wants: "open or known", got: [byName, ...more].join(",") } };
	}
	const origins = ask("origin").map((text) => text.replace(/\/$/, ""));
	for (const got of origins)
		if (!isOrigin(got)) return { wrong: { flag: "origin", wants: "an origin such as https://tutorial.example, or null", got } };
	const names = ask("name");
	for (const got of names) if (!isHostName(got)) return { wrong: { flag: "name", wants: "a host name without a port", got } };
	return { mqttPort, boundPorts, byName, origins, names };
}

export function parsePort(text: string): number | null {
	if (!/^\d{1,5}$/.test(text)) return null;
	const port = Number(text);
	return port <= 65_535 ? port : null;
}
