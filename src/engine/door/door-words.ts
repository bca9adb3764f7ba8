import type { DoorReason, Visitor } from "#contract/door.ts";
import { isHostName, isOrigin } from "#contract/host-names.ts";
import { LIMITS } from "#contract/limits.ts";
import { many } from "#contract/many.ts";
import { ROOM_NAME_RULE } from "#contract/room-name.ts";
import { unreachable } from "#contract/unreachable.ts";
import { hex } from "#engine/fields.ts";
import { capital } from "#engine/say.ts";
import type { Closing, ConnectRefused } from "#engine/wire/load.ts";
import { connectSecrets } from "#mqtt/connect-secrets.ts";
import { cut } from "#mqtt/cut.ts";
import { readKnock } from "#mqtt/knock.ts";
import { withoutSecrets } from "#mqtt/secrets.ts";

/** Why a client stands at the door, and what to do about it: in words for a person who has never read the standard. */
export type DoorWords = Pick<Visitor, "why" | "says" | "advice" | "clause" | "answer">;

const words = (why: DoorReason, answer: number | null, clause: string | null, says: string, advice: string): DoorWords => ({
	why,
	says,
	advice,
	clause,
	answer,
});

export const MQTT_5_AT_DOOR = words(
	"mqtt-5",
	1,
	"MQTT-3.1.2-2",
	"MQTT 5: this room speaks 3.1.1",
	"Set the version of the client to 3.1.1 (mosquitto: -V mqttv311; mqtt.js: protocolVersion: 4).",
);
export const TLS_AT_DOOR = words(
	"tls",
	null,
	null,
	"TLS: this port has none",
	"Use mqtt:// instead of mqtts://, and leave out the certificate.",
);
/** webSocket: where this host takes MQTT over WebSocket. */
export function httpAtDoor(webSocket: string): DoorWords {
	return words("http", 400, null, "HTTP on the MQTT port", `WebSocket is at ${webSocket}.`);
}

function levelAtDoor(level: number): DoorWords {
	const says = `Protocol level ${level}: this room speaks 3.1.1, which is level 4`;
	return words("protocol-level", 1, "MQTT-3.1.2-2", says, adviceOf(level));
}

/** A bridge of Mosquitto adds 0x80 to the level. */
function adviceOf(level: number | undefined): string {
	if (level === 5 || level === undefined) return MQTT_5_AT_DOOR.advice;
	return (level & 0x80) === 0 ? "Set the version of the client to 3.1.1." : "That is the mark of a bridge: set try_private false.";
}

/** Names that clients of MQTT offer, right or wrong. */
const SUBPROTOCOL = /^mqtt(?:v?\d(?:\.\d){0,2})?$/i;

/** A page that cannot send headers may offer its token as a subprotocol: only a name of MQTT is shown. */
export function subprotocolAtDoor(offered: readonly string[]): DoorWords {
	const names = offered.filter((name) => name !== "").map((name) => shown(name, SUBPROTOCOL.test(name) ? name : null));
	const says =
		names.length === 0 ? "A WebSocket without a subprotocol" : `WebSocket subprotocol ${names.slice(0, 3).join(", ")}, not “mqtt”`;
	return words("subprotocol", 400, "MQTT-6.0.0-3", says, "Offer the subprotocol mqtt.");
}

/** What of a text from a stranger may be shown, in quotation marks: anything else may be a secret in the wrong place. Null: nothing. */
function shown(text: string, part: string | null): string {
	return part === null ? `one of ${many(text.length, "character")}` : `“${part}”`;
}

export function noRoomName(userName: string): DoorWords {
	const advice = `The client is in the lobby. For another room, use its name as the user name: ${ROOM_NAME_RULE}.`;
	return words("no-room-name", 0, null, `User name “${userName}” is not a room name`, advice);
}

export function unknownRoom(userName: string): DoorWords {
	const advice = "The client is in the lobby. Open the room in a browser first: this host was started with --rooms known.";
	return words("unknown-room", 0, null, `User name “${userName}” is not an open room`, advice);
}

/** answer: a return code of CONNACK, or the status of an HTTP answer. */
export function hostFull(says: string, answer: number): DoorWords {
	return words("host-full", answer, null, capital(says).replace(/\.$/, ""), "Try again in a moment.");
}

/** A flag is named only where the host would take it: what a request says may be anything. */
export function foreignPage(text: string): DoorWords {
	const origin = originIn(text);
	const advice =
		origin === "null"
			? "It is a file, or stands in a sandboxed frame: give the frame allow-same-origin, or start the host with --origin null."
			: isOrigin(text)
				? `Start the host with --origin ${text} to let it in.`
				: "Open the page of this host instead.";
	return words("foreign-page", 403, null, `A page of another origin (${origin ?? shown(text, null)})`, advice);
}

/** Scheme, host and port of it, without what may be a user's; null: it has none. */
function originIn(text: string): string | null {
	if (isOrigin(text)) return text;
	const { protocol, origin } = URL.canParse(text) ? new URL(text) : { protocol: "", origin: "" };
	return /^https?:$/.test(protocol) && isOrigin(origin) ? origin : null;
}

export function foreignName(host: string): DoorWords {
	const [, place = "", port = ""] = /^(.*?)(:\d{1,5})?$/.exec(host.slice(host.lastIndexOf("@") + 1)) ?? [];
	const isAddress = /^\[[\da-f:.]{2,45}\]$/i.test(place);
	const isWhole = `${place}${port}` === host;
	const advice =
		isHostName(place) && isWhole
			? `If that is a name of this machine, start the host with --name ${place}.`
			: "Use the address of this machine, or one of its names.";
	const known = isAddress || isHostName(place) ? `${place}${port}` : null;
	const says = known === null ? `The host that is asked for, ${shown(host, null)},` : `“${known}”`;
	return words("foreign-name", 421, null, `${says} is not a name of this host`, advice);
}

/** ms: for how long nothing came. */
export function silentAtDoor(ms: number): DoorWords {
	return endedAtDoor({ says: `No CONNECT within ${ms / 1_000} s.`, clause: "3.1.4", reason: "no-connect" });
}

export const ROOM_FULL = words(
	"room-full",
	null,
	null,
	`This room takes ${LIMITS.connectionsPerRoom} connections at once`,
	"Disconnect a client, or use another room.",
);

/** A room has refused the CONNECT of this client. */
export function refusedAtDoor({ why, returnCode, says, clause }: ConnectRefused, level: number | undefined): DoorWords {
	const refused = (reason: DoorReason, advice: string) => words(reason, returnCode, clause, capital(says), advice);
	switch (why) {
		case "level":
			return refused(level === 5 ? "mqtt-5" : "protocol-level", adviceOf(level));
		case "client-id-empty":
			return refused("client-id", level === 3 ? "Give it a client id, or use 3.1.1." : "Give it a client id, or clean_session = true.");
		case "client-id-long":
			return refused("client-id", level === 3 ? "Use a shorter client id, or 3.1.1." : "Use a shorter client id.");
		case "others-id":
			return refused("client-id", "Use another client id.");
		case "own-ids":
			return refused("client-id", "Use a client id of this seat.");
		case "removed":
			return refused("refused", "Ask at the front to come back.");
		case "connections":
			return refused("refused", "Disconnect a client first.");
		case "sessions":
			return refused("refused", "Use a client id that has a session, or end one by connecting with clean_session = true.");
		case "hands-off":
			return refused("refused", "Try again when the class goes on.");
		case "retain-unavailable":
			return refused("refused", "Leave RETAIN out of the will, or set retain_available = true in the settings of the broker.");
		default:
			return unreachable(why);
	}
}

/** A CONNACK with this return code [3.1.1 table 3.1], of a broker that says nothing more about it. */
export function codeAtDoor(returnCode: number, level: number | undefined): DoorWords {
	const refused = (says: string, advice: string) => words("refused", returnCode, "MQTT-3.2.2-5", `${says} (CONNACK ${returnCode})`, advice);
	switch (returnCode) {
		case 1:
			return level === undefined || level === 5 ? MQTT_5_AT_DOOR : levelAtDoor(level);
		case 2:
			return { ...refused("The broker does not take this client id", "Use another client id."), why: "client-id", clause: "MQTT-3.1.3-9" };
		case 3:
			return refused("The broker is unavailable", "Try again in a moment.");
		case 4:
			return refused("Bad user name or password", "Look at both in the client's settings.");
		case 5:
			return refused("Not authorized", "Look at the client's user name and password.");
		default:
			return refused("Refused", "Look up what this broker means by that code.");
	}
}

/** Why a connection ended whose client had not been accepted. */
export function endedAtDoor({ says, clause, reason, breach }: Pick<Closing, "says" | "clause" | "reason" | "breach">): DoorWords {
	const ended = (why: DoorReason, advice: string) => words(why, null, clause, capital(says.replace(/\.$/, "")), advice);
	switch (reason) {
		case "overflow":
			return ended("overflow", "See the log of this room.");
		case "too-large":
			return ended("overflow", "The standard allows that: it is a limit of this broker. Send something shorter.");
		case "not-allowed":
			return ended("refused", "The standard allows that: this broker does not take it. Leave it out.");
		case "no-connect":
			return ended("no-connect", "A client sends CONNECT at once, and as its first packet.");
		case "unheard":
			return ended("no-connect", "The client did send CONNECT: somebody silenced its wire. Connect again.");
		case "broker-fault":
		case "unexplained":
			return ended("refused", "The broker ended the connection by itself: see the log of this room.");
		case "protocol-error":
			return ended(...ofBreach(breach));
		// The doing of the client, of a person or of the host: the client is welcome.
		case "disconnect":
		case "cut":
		case "client-gone":
		case "takeover":
		case "keep-alive":
		case "refused":
		case "broker-restart":
		case "room-closed":
			return ended("refused", "The connection ended before the client was let in: see the log of this room.");
		default:
			return unreachable(reason);
	}
}

/** What of the standard has been broken, and what to do about it. */
function ofBreach(breach: Closing["breach"]): [why: DoorReason, advice: string] {
	switch (breach) {
		case "second-connect":
			return ["second-connect", "Close the connection and open another one: a client sends CONNECT once."];
		case "before-connect":
			return ["not-connect", "CONNECT comes first."];
		case "text-frame":
			return ["malformed", "Send MQTT in binary frames."];
		default:
			return ["malformed", "The first bytes show what came instead of a valid CONNECT."];
	}
}

/** Where a visitor comes from, and its first bytes. */
export type Stranger = { readonly from: string; readonly by: Visitor["by"]; readonly first: Uint8Array };

/** What is told about a client at the door. */
export function visitorOf({ from, by, first }: Stranger, said: DoorWords, outcome: Visitor["outcome"] = "refused"): Visitor {
	const { level, clientId, userName } = readKnock(first.subarray(0, connectSecrets(first).known));
	return {
		...said,
		// What a visitor sent can be of any length, and each visitor is kept and told to every page.
		says: cut(said.says, LIMITS.doorCharacters),
		advice: cut(said.advice, LIMITS.doorCharacters),
		outcome,
		from,
		by,
		...(clientId === undefined ? {} : { clientId }),
		...(userName === undefined ? {} : { userName }),
		...(level === undefined ? {} : { level }),
		hex: hex(withoutSecrets(first, "stranger"), LIMITS.doorFirstBytes),
	};
}
