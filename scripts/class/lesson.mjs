import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { ROOT } from "../run.mjs";

const START_MS = 10_000;

/**
 * The built host with a class, in a process of its own: { base, httpPort, mqttPort, code, key, close() }. It listens on this machine alone, whose
 * clients have no share to keep to unless they show the ticket of a seat.
 */
export async function openLesson(build) {
	const flags = ["--workshop", "--host", "127.0.0.1", "--port", "0", "--mqtt-port", "0"];
	const child = spawn(process.execPath, [build, ...flags], { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
	const ended = once(child, "close");
	const late = setTimeout(() => child.kill("SIGKILL"), START_MS);
	let mqttPort = 0;
	for await (const line of createInterface({ input: child.stdout })) {
		mqttPort ||= Number(/MQTT over TCP for any other client: port (\d+)/.exec(line)?.[1] ?? 0);
		const [, httpPort, code, key] = /http:\/\/[^/]+:(\d+)\/r\/(\w+)#host=(\S+)/.exec(line) ?? [];
		if (key === undefined) continue;
		clearTimeout(late);
		child.stdout.resume();
		return {
			base: `http://127.0.0.1:${httpPort}`,
			httpPort: Number(httpPort),
			mqttPort,
			code,
			key,
			async close() {
				child.kill("SIGTERM");
				await ended;
			},
		};
	}
	throw new Error("the host ended before its class was open");
}
