import { spawn } from "node:child_process";
import mqtt from "mqtt";
import { hasMosquitto } from "./guest.ts";
import { MQTT_PORT } from "./hosts.ts";

/** What a program printed, on both streams, and how it ended. */
type Printed = { readonly text: string; readonly code: number | null };

export { hasMosquitto };

/** Runs a program to its end; nothing is typed to it. */
export function run(program: string, args: readonly string[]): Promise<Printed> {
	return new Promise((settle) => {
		const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
		let text = "";
		for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes) => (text += bytes));
		child.on("error", (fault) => settle({ text: fault.message, code: null }));
		child.on("close", (code) => settle({ text, code }));
	});
}

/** `mosquitto_pub` with MQTT of this version ("mqttv5", "mqttv31", "mqttv311") and this user name. */
export function mosquittoPub(version: string, clientId: string, userName: string, more: readonly string[] = []): Promise<Printed> {
	const flags = ["-p", String(MQTT_PORT), "-V", version, "-i", clientId, "-u", userName];
	return run("mosquitto_pub", [...flags, "-t", "a/b", "-m", "hello", ...more]);
}

/** What mqtt.js says of a connection that is refused: its error, or that it was closed. */
export function refusedByMqttJs(url: string, options: mqtt.IClientOptions): Promise<string> {
	return new Promise((settle) => {
		const client = mqtt.connect(url, { reconnectPeriod: 0, connectTimeout: 5_000, ...options });
		client.on("connect", () => {
			client.end(true);
			settle("connected");
		});
		client.on("error", (fault) => settle(fault.message));
		client.on("close", () => settle("closed"));
	});
}
