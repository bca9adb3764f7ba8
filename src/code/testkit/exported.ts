import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The command that runs a program of this language here; null where there is none. */
export type Runner = { readonly name: string; readonly program: string | null };

export function findNode(): Runner {
	return { name: `Node ${process.version}`, program: process.execPath };
}

/** A shell with both mosquitto clients. */
export function findShell(): Runner {
	const found = ["mosquitto_pub", "mosquitto_sub"].every((client) => spawnSync(client, ["--help"]).error === undefined);
	return found
		? { name: "sh and the mosquitto clients", program: "sh" }
		: { name: "skipped: no mosquitto_pub and mosquitto_sub here", program: null };
}

/** A Python that has paho. PAHO_PYTHON names another Python, so that both generations of paho can be tried. */
export function findPython(): Runner {
	const named = process.env.PAHO_PYTHON;
	for (const program of named ? [named] : ["python3", "/usr/bin/python3"]) {
		const asked = spawnSync(program, ["-c", "import paho.mqtt; print(paho.mqtt.__version__)"], { encoding: "utf8" });
		if (asked.status === 0) return { name: `Python with paho ${asked.stdout.trim()}`, program };
	}
	return { name: "skipped: no python3 with paho-mqtt here", program: null };
}

type Ran = { readonly code: number | null; readonly lines: readonly string[]; readonly told: string };

/** A folder in which exported programs are run. There mqtt.js is found as in a project that has installed it. */
export function openBenchFolder() {
	const folder = mkdtempSync(join(tmpdir(), "exported-"));
	symlinkSync(fileURLToPath(new URL("../../../node_modules", import.meta.url)), join(folder, "node_modules"));
	let written = 0;
	return {
		run(program: string, text: string, fileName: string): Promise<Ran> {
			written += 1;
			const path = join(folder, `${written}-${fileName}`);
			writeFileSync(path, text);
			return new Promise((settle) => {
				const env = { ...process.env, PYTHONWARNINGS: "error::DeprecationWarning" };
				const child = execFile(program, [path], { encoding: "utf8", timeout: 120_000, env }, (_, stdout, told) => {
					settle({ code: child.exitCode, lines: stdout.split("\n").slice(0, -1), told });
				});
			});
		},
		close: () => rmSync(folder, { recursive: true, force: true }),
	};
}

/**
 * The same lines, in an order in which they can be compared. A server keeps the order of messages of one topic and one QoS
 * [MQTT-4.6.0-6] and of no others: a QoS 2 message waits for its PUBREL while a QoS 1 message behind it arrives.
 */
export function comparable(lines: readonly string[]): readonly string[] {
	const keyOf = (line: string) => /^(\S+ \S+) .*( qos=\d)/s.exec(line)?.slice(1).join("") ?? line;
	return lines
		.map((line, at) => ({ line, at, key: keyOf(line) }))
		.sort((a, b) => a.key.localeCompare(b.key) || a.at - b.at)
		.map(({ line }) => line);
}

/** Runs a few at a time: each of them takes at least one process. */
export async function inParallel<T, U>(most: number, all: readonly T[], work: (one: T) => Promise<U>): Promise<readonly U[]> {
	const came: U[] = [];
	let next = 0;
	const worker = async () => {
		for (let at = next++; at < all.length; at = next++) came[at] = await work(all[at] as T);
	};
	await Promise.all(Array.from({ length: most }, worker));
	return came;
}
