import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { RealTime } from "#engine/port.ts";
import type { Host } from "#host/host.ts";
import type { Log } from "#host/log.ts";
import { sayFault } from "#host/say-fault.ts";
import { FRAME_BYTES } from "#host/sockets.ts";
import { carryMqtt } from "./carry-mqtt.ts";
import { carryText } from "./carry-text.ts";
import { PATIENCE } from "./patience.ts";
import { askedBy, refuseUpgrade } from "./upgrade.ts";

export type AttachOptions = {
	readonly host: Host;
	/** Handles upgrades to paths that are not ours. In development, Vite's own socket shares the port: leave those upgrades alone there. */
	readonly strangers: "refuse" | "leave";
	readonly time: RealTime;
	readonly log: Log;
};

export type AttachedHost = {
	/** Breaks the WebSockets that are left: the host is closed before that. */
	close(): Promise<void>;
};

/** Gives an HTTP server the two WebSockets of each room: MQTT, and the room socket. */
export function attachHost(server: Server, { host, strangers, time, log }: AttachOptions): AttachedHost {
	const shared = { noServer: true, closeTimeout: PATIENCE.closeMs, perMessageDeflate: false };
	const doors = {
		mqtt: new WebSocketServer({ ...shared, maxPayload: FRAME_BYTES.mqtt, handleProtocols: () => "mqtt" }),
		watch: new WebSocketServer({ ...shared, maxPayload: FRAME_BYTES.watch, handleProtocols: () => false }),
	};

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
		if (socket.destroyed) return admitted.leave();
		let accepted = false;
		doors[admitted.to].handleUpgrade(request, socket, head, (ws) => {
			accepted = true;
			if (admitted.to === "mqtt") carryMqtt(ws, admitted.open);
			else carryText(ws, admitted.open, time);
		});
		// ws answers a bad handshake itself, and calls nobody.
		if (!accepted) admitted.leave();
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
