import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { openSlowWire } from "../bench/brokers.mjs";

/** Ms after SIGTERM past which the host is killed. */
const STOP_MS = 10_000;
const LAST_WORDS = 2_000;

/**
 * The built host in a process of its own: { httpPort, mqttPort, isOver(), lastWords(), rssMiB(), files(), stop() }. stop() settles with the ms
 * from SIGTERM to the end; Infinity: it had to be killed.
 */
export async function openFort({ file, nodeFlags }) {
	const { child, httpPort, mqttPort, cpuMs } = await openSlowWire("siege", file, { nodeFlags });
	let words = "";
	let over = false;
	const hear = (chunk) => {
		words = (words + chunk).slice(-LAST_WORDS);
	};
	child.stdout.on("data", hear);
	child.stderr.on("data", hear);
	const ended = new Promise((settle) => child.on("exit", settle));
	ended.then(() => {
		over = true;
	});
	const proc = (read) => {
		try {
			return read(`/proc/${child.pid}`);
		} catch {
			return Number.NaN;
		}
	};
	return {
		httpPort,
		mqttPort,
		cpuMs,
		ended,
		isOver: () => over,
		lastWords: () => words.trim().split("\n").at(-1) ?? "",
		rssMiB: () => proc((folder) => Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(join(folder, "status"), "utf8"))[1]) / 1_024)),
		files: () => proc((folder) => readdirSync(join(folder, "fd")).length),
		async stop() {
			if (over) return 0;
			const askedAt = performance.now();
			child.kill("SIGTERM");
			const kill = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
			await ended;
			clearTimeout(kill);
			const ms = performance.now() - askedAt;
			return ms < STOP_MS ? ms : Number.POSITIVE_INFINITY;
		},
	};
}

/** What a quiet room and /healthz wait for, measured by another process (meter.mjs). take() settles with the figures since the last take(). */
export async function openMeter({ httpPort, mqttPort }) {
	const child = spawn(process.execPath, [join(import.meta.dirname, "meter.mjs"), String(httpPort), String(mqttPort)], {
		stdio: ["pipe", "pipe", "inherit"],
	});
	const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
	const { value } = await lines.next();
	if (value !== "READY") throw new Error("the meter did not start");
	return {
		async take() {
			child.stdin.write("\n");
			return JSON.parse((await lines.next()).value);
		},
		close: () => child.stdin.end(),
	};
}
