import { afterAll, beforeAll, describe, expect, it } from "vitest";
import WebSocket from "ws";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import type { Broker } from "#fidelity/broker.ts";
import { findMosquitto } from "#fidelity/mosquitto.ts";
import { slowWire } from "#fidelity/slow-wire.ts";
import type { RoomSocket } from "#room/host-line.ts";
import type { ScriptLine } from "#script/runner.ts";
import { TESTS } from "#script/tests.ts";
import { openTrials } from "#trial/open-trials.ts";
import { asCode, asPlainCode, type Language } from "./code.ts";
import { comparable, findNode, findPython, findShell, inParallel, openBenchFolder, type Runner } from "./testkit/exported.ts";
import { ODD_CLIENT, oddStrings, RARE_STEPS, VIOLATION } from "./testkit/hard-scripts.ts";
import { randomScript } from "./testkit/random-script.ts";

/** Processes at a time. */
const MOST = 4;
const LONGEST_MS = 150_000;
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
/** This id in the Lab; the code has ODD_CLIENT instead. */
const PLAIN_CLIENT = "odd-1";
const SCRIPTS: readonly { readonly title: string; readonly steps: readonly ScriptLine[] }[] = [
	...TESTS.map(({ title, steps }) => ({ title, steps })),
	...SEEDS.map((seed) => ({ title: `seed ${seed}`, steps: randomScript(seed) })),
	oddStrings(PLAIN_CLIENT),
	RARE_STEPS,
	VIOLATION,
];
const RUNNERS: readonly (readonly [Language, Runner])[] = [
	["javascript", findNode()],
	["python", findPython()],
	["shell", findShell()],
];
const mosquitto = findMosquitto();
/** How many of the scripts each language can express as they are: no mosquitto client can break the protocol. */
const LEAST_FAITHFUL: Readonly<Record<Language, number>> = { javascript: 18, python: 18, shell: 17 };

const folder = openBenchFolder();
/** By title: what the clients of the Lab received, as lines. */
const inLab = new Map<string, readonly string[]>();
let host: Broker;
/** Rooms in which a script has been run once. */
const used = new Set<string>();
/** The five tests and some of the random scripts: a short program waits for time to pass, so that it takes long. */
const SHORT_TRIED = TESTS.length + 4;
/** Rooms that are run a second time when the first run has left something behind. */
const AGAIN = ["Test 4", "seed 2", "rare steps"];

beforeAll(async () => {
	host = await slowWire().open();
	const wsBase = (host.wsUrl ?? "").replace(/\/mqtt$/, "");
	const trials = openTrials({ wsBase, page: "p1", rooms: 3, WebSocket: WebSocket as unknown as RoomSocket });
	await inParallel(3, SCRIPTS, async ({ title, steps }) => {
		const script = { id: "exported", role: { kind: "alone" } as const, title, asks: "What is received?", steps, expects: null };
		const trial = await trials.run(script, FIRST_SETTINGS);
		if (!trial.ok) throw new Error(`${title}: ${trial.says}`);
		const lines = Object.entries(trial.world.clients).flatMap(([clientId, { received }]) =>
			received.map(({ topic, payload, qos, retain }) => `${clientId} ${topic} ${payload} qos=${qos} retain=${retain ? 1 : 0}`),
		);
		// A payload may hold a newline, and is printed unchanged.
		inLab.set(
			title,
			lines.flatMap((line) => line.split("\n")),
		);
	});
	trials.close();
});
afterAll(async () => {
	folder.close();
	await host.close();
});

type Case = { readonly title: string; readonly steps: readonly ScriptLine[]; readonly port: number; readonly userName: string | null };

type Form = "whole" | "short";

/** The code of a script as it runs against this broker; null where this language, or this form, cannot express all of it. */
async function run({ title, steps, port, userName }: Case, language: Language, { program }: Runner, form: Form = "whole") {
	const named = steps.some(({ step }) => "client" in step && step.client === PLAIN_CLIENT) ? oddStrings(ODD_CLIENT).steps : steps;
	const target = { host: "127.0.0.1", port, userName, waitSeconds: 1 };
	const whole = asCode(named, target, language, title);
	const code = form === "short" ? asPlainCode(named, target, language, title) : whole.faithful ? whole : null;
	if (code === null) return null;
	const { lines, told, code: ended } = await folder.run(program ?? "", code.text, code.fileName);
	const expected = comparable((inLab.get(title) ?? []).map((line) => line.replace(`${PLAIN_CLIENT} `, () => `${ODD_CLIENT} `)));
	const same = ended === 0 && JSON.stringify(comparable(lines)) === JSON.stringify(expected);
	return same ? { title } : { title, ended, lines: comparable(lines), expected, told };
}

/** A room for each script and language. */
function roomOf({ title }: { title: string }, language: Language, form: Form = "whole"): string {
	return `${language}-${form}-${SCRIPTS.findIndex((script) => script.title === title)}`;
}

function runInRoom(script: (typeof SCRIPTS)[number], language: Language, runner: Runner) {
	const userName = roomOf(script, language);
	used.add(userName);
	return run({ ...script, port: host.port, userName }, language, runner);
}

describe.each(RUNNERS)("what was done in the Lab, as %s", (language, runner) => {
	const compare = async (runOne: (script: (typeof SCRIPTS)[number]) => ReturnType<typeof run>) => {
		const came = (await inParallel(MOST, SCRIPTS, runOne)).filter((one) => one !== null);
		expect(came.filter((one) => "ended" in one)).toEqual([]);
		expect(came.length).toBeGreaterThanOrEqual(LEAST_FAITHFUL[language]);
	};

	it.skipIf(runner.program === null)(
		`prints what the Lab's clients received, in a room of this host (${runner.name})`,
		{ timeout: LONGEST_MS },
		() => compare((script) => runInRoom(script, language, runner)),
	);

	it.skipIf(runner.program === null || mosquitto === null)(
		`prints the same at ${mosquitto?.name ?? "Mosquitto (skipped: there is none here)"} (${runner.name})`,
		{ timeout: LONGEST_MS },
		() =>
			compare(async (script) => {
				const broker = await mosquitto?.open();
				if (broker === undefined) return null;
				const came = await run({ ...script, port: broker.port, userName: null }, language, runner);
				await broker.close();
				return came;
			}),
	);

	it.skipIf(runner.program === null)(
		`prints the same in its short form, also a second time in the same room (${runner.name})`,
		{ timeout: LONGEST_MS },
		async () => {
			const came = await inParallel(MOST, SCRIPTS.slice(0, SHORT_TRIED), async (script) => {
				const room = { ...script, port: host.port, userName: roomOf(script, language, "short") };
				const first = await run(room, language, runner, "short");
				const again = first !== null && !("ended" in first) && AGAIN.includes(script.title);
				return again ? run(room, language, runner, "short") : first;
			});
			const made = came.filter((one) => one !== null);
			expect(made.filter((one) => "ended" in one)).toEqual([]);
			expect(made.map(({ title }) => title)).toEqual(expect.arrayContaining(TESTS.map(({ title }) => title)));
		},
	);

	it.skipIf(runner.program === null)(
		`prints the same a second time in the same room (${runner.name})`,
		{ timeout: LONGEST_MS },
		async () => {
			const again = SCRIPTS.filter(({ title }) => AGAIN.includes(title));
			const came = await inParallel(MOST, again, async (script) => {
				if (!used.has(roomOf(script, language))) await runInRoom(script, language, runner);
				return runInRoom(script, language, runner);
			});
			expect(came).toEqual(again.map(({ title }) => ({ title })));
		},
	);
});
