import { fileURLToPath } from "node:url";
import { sayFault } from "#host/say-fault.ts";
import { addressesOf } from "./addresses.ts";
import { HELP, parseFlags } from "./flags.ts";
import { print, printLog, surviveFailingOutput } from "./log.ts";
import { openNodeHost } from "./node-host.ts";
import { fillNumberTable } from "./number-table.ts";
import { PATIENCE } from "./patience.ts";
import { VERSION } from "./version.ts";
import { openWorkshop } from "./workshop.ts";

// Built to dist/server/main.js; the page lies beside it.
const PAGE_FOLDER = fileURLToPath(new URL("../client/", import.meta.url));

surviveFailingOutput();
await main();

async function main(): Promise<void> {
	const asked = parseFlags(process.argv.slice(2), process.env);
	if (asked.asks === "help") return print(HELP.trimEnd());
	if (asked.asks === "version") return print(VERSION);
	if (asked.asks === "nonsense") return fail(asked.says);

	fillNumberTable();
	const host = await openNodeHost({ flags: asked.flags, folder: PAGE_FOLDER });
	if ("fault" in host) return fail(`${host.fault}; choose another one with --port`);
	surviveFaults();
	stopOnSignals(() => host.close());

	for (const address of addressesOf(asked.flags.host)) print(`Slow Wire is at http://${address}:${host.port}`);
	if (host.mqttPort !== null) print(`MQTT over TCP for any other client: port ${host.mqttPort}; the user name is the room`);
	for (const { port, room } of host.boundPorts) print(`MQTT over TCP for room ${room}: port ${port}`);
	if (!asked.flags.workshop) return;
	const lines = await openWorkshop(host, asked.flags.host);
	if ("fault" in lines) return fail(lines.fault);
	for (const line of lines) print(line);
}

function fail(says: string): void {
	process.stderr.write(`slow-wire: ${says}\n`);
	process.exitCode = 2;
}

/**
 * The last line, from the moment that the host serves. Every callback has its own catch (guard.ts) and every emitter its listener; a fault that
 * gets past them has cost what it was about, and is logged. To end the process over it would cost a class all of its rooms, which nothing brings
 * back; and no room shares state with another one that a half-done callback could have left wrong.
 */
function surviveFaults(): void {
	for (const kind of ["uncaughtException", "unhandledRejection"] as const) {
		process.on(kind, (fault: unknown) => printLog(`a fault of ours (${kind}), and the host goes on: ${sayFault(fault)}`));
	}
}

/** The first signal closes everything and exits; the second does not wait. */
function stopOnSignals(close: () => Promise<void>): void {
	let stopping = false;
	function stop(): void {
		if (stopping) process.exit(0);
		stopping = true;
		setTimeout(() => process.exit(0), PATIENCE.stopMs);
		close().then(
			() => process.exit(0),
			(fault: unknown) => {
				printLog(`stopping failed: ${String(fault)}`);
				process.exit(1);
			},
		);
	}
	process.on("SIGINT", stop).on("SIGTERM", stop);
}
