import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { MOST_LINES, ROOT, RULES, readSource, sourceOf, sources, TOGETHER } from "./testkit/house.ts";

describe("the house", () => {
	const files = ["src", "server"].flatMap((folder) => sources(join(ROOT, folder))).map(readSource);
	test.each(Object.entries(RULES))("%s", (_, rule) => {
		expect(rule(files)).toEqual([]);
	});
});

/** Each rule holds only as far as it notices: one file that breaks it, or two. */
const BROKEN: Readonly<Record<keyof typeof RULES, readonly (readonly [name: string, text: string])[]>> = {
	"has no part that the table of imports does not know": [["src/attic/x.ts", ""]],
	"is built in one direction: each part imports only what stands below it": [
		["src/model/x.ts", 'import { a } from "#story/a.ts";'],
		["src/stage/x.test.ts", 'import { a } from "#bench/a.ts";'],
		["src/engine/x.ts", 'const a = await import("#server/a.ts");'],
	],
	"names files in full: ./x.ts beside and below, #part/x.ts elsewhere, never ../": [
		["src/model/deep/x.ts", 'import { a } from "../a.ts";'],
		["src/model/x.ts", 'import { a } from "./a";'],
		["src/model/x.ts", 'import { a } from "#model/deep/a.ts";'],
	],
	"keeps what tests are built with in testkit folders, for tests alone": [["src/model/x.ts", 'import { a } from "./testkit/a.ts";']],
	"has no circle of files, not of types either": [
		["src/model/a.ts", 'import type { B } from "./b.ts";'],
		["src/model/b.ts", 'import type { C } from "#model/deep/c.ts";'],
		["src/model/deep/c.ts", 'export type { A } from "#model/a.ts";'],
	],
	"has no two types of one name that others may import": [
		["src/model/a.ts", "export type Word = string;"],
		["src/story/b.ts", "export type Word = number;"],
	],
	"knows MQTT without the help of any package": [["src/mqtt/x.ts", 'import * as z from "zod/mini";']],
	"asks Node for nothing outside of the host, and in the engine only for what a browser can be given": [
		["src/room/x.ts", 'import { Buffer } from "node:buffer";'],
		["src/engine/x.ts", 'import { readFileSync } from "node:fs";'],
		["src/engine/x.ts", "const a = Buffer.from([]);"],
	],
	"has one place where mqtt.js is used, and takes its default export there": [
		["src/room/x.ts", 'import mqtt from "mqtt";'],
		["src/lab/x.ts", 'import { connect } from "mqtt";'],
	],
	"reads and writes MQTT with its own codec; mqtt-packet is the oracle of tests": [
		["src/engine/x.ts", 'import packet from "mqtt-packet";'],
	],
	"keeps clocks, chance, machine and page out of mqtt, contract, model, story and host": [
		["src/story/x.ts", "const now = Date.now();"],
		["src/host/x.ts", "setTimeout(close, 1_000);"],
	],
	"says nothing in English in the model: words are the story's": [
		["src/model/x.ts", 'const says = "Queue full";'],
		["src/model/x.ts", "// It isn't.\nconst says = 'was gone';"],
	],
	"cuts a text in one place": [["src/tape/x.ts", "const short = `$\u007btext.slice(0, most - 1)}…`;"]],
	"has no file of more than 300 lines": [
		["src/model/x.ts", "a\n".repeat(MOST_LINES + 1)],
		["src/log/x.css", "a\n".repeat(MOST_LINES + 1)],
	],
	"has one sheet for a component, of its name, and for several components what is listed as shared": [
		["src/stage/x.css", "@layer view { .x { left: 0 } }"],
	],
	"dresses a component in its own sheet, in shared ones and in the kit's": [["src/stage/x.tsx", 'import "./wire-layer.css";']],
	"has no two sheets of one name": [
		["src/stage/x.css", ""],
		["src/bench/x.css", ""],
	],
	"puts every rule of a sheet in a layer of its part": [
		["src/stage/x.css", ".x { left: 0 }"],
		["src/stage/x.css", "@media print { .x { left: 0 } }"],
		["src/stage/x.css", "@layer app { .x { left: 0 } }"],
	],
	"begins the classes of a sheet with its name: each selector has one": [
		["src/stage/x.css", "@layer view { .x, .y { left: 0 } }"],
		["src/stage/x.css", "@layer view { .xy { left: 0 } }"],
		["src/stage/x.css", "@layer view { @media print { .y { left: 0 } } }"],
		["src/stage/x.css", "@layer view { @keyframes y { to { left: 0 } } }"],
	],
};

describe("each rule of the house notices what breaks it", () => {
	test.each(Object.entries(BROKEN))("%s", (name, broken) => {
		const rule = RULES[name as keyof typeof RULES];
		const files = broken.map(([path, text]) => sourceOf(path, `\n${text}`));
		if (TOGETHER.includes(rule)) expect(rule(files)).toHaveLength(1);
		else for (const file of files) expect(rule([file]), `${file.name}: ${file.text.slice(0, 80)}`).not.toEqual([]);
	});
});
