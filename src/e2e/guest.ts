import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { connect } from "node:net";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { expect } from "@playwright/test";
import mqttPacket, { type Packet } from "mqtt-packet";
import { MQTT_PORT } from "./hosts.ts";
import { bytesOf, connectBytes } from "./raw-socket.ts";

const TOPICS = "greenhouse/#";

/** A subscriber that is not part of the page: persistent session, QoS 1, greenhouse/#. */
type Guest = {
	/** What the guest printed: one payload per line. */
	readonly printed: readonly string[];
	/** Ends the guest at once, without DISCONNECT. Calling this twice is safe. */
	kill(): void;
};

const alive = new Set<Guest>();

/** After each test: no guest is left that reconnects by itself. */
export function killGuests(): void {
	for (const guest of alive) guest.kill();
	alive.clear();
}

/** Whether the real mosquitto_sub and mosquitto_pub are on this machine. */
export function hasMosquitto(): boolean {
	const folders = (process.env.PATH ?? "").split(delimiter);
	return ["mosquitto_sub", "mosquitto_pub"].every((name) => folders.some((folder) => isProgram(join(folder, name))));
}

function isProgram(file: string): boolean {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

/** `mosquitto_sub -p <port> -i <id> -c -q 1 -t 'greenhouse/#'`, with `-u <room>` if a room is named; where there is none, its stand-in. */
export function subscribeAsGuest(clientId: string, room?: string): Guest {
	const guest = hasMosquitto() ? mosquittoSub(clientId, room) : standInSub(clientId, room);
	alive.add(guest);
	return guest;
}

/** `mosquitto_pub -p <port> -q 1 -t <topic> -m <payload>`; resolves when the broker has acknowledged it. */
export async function publishAsGuest(topic: string, payload: string, room?: string): Promise<void> {
	if (!hasMosquitto()) return standInPub(topic, payload, room);
	const child = spawn("mosquitto_pub", ["-p", String(MQTT_PORT), "-q", "1", "-t", topic, "-m", payload, ...userName(room)]);
	const code = await new Promise((settle) => child.on("close", settle));
	expect(code, "exit code of mosquitto_pub").toBe(0);
}

/** Waits until the guest has printed exactly these lines. */
export async function expectPrinted(guest: Guest, lines: readonly string[]): Promise<void> {
	await expect.poll(() => guest.printed).toEqual(lines);
}

const userName = (room: string | undefined) => (room === undefined ? [] : ["-u", room]);

function mosquittoSub(clientId: string, room: string | undefined): Guest {
	const flags = ["-p", String(MQTT_PORT), "-i", clientId, "-c", "-q", "1", "-t", TOPICS, ...userName(room)];
	const child = spawn("mosquitto_sub", flags, { stdio: ["ignore", "pipe", "ignore"] });
	const printed: string[] = [];
	createInterface({ input: child.stdout }).on("line", (line) => printed.push(line));
	return { printed, kill: () => void child.kill("SIGKILL") };
}

/** mosquitto_sub, as far as these journeys use it. */
function standInSub(clientId: string, room: string | undefined): Guest {
	const printed: string[] = [];
	const { send, destroy } = openStandIn((packet) => {
		if (packet.cmd === "connack") send(bytesOf({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: TOPICS, qos: 1 }] }));
		if (packet.cmd !== "publish") return;
		printed.push(String(packet.payload));
		if (packet.messageId !== undefined) send(bytesOf({ cmd: "puback", messageId: packet.messageId }));
	});
	send(connectBytes(clientId, room, false));
	return { printed, kill: destroy };
}

function standInPub(topic: string, payload: string, room: string | undefined): Promise<void> {
	return new Promise((settle) => {
		const { send, end } = openStandIn((packet) => {
			if (packet.cmd === "connack") send(bytesOf({ cmd: "publish", messageId: 1, topic, payload, qos: 1, dup: false, retain: false }));
			if (packet.cmd !== "puback") return;
			send(bytesOf({ cmd: "disconnect" }));
			end();
			settle();
		});
		send(connectBytes("", room));
	});
}

function openStandIn(got: (packet: Packet) => void) {
	const socket = connect(MQTT_PORT, "127.0.0.1");
	const parser = mqttPacket.parser({ protocolVersion: 4 });
	parser.on("packet", got);
	socket.on("data", (bytes) => parser.parse(bytes));
	socket.on("error", () => {}); // lines that it does not print make the test fail
	return {
		send: (bytes: Buffer) => void socket.write(bytes),
		end: () => void socket.end(),
		destroy: () => void socket.destroy(),
	};
}
