import { LIMITS } from "#contract/limits.ts";
import { LOBBY, parseRoomName } from "#contract/room-name.ts";
import { type DoorWords, httpAtDoor, MQTT_5_AT_DOOR, noRoomName, TLS_AT_DOOR, unknownRoom } from "#engine/door/door-words.ts";
import { cut } from "#mqtt/cut.ts";
import { earlyUserName } from "#mqtt/early-user-name.ts";
import { readKnock, speaksMqtt5 } from "#mqtt/knock.ts";

/** Where an MQTT client that has no path to say so wants to go. */
export type Destination =
	/** said: what is told at the door of that room, because the client did not ask for the room. */
	| { readonly goes: "in"; readonly room: string; readonly said: DoorWords | null }
	/** The client is refused, and that is told at the door of this room. */
	| { readonly goes: "out"; readonly room: string; readonly said: DoorWords; readonly answer: Uint8Array | null }
	/** The client has said nothing. */
	| { readonly goes: "away" };

/** How the rooms behind a TCP port are reached. */
export type PortRules = {
	/** The room of every client on this port; null: the user name says which room is meant. */
	readonly room: string | null;
	/** Whether a user name may lead into this room. */
	readonly mayEnter: (room: string) => boolean;
	/** Where this host takes MQTT over WebSocket for that room, for a client that speaks HTTP. */
	readonly webSocketAt: (room: string, request: string) => string;
};

/** Ms of real time for the beginning of the first packet: until then a connection is not in any room, so no room can end it. */
export const FIRST_PACKET_MS = LIMITS.connectMs;

/** CONNACK with return code 1, unacceptable protocol version [MQTT-3.1.2-2]. */
export const CONNACK_1 = Uint8Array.of(0x20, 0x02, 0x00, 0x01);

/** What these bytes say of where the client wants to go; null: they do not say it yet. What is not a CONNECT goes in at once, as it is. */
export function destinationOf(bytes: Uint8Array, rules: PortRules): Destination | null {
	const knock = readKnock(bytes);
	const { speaks } = knock;
	const room = rules.room ?? LOBBY;
	if (speaks === "TLS") return { goes: "out", room, said: TLS_AT_DOOR, answer: null };
	if (speaks === "HTTP") return toHttp(room, bytes, rules);
	if (mayBecomeHttp(bytes)) return null;
	const isMqtt5 = speaksMqtt5(knock);
	if (rules.room !== null && !isMqtt5) return bytes.length === 0 ? null : { goes: "in", room, said: null };
	const userName = rules.room === null ? earlyUserName(bytes) : rules.room;
	if (userName === undefined) return null;
	const named = byName(userName, rules);
	return isMqtt5 ? { goes: "out", room: named.room, said: MQTT_5_AT_DOOR, answer: CONNACK_1 } : { goes: "in", ...named };
}

/** The room that a user name leads to: a device may have a user name of its own, which is not about rooms. */
function byName(userName: string | null, rules: PortRules): { readonly room: string; readonly said: DoorWords | null } {
	if (userName === null || userName === "") return { room: LOBBY, said: null };
	const room = parseRoomName(userName);
	if (room === null) return { room: LOBBY, said: noRoomName(cut(userName, 64)) };
	if (room === rules.room || rules.mayEnter(room)) return { room, said: null };
	return { room: LOBBY, said: unknownRoom(userName) };
}

/** Capital letters alone: the beginning of a method of HTTP, and of nothing that an MQTT client begins with. */
function mayBecomeHttp(bytes: Uint8Array): boolean {
	return bytes.length > 0 && bytes.length < 8 && bytes.every((byte) => byte >= 0x41 && byte <= 0x5a);
}

/** A client that calls by HTTP is answered by HTTP, and one that called by mistake reads why. */
function toHttp(room: string, bytes: Uint8Array, rules: PortRules): Destination {
	const said = httpAtDoor(rules.webSocketAt(room, new TextDecoder("latin1").decode(bytes.subarray(0, 2_048))));
	const body = `${said.says}: this port speaks MQTT over TCP. ${said.advice}\n`;
	const head = `HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\n`;
	const answer = new TextEncoder().encode(`${head}Content-Length: ${body.length}\r\n\r\n${body}`);
	return { goes: "out", room, said, answer };
}

/** No more bytes are waited for. Bytes that name no room go to the lobby, where everybody sees what they were and how the connection ends. */
export function givenUp(bytes: Uint8Array, rules: PortRules): Destination {
	return bytes.length === 0 ? { goes: "away" } : { goes: "in", room: rules.room ?? LOBBY, said: null };
}
