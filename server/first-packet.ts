import type { Socket as TcpSocket } from "node:net";
import { LIMITS } from "#contract/limits.ts";
import { LOBBY, parseRoomName } from "#contract/room-name.ts";
import type { RealTime } from "#engine/port.ts";
import { decode } from "#mqtt/decode.ts";
import { Malformed } from "#mqtt/malformed.ts";
import { PACKET_TYPES } from "#mqtt/packet.ts";
import { openSplitter } from "#mqtt/split.ts";
import { PATIENCE } from "./patience.ts";

/** Where a TCP connection wants to go, and the bytes that said so. */
export type FirstPacket =
	| { readonly goes: "in"; readonly room: string; readonly bytes: readonly Uint8Array[] }
	/** Its user name is no room name. */
	| { readonly goes: "nowhere"; readonly userName: string }
	/** It left, or stayed silent. */
	| { readonly goes: "away" };

/** Waits for the first whole packet, then stops reading, so that nothing is lost until somebody else listens. */
export function readFirstPacket(tcp: TcpSocket, time: RealTime): Promise<FirstPacket> {
	return new Promise((settle) => {
		const splitter = openSplitter(LIMITS.packetBytes);
		const bytes: Uint8Array[] = [];
		const unset = time.after(PATIENCE.firstPacketMs, giveUp);

		function done(first: FirstPacket): void {
			unset();
			tcp.pause();
			tcp.off("data", onData).off("end", giveUp).off("close", onClose);
			settle(first);
		}
		/** What is no whole packet goes to the lobby, where everybody sees what it was and how it ends. */
		function giveUp(): void {
			done(bytes.length > 0 ? { goes: "in", room: LOBBY, bytes } : { goes: "away" });
		}
		function onClose(): void {
			done({ goes: "away" });
		}
		function onData(chunk: Uint8Array): void {
			bytes.push(chunk);
			const [frame] = splitter.push(chunk);
			if (frame !== undefined) done(destination(frame.bytes, bytes));
			else if (splitter.fault !== null || !startsConnect(bytes[0])) giveUp();
		}
		tcp.on("data", onData).on("end", giveUp).on("close", onClose);
	});
}

/** A browser or a scanner that calls this port is known by its first byte: no need to wait for its "packet". */
function startsConnect(bytes: Uint8Array | undefined): boolean {
	return bytes?.[0] === undefined || PACKET_TYPES[bytes[0] >> 4] === "CONNECT";
}

/** The user name of CONNECT names the room. */
function destination(packet: Uint8Array, bytes: readonly Uint8Array[]): FirstPacket {
	const userName = readUserName(packet);
	if (userName === null || userName === "") return { goes: "in", room: LOBBY, bytes };
	const room = parseRoomName(userName);
	return room === null ? { goes: "nowhere", userName } : { goes: "in", room, bytes };
}

/** Null when there is none, or when the packet is no sound CONNECT: the room tells what is wrong with it. */
function readUserName(bytes: Uint8Array): string | null {
	try {
		const packet = decode(bytes);
		return packet.type === "CONNECT" ? packet.userName : null;
	} catch (fault) {
		if (fault instanceof Malformed) return null;
		throw fault;
	}
}
