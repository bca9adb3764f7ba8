import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { openBareAedes, openMosquitto, openSlowWire } from "./bench/brokers.mjs";
import { runLoad } from "./bench/load.mjs";
import { buildWhenNeeded } from "./build.mjs";
import { ROOT } from "./run.mjs";

/**
 * Messages delivered per second through wire and store with the gate open and nobody watching, next to bare Aedes, and to Mosquitto where
 * it is installed, on the same kind of sockets in the same run. Each broker has a process of its own, and this one makes the load. The
 * ratio is the figure that counts: the machine affects both sides of it.
 */
const HELP = `npm run bench -- [flags]

  --websocket        over WebSocket instead of TCP
  --quick            two short runs of each cell
  --qos <0,1,2>      these alone
  --subscribers <n>  these alone, with commas
  --build <file>     this build of the host (its server/main.js) instead of a fresh one
  --beside <file>    another build of the host (its server/main.js), to compare
  --cpu              also what each broker used of a processor, in us per message delivered (Linux)
  --node <flag>      for the host's process, for example --node=--cpu-prof; may be repeated
  --host <flag>      for the host, for example --host=--max-inflight-messages=0; may be repeated
`;
const { values: asked } = parseArgs({
	options: {
		websocket: { type: "boolean", default: false },
		quick: { type: "boolean", default: false },
		cpu: { type: "boolean", default: false },
		help: { type: "boolean", default: false },
		qos: { type: "string", default: "0,1,2" },
		subscribers: { type: "string", default: "1,10,100" },
		build: { type: "string" },
		beside: { type: "string" },
		node: { type: "string", multiple: true, default: [] },
		host: { type: "string", multiple: true, default: [] },
	},
});
const RUNS = asked.quick ? 2 : 5;
const RUN_MS = asked.quick ? 400 : 800;
const WARM_UP_MS = 400;

if (asked.help) console.log(HELP);
else process.exitCode = await main();

async function main() {
	if (asked.build === undefined && !(await buildWhenNeeded())) return 1;
	const brokers = await openBrokers();
	try {
		const cells = numbers(asked.qos).flatMap((qos) => numbers(asked.subscribers).map((subscribers) => ({ qos, subscribers, runs: [] })));
		const socket = asked.websocket ? "WebSocket" : "TCP";
		console.log(
			`Node ${process.version}, ${availableParallelism()} processors, ${socket}, 128 bytes of payload, ${RUNS} runs of ${RUN_MS} ms`,
		);
		await warmUp(brokers);
		for (const cell of cells) await measure(cell, brokers);
		print(cells, brokers);
		return cells.every((cell) => cell.runs.every(isWhole)) ? 0 : 1;
	} finally {
		for (const broker of brokers) broker.close();
	}
}

async function openBrokers() {
	const { websocket } = asked;
	const how = { websocket, nodeFlags: asked.node, hostFlags: asked.host };
	const opened = [await openSlowWire("Slow Wire", resolve(asked.build ?? join(ROOT, "dist", "server", "main.js")), how)];
	if (asked.beside !== undefined) opened.push(await openSlowWire("beside", resolve(asked.beside), how));
	opened.push(await openBareAedes({ websocket }));
	const mosquitto = await openMosquitto({ websocket });
	return mosquitto === null ? opened : [...opened, mosquitto];
}

/** A process that has just started compiles more than it delivers; every broker's does, and the first cell would pay for that. */
async function warmUp(brokers) {
	for (const broker of brokers) {
		for (const qos of [0, 1, 2]) for (const subscribers of [1, 10]) await runLoad({ broker, qos, subscribers, ms: WARM_UP_MS });
	}
}

/** The first round only warms up. In every round each broker has its turn, so that a busy moment of the machine hits all of them. */
async function measure(cell, brokers) {
	for (let run = 0; run <= RUNS; run += 1) {
		for (const broker of brokers) {
			const cpuBefore = broker.cpuMs();
			const one = await runLoad({ broker, qos: cell.qos, subscribers: cell.subscribers, ms: run === 0 ? WARM_UP_MS : RUN_MS });
			if (run > 0 || !isWhole(one)) cell.runs.push({ broker: broker.name, cpuMs: broker.cpuMs() - cpuBefore, ...one });
		}
	}
	process.stderr.write(".");
}

function print(cells, brokers) {
	const names = brokers.map(({ name }) => name);
	const others = names.filter((name) => name !== "Aedes");
	const row = (first, texts) => console.log(first.padEnd(14) + texts.map((text) => text.padStart(18)).join(""));
	console.log("\n\nmessages delivered per second (medians), and what that is of bare Aedes");
	row("QoS, readers", [...names, ...others.map((name) => `${name} / Aedes`)]);
	for (const cell of cells) {
		const rate = (name) => median(runsOf(cell, name).map(({ delivered, ms }) => (delivered * 1_000) / ms));
		const ratios = others.map((name) => (rate(name) / rate("Aedes")).toFixed(2));
		row(`${cell.qos}, 1 -> ${cell.subscribers}`, [...names.map((name) => Math.round(rate(name)).toLocaleString("en")), ...ratios]);
		for (const { broker, missing, faults } of cell.runs.filter((run) => !isWhole(run))) {
			console.log(`  NOT WHOLE: ${broker}, ${missing} missing, ${faults} repeated or out of order`);
		}
	}
	if (!asked.cpu) return;
	console.log("\nus of a processor per message delivered (medians)");
	row("QoS, readers", [...names, ...others.map((name) => `Aedes / ${name}`)]);
	for (const cell of cells) {
		const cpu = (name) => median(runsOf(cell, name).map(({ delivered, cpuMs }) => (cpuMs * 1_000) / delivered));
		const ratios = others.map((name) => (cpu("Aedes") / cpu(name)).toFixed(2));
		row(`${cell.qos}, 1 -> ${cell.subscribers}`, [...names.map((name) => cpu(name).toFixed(1)), ...ratios]);
	}
}

function runsOf(cell, name) {
	return cell.runs.filter(({ broker }) => broker === name);
}

function isWhole({ missing, faults }) {
	return missing === 0 && faults === 0;
}

function median(values) {
	const sorted = [...values].sort((a, b) => a - b);
	const half = sorted.length >> 1;
	return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

function numbers(text) {
	return text.split(",").map(Number);
}
