import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { subprotocolOf } from "#host/entering.ts";
import type { Admitted, Host } from "#host/host.ts";
import type { Log } from "#host/log.ts";
import { sayFault } from "#host/say-fault.ts";
import { FRAME_BYTES } from "#host/sockets.ts";
import { carryMqtt } from "./carry-mqtt.ts";
import { carryText } from "./carry-text.ts";
import { openInlet } from "./inlet.ts";
import { PATIENCE } from "./patience.ts";
import { peerOf } from "./peer.ts";
import type { SocketPlaces } from "./places.ts";
import { askedBy, refuseUpgrade } from "./upgrade.ts";

export type AttachOptions = {
	readonly host: Host;
	/** Handles upgrades to paths that are not ours. In development, Vite's own socket shares the port: leave those upgrades alone there. */
	readonly strangers: "refuse" | "leave";
	/** The descriptors of this process; default: there is no bound. */
	readonly places?: SocketPlaces | undefined;
	readonly log: Log;
};

const NO_PLACE = { status: 503, says: "This host holds as many connections as it can; try again in a moment.", retryAfterS: 10 } as const;

/** Fragments of one message: each takes a hundred times as much memory as its one byte, for as long as the message is not finished. */
const MOST_FRAGMENTS = { mqtt: 1_024, watch: 16 } as const;

/** The shortest frame has some 6 bytes and costs some 1 us: at most five thousand of them in a turn. */
const FRAMES = { turnBytes: 32 * 1_024, shareBytes: 4 * 1_024, pieceBytes: 1_024 };

export type AttachedHost = {
	/** Breaks the WebSockets that are left: the host is closed before that. */
	close(): Promise<void>;
};

/** Gives an HTTP server the two WebSockets of each room: MQTT, and the room socket. */
export function attachHost(server: Server, { host, strangers, places, log }: AttachOptions): AttachedHost {
	const shared = { noServer: true, closeTimeout: PATIENCE.closeMs, perMessageDeflate: false, autoPong: false };
	const doors = {
		mqtt: new WebSocketServer({
			...shared,
			maxPayload: FRAME_BYTES.mqtt,
			maxFragments: MOST_FRAGMENTS.mqtt,
			handleProtocols: (offered) => subprotocolOf([...offered]) ?? false,
		}),
		// A page has little to say: one frame in a turn of the event loop, so that a flood of them costs the others nothing.
		watch: new WebSocketServer({
			...shared,
			maxPayload: FRAME_BYTES.watch,
			maxFragments: MOST_FRAGMENTS.watch,
			handleProtocols: () => false,
			allowSynchronousEvents: false,
		}),
	};

	// None is known to be emitted without a server of their own; one that were would end the process.
	for (const door of Object.values(doors)) door.on("error", (fault) => log(`WebSocket: ${sayFault(fault)}`, fault));

	const inlet = openInlet(FRAMES);

	function onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
		// Before anything else, on every path: node:http has let go of this socket, and a reset without a listener ends the process.
		socket.on("error", () => {});
		letIn(request, socket, head).catch((fault: unknown) => {
			log(`a WebSocket could not be opened: ${sayFault(fault)}`, fault);
			socket.destroy();
		});
	}

	async function letIn(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
		const admitted = await host.admit(askedBy(request));
		if ("says" in admitted) {
			if (admitted.to === "nowhere" || strangers === "refuse") refuseUpgrade(socket, admitted);
			return;
		}
		try {
			const stays = places?.stays(socket, admitted.to) !== false;
			if (!stays && admitted.to === "mqtt") refuseUpgrade(socket, NO_PLACE);
			else if (!stays) sayFull(request, socket, head);
			else if (!socket.destroyed && open(admitted, request, socket, head)) return;
		} catch (fault) {
			admitted.leave();
			throw fault;
		}
		admitted.leave();
	}

	/** A page reads the reason of a close, and no status: see turnAway(). */
	function sayFull(request: IncomingMessage, socket: Duplex, head: Buffer): void {
		doors.watch.handleUpgrade(request, socket, head, (ws) => {
			ws.on("error", () => {});
			ws.close(1013, NO_PLACE.says);
		});
	}

	/** False: ws has answered a bad handshake itself. */
	function open(admitted: Admitted, request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
		let accepted = false;
		doors[admitted.to].handleUpgrade(request, socket, head, (ws) => {
			accepted = true;
			if (admitted.to === "mqtt") carryMqtt(ws, admitted.open, { socket, peer: peerOf(request.socket.remoteAddress), inlet, log });
			else carryText(ws, admitted.open, host.time);
		});
		return accepted;
	}

	server.on("upgrade", onUpgrade);
	let closing: Promise<void> | null = null;
	return {
		close() {
			server.off("upgrade", onUpgrade);
			closing ??= Promise.all(Object.values(doors).map(shut)).then(() => {});
			return closing;
		},
	};
}

/** Settles once every socket that came through the server has closed. */
function shut(door: WebSocketServer): Promise<void> {
	return new Promise((settle) => {
		door.close(() => settle());
		for (const ws of door.clients) ws.terminate();
	});
}
