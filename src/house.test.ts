import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

/** Which part may import which. A new part gets a line here first. */
const LOGIC = ["mqtt", "contract", "model"];
const SCRIPTED = [...LOGIC, "room", "lab", "script"];
const BELOW_VIEWS = [...SCRIPTED, "trial", "course", "code", "kit"];
const VIEWS = ["stage", "bench", "transport", "ledger", "log", "settings", "landing", "lessons", "matrix", "share"];
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
	mqtt: [],
	contract: ["mqtt"],
	model: ["contract", "mqtt"],
	engine: LOGIC,
	room: LOGIC,
	lab: ["contract", "mqtt"],
	script: [...LOGIC, "lab", "room"],
	trial: SCRIPTED,
	course: [...SCRIPTED, "trial"],
	code: SCRIPTED,
	kit: [],
	...Object.fromEntries(VIEWS.map((view) => [view, BELOW_VIEWS])),
	app: [...BELOW_VIEWS, ...VIEWS],
	e2e: LOGIC,
	server: ["engine", ...LOGIC],
};
/** The engine runs in a browser too: this is all of Node that it may ask for. */
const ENGINE_NODE = ["node:events", "node:stream", "node:buffer"];
/** What a pure part may not know of: clocks, chance, machine, page. */
const IMPURE =
	/(?<![.\w$"'`-])(Date|performance|setTimeout|setInterval|setImmediate|queueMicrotask|crypto|console|document|window|process|localStorage|fetch|WebSocket|Math\.random)\b(?!\s*[?]?:)/;

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const IMPORT =
	/(?:^|\n)\s*(?:import|export)\s[^;]*?from\s*["']([^"']+)["']|(?:^|\n)\s*import\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/g;

const files = ["src", "server"].flatMap((folder) => sources(join(ROOT, folder))).map(readSource);

function sources(folder: string): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
		.map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

function readSource(path: string) {
	const text = readFileSync(path, "utf8");
	const name = path.slice(ROOT.length).split(sep).join("/");
	const [top = "", second = ""] = name.split("/");
	const imports = [...text.matchAll(IMPORT)].map(([, from, bare, late]) => from ?? bare ?? late ?? "");
	return { name, part: top === "server" ? "server" : second, isTest: /\.test\.tsx?$/.test(name), text, imports };
}

/** The code without comments and strings: words in sentences are free. */
function bare(text: string): string {
	return text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/g, " ");
}

function complaints(complain: (file: (typeof files)[number]) => readonly string[]): string[] {
	return files.flatMap((file) => complain(file).map((what) => `${file.name}: ${what}`));
}

describe("the house", () => {
	test("has no part that the table of imports does not know", () => {
		expect(complaints(({ name, part }) => (part in MAY_IMPORT || name === "src/house.test.ts" ? [] : [part]))).toEqual([]);
	});

	test("is built in one direction: each part imports only what stands below it", () => {
		const wrong = complaints(({ part, isTest, imports }) =>
			imports
				.filter((from) => from.startsWith("#"))
				.map((from) => from.slice(1).split("/")[0] ?? "")
				// A test may set up whatever it tries its part with; but views stay strangers even there.
				.filter((other) => other !== part && !MAY_IMPORT[part]?.includes(other) && !(isTest && !VIEWS.includes(other)))
				.map((other) => `${part} may not import ${other}`),
		);
		expect(wrong).toEqual([]);
	});

	test("names files in full: ./x.ts beside, #part/x.ts elsewhere, never ../", () => {
		const wrong = complaints(({ imports, part }) =>
			imports.filter((from) => {
				if (from.startsWith("..")) return true;
				if (from.startsWith("#")) return from.startsWith(`#${part}/`) || !/\.(?:tsx?|css)$/.test(from);
				return from.startsWith(".") && !/^\.\/.+\.(?:tsx?|css|svg)$/.test(from);
			}),
		);
		expect(wrong).toEqual([]);
	});

	test("knows MQTT without the help of any package", () => {
		expect(
			complaints(({ part, isTest, imports }) => (part === "mqtt" && !isTest ? imports.filter((from) => !from.startsWith("./")) : [])),
		).toEqual([]);
	});

	test("asks Node for nothing outside of the host, and in the engine only for what a browser can be given", () => {
		const wrong = complaints(({ part, isTest, imports }) => {
			const allowed = part === "engine" ? ENGINE_NODE : [];
			if (isTest || part === "server" || part === "e2e") return [];
			return imports.filter((from) => from.startsWith("node:") && !allowed.includes(from));
		});
		expect(wrong).toEqual([]);
	});

	test("has one place where mqtt.js is used, and takes its default export there", () => {
		const wrong = complaints(({ part, isTest, imports, text }) => {
			if (isTest || part === "e2e" || !imports.includes("mqtt")) return [];
			if (part !== "lab") return ["only src/lab speaks through mqtt.js"];
			return /import\s+\{[^}]*\}\s+from\s+"mqtt"/.test(text) ? ["the named import breaks in the browser"] : [];
		});
		expect(wrong).toEqual([]);
	});

	test("keeps clocks, chance, machine and page out of mqtt, contract and model", () => {
		const wrong = complaints(({ part, isTest, text }) => {
			const found = LOGIC.includes(part) && !isTest ? bare(text).match(IMPURE) : null;
			return found === null ? [] : [found[1] ?? ""];
		});
		expect(wrong).toEqual([]);
	});

	test("has no file of more than 300 lines", () => {
		expect(complaints(({ text }) => (text.split("\n").length > 301 ? [`${text.split("\n").length - 1} lines`] : []))).toEqual([]);
	});
});
