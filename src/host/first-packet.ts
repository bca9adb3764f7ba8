import { LIMITS } from "#contract/limits.ts";
import { LOBBY, parseRoomName } from "#contract/room-name.ts";
import { decode } from "#mqtt/decode.ts";
import { Malformed } from "#mqtt/malformed.ts";
import { PACKET_TYPES } from "#mqtt/packet.ts";
import { openSplitter } from "#mqtt/split.ts";

/** Where an MQTT client that has no path to say so wants to go. */
export type Destination =
	| { readonly goes: "in"; readonly room: string }
	/** The user name is not a room name. */
	| { readonly goes: "nowhere"; readonly userName: string }
	/** The client has said nothing. */
	| { readonly goes: "away" };

export type FirstPacket = {
	/** Takes the next bytes; null: the first packet is not whole yet. */
	read(bytes: Uint8Array): Destination | null;
	/** No more bytes are waited for. Bytes that are not a whole packet go to the lobby, where everybody sees what they were and how the connection ends. */
	giveUp(): Destination;
};

/** Puts the first packet together: the user name of CONNECT names the room. */
export function openFirstPacket(): FirstPacket {
	const splitter = openSplitter(LIMITS.packetBytes);
	let firstByte: number | undefined;
	function giveUp(): Destination {
		return firstByte === undefined ? { goes: "away" } : { goes: "in", room: LOBBY };
	}
	return {
		read(bytes) {
			firstByte ??= bytes[0];
			const [packet] = splitter.push(bytes);
			if (packet !== undefined) return destination(packet.bytes);
			return splitter.fault !== null || !startsConnect(firstByte) ? giveUp() : null;
		},
		giveUp,
	};
}

/** A browser or a scanner that calls the MQTT port is recognised by its first byte: there is no need to wait for its "packet". */
function startsConnect(firstByte: number | undefined): boolean {
	return firstByte === undefined || PACKET_TYPES[firstByte >> 4] === "CONNECT";
}

function destination(packet: Uint8Array): Destination {
	const userName = readUserName(packet);
	if (userName === null || userName === "") return { goes: "in", room: LOBBY };
	const room = parseRoomName(userName);
	return room === null ? { goes: "nowhere", userName } : { goes: "in", room };
}

/** Null when there is no user name, or when the packet is not a sound CONNECT: the room tells what is wrong with that packet. */
function readUserName(bytes: Uint8Array): string | null {
	try {
		const packet = decode(bytes);
		return packet.type === "CONNECT" ? packet.userName : null;
	} catch (fault) {
		if (fault instanceof Malformed) return null;
		throw fault;
	}
}
