import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Broker, BrokerUnderTest } from "./broker.ts";

const FOLDERS = ["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin"];

/** The Mosquitto on this machine: named in MOSQUITTO, or found. Null: there is none. */
export function findMosquitto(): BrokerUnderTest | null {
	const named = process.env.MOSQUITTO;
	const places = named ? [named] : [...FOLDERS, ...(process.env.PATH ?? "").split(delimiter)].map((folder) => join(folder, "mosquitto"));
	const program = places.find(isProgram);
	if (program === undefined) return null;
	return { name: `Mosquitto ${versionOf(program)}`, bringsOurClient: false, open: () => start(program) };
}

function isProgram(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

/** In some versions Mosquitto's help ends with exit code 1; in all of them its first line names the version. */
function versionOf(program: string): string {
	let help = "";
	try {
		help = execFileSync(program, ["-h"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
	} catch (fault) {
		help = String((fault as { stdout?: unknown }).stdout ?? "");
	}
	return /version (\S+)/.exec(help)?.[1] ?? "of an unknown version";
}

/** Tried again with other ports when another process took one in between. */
async function start(program: string): Promise<Broker> {
	for (let attempt = 1; ; attempt += 1) {
		const folder = mkdtempSync(join(tmpdir(), "mosquitto-"));
		const [port, wsPort] = await freePorts();
		const config = join(folder, "mosquitto.conf");
		writeFileSync(
			config,
			[
				`listener ${port} 127.0.0.1`,
				`listener ${wsPort} 127.0.0.1`,
				"protocol websockets",
				"allow_anonymous true",
				"max_queued_messages 1000",
				"persistence false",
				// Otherwise each small answer waits for an acknowledgement of TCP: nothing else about Mosquitto changes.
				"set_tcp_nodelay true",
				"log_dest stderr",
				"",
			].join("\n"),
		);
		const child = spawn(program, ["-c", config], { stdio: ["ignore", "ignore", "pipe"] });
		const endIt = () => void child.kill("SIGKILL");
		// A run that is interrupted leaves no broker behind.
		process.once("exit", endIt);
		const gone = new Promise<void>((settle) => child.once("close", () => settle()));
		const close = async () => {
			process.off("exit", endIt);
			endIt();
			await gone;
			rmSync(folder, { recursive: true, force: true });
		};
		const fault = await running(child);
		if (fault === null) return { port, wsUrl: `ws://127.0.0.1:${wsPort}/`, close };
		await close();
		if (attempt === 5) throw new Error(`${program} does not start: ${fault}`);
	}
}

function running(child: ChildProcess): Promise<string | null> {
	let said = "";
	return new Promise((settle) => {
		child.stderr?.on("data", (bytes) => {
			said += String(bytes);
			if (/version \S+ running/.test(said)) settle(null);
		});
		child.once("close", () => settle(said));
		child.once("error", (fault) => settle(fault.message));
	});
}

async function freePorts(): Promise<[number, number]> {
	const servers = [createServer(), createServer()];
	for (const server of servers) await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
	const ports = servers.map((server) => (server.address() as AddressInfo).port);
	for (const server of servers) await new Promise((closed) => server.close(closed));
	return ports as [number, number];
}
