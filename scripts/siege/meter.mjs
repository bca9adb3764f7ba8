import { get } from "node:http";
import { createInterface } from "node:readline";
import { load } from "../load.mjs";

/**
 * A process of its own, so that nothing but the host keeps it waiting: how long a client in a quiet room waits for PINGRESP, and a probe
 * for /healthz; and how late this process's own timers are, since a busy machine keeps everybody waiting. Each line that comes in is answered with the figures since the one before, in ms.
 */
const [httpPort, mqttPort] = process.argv.slice(2).map(Number);
const { openClient } = await load("server/testkit/raw-client.ts");
const PINGREQ = Buffer.from([0xc0, 0]);
const PAUSE_MS = 10;
const HEALTH_PAUSE_MS = 50;
const HEALTH_MS = 20_000;

const client = await openClient({ port: mqttPort, path: null, clientId: `meter-${process.pid}`, userName: "quiet" });
const pings = openSamples();
const health = openSamples();
const lateness = openSamples();

client.onPacket = () => {
	pings.end();
	const dueAt = performance.now() + PAUSE_MS;
	setTimeout(() => {
		lateness.add(performance.now() - dueAt);
		ping();
	}, PAUSE_MS);
};
function ping() {
	pings.begin();
	client.write(PINGREQ);
}
function probe() {
	health.begin();
	const again = () => setTimeout(probe, HEALTH_PAUSE_MS);
	const request = get({ port: httpPort, host: "127.0.0.1", path: "/healthz", timeout: HEALTH_MS }, (answer) => {
		answer.resume();
		answer.on("end", () => {
			health.end();
			again();
		});
	});
	request.on("timeout", () => request.destroy());
	request.on("error", again); // it stays begun: what has not been answered has taken until now
}

ping();
probe();
createInterface({ input: process.stdin }).on("line", () => {
	console.log(JSON.stringify({ quiet: pings.take(), health: health.take(), late: lateness.take(), over: client.broken !== null }));
});
process.stdin.on("end", () => process.exit());
console.log("READY");

/** Times in ms. What has begun and not ended counts with the time that it has taken so far. */
function openSamples() {
	let took = [];
	let since = null;
	return {
		add: (ms) => void took.push(Math.max(0, ms)),
		begin() {
			since ??= performance.now();
		},
		end() {
			if (since !== null) took.push(performance.now() - since);
			since = null;
		},
		take() {
			const sorted = [...took, ...(since === null ? [] : [performance.now() - since])].sort((a, b) => a - b);
			took = [];
			const at = (part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
			return { p50: at(0.5), p99: at(0.99), max: at(1), count: sorted.length };
		},
	};
}
