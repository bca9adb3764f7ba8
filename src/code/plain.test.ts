import { describe, expect, it } from "vitest";
import { sayStep } from "#script/say-step.ts";
import type { ScriptedStep } from "#script/step.ts";
import { TESTS } from "#script/tests.ts";
import { asPlainCode, type Language } from "./code.ts";
import { whyNotPlain } from "./why-not-plain.ts";

const TARGET = { host: "broker.example", port: 1883, userName: "k7q4", waitSeconds: 1 };
const LANGUAGES: readonly Language[] = ["python", "javascript", "shell"];
const CONNECT = { do: "connect", client: "sub-1", cleanSession: false } as const;
const SUBSCRIBE = { do: "subscribe", client: "sub-1", filter: "a", qos: 1 } as const;
const PUBLISH = { do: "publish", client: "pub-1", topic: "a", payload: "1", qos: 1, retain: false, times: 1 } as const;

function plain(steps: readonly ScriptedStep[], language: Language) {
	return asPlainCode(
		steps.map((step) => ({ says: sayStep(step), step })),
		TARGET,
		language,
		"Test 9",
	);
}

describe.each(LANGUAGES)("the short form as %s", (language) => {
	it.each(TESTS)("has at most 40 lines for each of the five tests: $title", ({ steps, title }) => {
		const code = asPlainCode(steps, TARGET, language, title);
		expect(code?.text.trimEnd().split("\n").length).toBeLessThanOrEqual(40);
	});

	const more: readonly (readonly [string, readonly ScriptedStep[]])[] = [
		["a cut", [CONNECT, { do: "cut", client: "sub-1" }]],
		["a silence", [CONNECT, { do: "silence", client: "sub-1" }]],
		["a pause", [CONNECT, { do: "pause" }]],
		["a broken rule", [CONNECT, { do: "violate", client: "sub-1" }]],
		["a setting of the broker", [{ do: "settings", settings: { maxQueuedMessages: 2 } }, CONNECT]],
		["a will", [{ ...CONNECT, will: { topic: "w", payload: "gone", qos: 1, retain: false } }]],
		[
			"a topic with a wildcard",
			[
				{ do: "connect", client: "pub-1" },
				{ ...PUBLISH, topic: "a/#" },
			],
		],
		["a client that is not connected", [PUBLISH]],
		["nothing", []],
	];
	it.each(more)("is not there for what takes more: %s", (_, steps) => {
		expect(plain(steps, language)).toBeNull();
	});
});

it("has no short form in the shell where something is published while a subscriber is there", () => {
	const steps = [CONNECT, SUBSCRIBE, { do: "connect", client: "pub-1" } as const, PUBLISH];
	expect(plain(steps, "shell")).toBeNull();
	expect(plain(steps, "python")).not.toBeNull();
});

it.each<[string, readonly ScriptedStep[]]>([
	["a will", [{ ...CONNECT, will: { topic: "w", payload: "gone", qos: 1, retain: false } }]],
	["a cut cable", [CONNECT, { do: "cut", client: "sub-1" }]],
	[
		"another setting of the broker and a pause",
		[{ do: "settings", settings: { maxQueuedMessages: 2 } }, CONNECT, { do: "pause" }, { do: "resume" }],
	],
	[
		"a silent wire and a message that nobody waited for",
		[CONNECT, { do: "silence", client: "pub-1" }, { do: "connect", client: "sub-2" }, PUBLISH],
	],
	[
		"a topic with a wildcard",
		[
			{ do: "connect", client: "pub-1" },
			{ ...PUBLISH, topic: "a/#" },
		],
	],
])("says what in the steps takes more than a short form: %s", (what, steps) => {
	const lines = steps.map((step) => ({ says: sayStep(step), step }));
	for (const language of LANGUAGES) expect(whyNotPlain(lines, language)).toMatch(new RegExp(`Here there was also ${what}\\.$`));
});

it("says what a shell cannot do where the other languages have a short form", () => {
	const steps = [CONNECT, SUBSCRIBE, { do: "connect", client: "pub-1" } as const, PUBLISH].map((step) => ({ says: sayStep(step), step }));
	expect(whyNotPlain(steps, "shell")).toMatch(/^There is no short form in the shell: /);
});

const NAMES = /^(\w+) = (?:await )?connect\(/gm;
const namesOf = (clients: readonly string[], language: Language) => {
	const steps = clients.map((client) => ({ do: "connect", client, cleanSession: true }) as const);
	return [...(plain(steps, language)?.text.matchAll(NAMES) ?? [])].map(([, name]) => name);
};

it("calls each client by a name that its language allows, and no two by one name", () => {
	const clients = ["a-b", "a_b", "gate", "1x", "Ünal", "sub-1", "client-number-8", "Ä"];
	for (const language of ["python", "javascript"] as const) {
		expect(namesOf(clients, language)).toEqual([
			"a_b",
			"client_number_2",
			"gate_client",
			"client_number_4",
			"client_number_5",
			"sub_1",
			"client_number_8",
			"client_number_9",
		]);
	}
});

it("calls no client by a word of its language, or by one that the program itself uses", () => {
	const words = [
		"class",
		"let",
		"public",
		"static",
		"arguments",
		"mqtt",
		"time",
		"str",
		"int",
		"range",
		"hasattr",
		"console",
		"connect",
		"client",
	];
	for (const language of ["python", "javascript"] as const) expect(namesOf(words, language)).toEqual(words.map((word) => `${word}_client`));
});
