import type { DoorReason, Visitor } from "#contract/door.ts";
import { isHostName, isOrigin } from "#contract/host-names.ts";
import { LIMITS } from "#contract/limits.ts";
import { ROOM_NAME_RULE } from "#contract/room-name.ts";
import { hex } from "#engine/fields.ts";
import { type Knock, readKnock } from "#mqtt/knock.ts";

/** Why somebody stands at the door, and what to do about it: in words for a person who has never read the standard. */
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
const SECOND_CONNECT = words(
	"second-connect",
	null,
	"MQTT-3.1.0-2",
	"A second CONNECT on one connection",
	"Close the connection and open another one: a client sends CONNECT once.",
);

/** webSocket: where this host takes MQTT over WebSocket. */
export function httpAtDoor(webSocket: string): DoorWords {
	return words("http", 400, null, "HTTP on the MQTT port", `WebSocket is at ${webSocket}.`);
}

function levelAtDoor(level: number): DoorWords {
	const isBridge = (level & 0x80) !== 0;
	return words(
		"protocol-level",
		1,
		"MQTT-3.1.2-2",
		`Protocol level ${level}: this room speaks 3.1.1, which is level 4`,
		isBridge ? "That is the mark of a bridge: set try_private false." : "Set the version of the client to 3.1.1.",
	);
}

export function subprotocolAtDoor(offered: readonly string[]): DoorWords {
	const names = offered.filter((name) => name !== "").map((name) => `“${name.slice(0, 32)}”`);
	const says =
		names.length === 0 ? "A WebSocket without a subprotocol" : `WebSocket subprotocol ${names.slice(0, 3).join(", ")}, not “mqtt”`;
	return words("subprotocol", 400, "MQTT-6.0.0-3", says, "Offer the subprotocol mqtt.");
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
	return words("host-full", answer, null, `${says.charAt(0).toUpperCase()}${says.slice(1)}`.replace(/\.$/, ""), "Try again in a moment.");
}

/** A flag is named only where the host would take it: what a request says may be anything. */
export function foreignPage(origin: string): DoorWords {
	const advice =
		origin === "null"
			? "It is a file, or stands in a sandboxed frame: give the frame allow-same-origin, or start the host with --origin null."
			: isOrigin(origin)
				? `Start the host with --origin ${origin} to let it in.`
				: "Open the page of this host instead.";
	return words("foreign-page", 403, null, `A page of another origin (${origin.slice(0, 80)})`, advice);
}

export function foreignName(host: string): DoorWords {
	const name = host.replace(/:\d*$/, "");
	const advice = isHostName(name)
		? `If that is a name of this machine, start the host with --name ${name}.`
		: "Use the address of this machine, or one of its names.";
	return words("foreign-name", 421, null, `“${host.slice(0, 80)}” is not a name of this host`, advice);
}

/** ms: for how long nothing came. */
export function silentAtDoor(ms: number): DoorWords {
	return endedAtDoor({ says: `No CONNECT within ${ms / 1_000} s.`, clause: "MQTT-3.1.0-1", reason: "protocol-error" });
}

export const ROOM_FULL = words(
	"room-full",
	null,
	null,
	`This room takes ${LIMITS.connectionsPerRoom} connections at once`,
	"Disconnect a client, or use another room.",
);

/** A CONNACK with this return code [3.1.1 table 3.1], sent to this client. */
export function refusedAtDoor(
	returnCode: number,
	{ level, clientId }: { readonly [K in "level" | "clientId"]: Knock[K] | undefined },
): DoorWords {
	switch (returnCode) {
		case 1:
			return level === undefined || level === 5 ? MQTT_5_AT_DOOR : levelAtDoor(level);
		case 2:
			return badClientId(level, clientId);
		case 3:
			return words("refused", 3, "MQTT-3.2.2-5", "The broker is unavailable (CONNACK 3)", "Try again in a moment.");
		case 4:
			return words("refused", 4, "MQTT-3.2.2-5", "Bad user name or password (CONNACK 4)", "Look at both in the client's settings.");
		case 5:
			return words("refused", 5, "MQTT-3.2.2-5", "Not authorized (CONNACK 5)", "Look at the client's user name and password.");
		default:
			return words("refused", returnCode, "MQTT-3.2.2-5", `Refused with CONNACK ${returnCode}`, "Ask what the broker means by it.");
	}
}

function badClientId(level: number | undefined, clientId: string | undefined): DoorWords {
	const bad = (clause: string, says: string, advice: string) => words("client-id", 2, clause, says, advice);
	if (level === 3 && clientId === "") return bad("MQTT-3.1.3-9", "MQTT 3.1 knows no empty client id", "Give it a client id, or use 3.1.1.");
	if (level === 3) return bad("MQTT-3.1.3-9", "MQTT 3.1 takes client ids of 1 to 23 characters", "Use a shorter client id, or 3.1.1.");
	if (clientId === "")
		return bad("MQTT-3.1.3-8", "An empty client id cannot keep a session", "Give it a client id, or clean_session = true.");
	return bad("MQTT-3.1.3-9", `A client id has at most ${LIMITS.clientIdCharacters} characters here`, "Use a shorter client id.");
}

/** Why a connection ended whose client had not been accepted. */
export function endedAtDoor(closing: { readonly says: string; readonly clause: string | null; readonly reason: string }): DoorWords {
	const { says, clause, reason } = closing;
	const plain = says.replace(/\.$/, "");
	if (reason === "overflow") return words("overflow", null, clause, plain, "See the log of this room.");
	if (clause === "MQTT-3.1.0-2") return SECOND_CONNECT;
	if (clause === "MQTT-3.1.0-1" && / before CONNECT$/.test(plain)) return words("not-connect", null, clause, plain, "CONNECT comes first.");
	if (clause === "3.1.4") return words("no-connect", null, clause, plain, "A client sends CONNECT at once, and as its first packet.");
	const capital = `${plain.charAt(0).toUpperCase()}${plain.slice(1)}`;
	return words("malformed", null, clause, capital, "The first bytes show what came in place of a sound CONNECT.");
}

/** Where a visitor comes from, and its first bytes. */
export type Stranger = { readonly from: string; readonly by: Visitor["by"]; readonly first: Uint8Array };

/** What is told of somebody at the door. */
export function visitorOf({ from, by, first }: Stranger, said: DoorWords, outcome: Visitor["outcome"] = "refused"): Visitor {
	const { level, clientId, userName } = readKnock(first);
	return {
		...said,
		outcome,
		from,
		by,
		...(clientId === undefined ? {} : { clientId }),
		...(userName === undefined ? {} : { userName }),
		...(level === undefined ? {} : { level }),
		hex: hex(first, LIMITS.doorFirstBytes),
	};
}
