import { connect, type Socket } from "node:net";
import { MQTT_PORT } from "./hosts.ts";
import { bytesOf, connectBytes } from "./raw-socket.ts";

const sockets: Socket[] = [];

/** A client that is not part of the page connects to the room over TCP, with a persistent session, sends these packets, and stays. */
export function comes(room: string, clientId: string, packets: readonly Parameters<typeof bytesOf>[0][]): void {
	const socket = connect(MQTT_PORT, "127.0.0.1");
	socket.on("error", () => {}); // the room may end before the client does
	sockets.push(socket);
	socket.write(Buffer.concat([connectBytes(clientId, room, false), ...packets.map(bytesOf)]));
}

/** After each test: every client that came is gone. */
export function goesAll(): void {
	for (const socket of sockets.splice(0)) socket.destroy();
}
