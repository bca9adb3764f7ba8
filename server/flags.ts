import { parseArgs } from "node:util";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import { type DOOR_FLAGS, DOOR_HELP, type DoorFlags, FIRST_DOOR_FLAGS, parsePort, readDoorFlags } from "./door-flags.ts";
import { readSettings, SETTINGS_FLAGS, SETTINGS_HELP } from "./settings-flags.ts";

/** Where to listen. A port of 0 means any free one; mqttPort null means no MQTT over TCP. */
export type Listening = { readonly host: string; readonly port: number; readonly mqttPort: number | null };
/** The settings that the broker of a new room starts with. */
export type Flags = Listening &
	DoorFlags & {
		readonly settings: BrokerSettings;
		/** Whether a class is led on this host: its room is opened at once, and no visit opens another one. */
		readonly workshop: boolean;
		/** What somebody has to know that asks for a further room; null: nothing. With a password, too, no visit opens a room. */
		readonly password: string | null;
	};

/** The values when nothing is given. */
export const FIRST_FLAGS: Flags = {
	host: "127.0.0.1",
	port: 8080,
	settings: FIRST_SETTINGS,
	workshop: false,
	password: null,
	...FIRST_DOOR_FLAGS,
};

export type FlagsAsked =
	| { readonly asks: "run"; readonly flags: Flags }
	| { readonly asks: "help" }
	| { readonly asks: "version" }
	| { readonly asks: "nonsense"; readonly says: string };

export const HELP = `Slow Wire: MQTT sessions and QoS on a real broker, over wires slow enough to watch.

  npm start -- [flags]

  --port <n>        PORT        page and MQTT over WebSocket        8080   (0: any free port)
  --mqtt-port <n>   MQTT_PORT   MQTT over TCP                       1883   (0: any free port, off: none)
  --host <address>  HOST        where to listen                     127.0.0.1   (0.0.0.0: the whole network)
  --workshop                    lead a class: opens its room, prints its code, a QR code and the link of the host, and listens
                                on the whole network; without it, a visit opens a room
  --password <text> PASSWORD    what somebody has to know to open a room                 none
  --help                        this
  --version                     the version

${DOOR_HELP}
${SETTINGS_HELP}
A flag wins over its environment variable.
`;

const VARIABLES: Readonly<Record<string, string>> = { "mqtt-port": "MQTT_PORT", rooms: "ROOMS", origin: "ORIGIN", name: "HOST_NAME" };

/** Reads flags and environment; anything wrong is reported in one sentence. */
export function parseFlags(args: readonly string[], env: Readonly<Record<string, string | undefined>>): FlagsAsked {
	const given = readArgs(args);
	if (typeof given === "string") return { asks: "nonsense", says: given };
	if (given.help === true) return { asks: "help" };
	if (given.version === true) return { asks: "version" };

	const port = parsePort(given.port ?? (env.PORT || "8080"));
	if (port === null) return nonsense("--port (or PORT)", "a number from 0 to 65535", given.port ?? env.PORT);
	const workshop = given.workshop === true;
	const host = given.host ?? (env.HOST || (workshop ? "0.0.0.0" : "127.0.0.1"));
	const password = given.password ?? (env.PASSWORD || null);
	if (password === "") return { asks: "nonsense", says: "--password wants a password, not an empty text" };
	if (!/^[A-Za-z0-9.:_-]+$/.test(host)) return nonsense("--host (or HOST)", "a host name or an address", host);
	const door = readDoorFlags((flag) => {
		const texts = given[flag as (typeof DOOR_FLAGS)[number]] ?? env[VARIABLES[flag] ?? ""]?.split(",") ?? [];
		return texts.map((text) => text.trim()).filter((text) => text !== "");
	});
	if ("wrong" in door) return nonsense(`--${door.wrong.flag} (or ${VARIABLES[door.wrong.flag]})`, door.wrong.wants, door.wrong.got);
	const taken = new Set([port]);
	for (const other of [door.mqttPort, ...door.boundPorts.map((bound) => bound.port)]) {
		if (other !== null && other !== 0 && taken.has(other)) return { asks: "nonsense", says: sharing(other, port) };
		if (other !== null) taken.add(other);
	}
	const variable = (flag: string) => env[flag.toUpperCase().replaceAll("-", "_")] || undefined;
	const read = readSettings((flag) => (given as Readonly<Record<string, string | undefined>>)[flag] ?? variable(flag));
	if ("wrong" in read) {
		const { flag, wants, got } = read.wrong;
		return nonsense(`--${flag} (or ${flag.toUpperCase().replaceAll("-", "_")})`, wants, got);
	}
	return { asks: "run", flags: { host, port, workshop, password, ...door, settings: read.settings } };
}

function readArgs(args: readonly string[]) {
	try {
		return parseArgs({
			args: [...args],
			options: {
				port: { type: "string" },
				"mqtt-port": { type: "string", multiple: true },
				rooms: { type: "string", multiple: true },
				origin: { type: "string", multiple: true },
				name: { type: "string", multiple: true },
				host: { type: "string" },
				workshop: { type: "boolean" },
				password: { type: "string" },
				...Object.fromEntries(SETTINGS_FLAGS.map((flag) => [flag, { type: "string" } as const])),
				help: { type: "boolean", short: "h" },
				version: { type: "boolean", short: "v" },
			},
		}).values;
	} catch (fault) {
		// parseArgs puts advice about "--" after the first sentence.
		const says = fault instanceof Error ? (fault.message.split(". ")[0] ?? "") : String(fault);
		return `${says.replaceAll("\n", " ").replace(/\.$/, "")}; --help lists the flags`;
	}
}

function sharing(port: number, page: number): string {
	return port === page ? `the page and MQTT over TCP cannot share port ${port}` : `two doors for MQTT over TCP cannot share port ${port}`;
}

function nonsense(name: string, wants: string, got: string | undefined): FlagsAsked {
	return { asks: "nonsense", says: `${name} wants ${wants}, not "${got ?? ""}"` };
}
