import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { outsideOfLayers, SHARED, sheetName, strangers } from "./sheets.ts";

/** Which part may import which. A new part gets a line here first. */
const LOGIC = ["mqtt", "contract", "model"];
const SCRIPTED = [...LOGIC, "story", "traffic", "room", "drawn", "lab", "script"];
const TRIED = [...SCRIPTED, "trial", "course", "rules", "code", "recording", "export"];
const VIEWS = [
	"stage",
	"bench",
	"transport",
	"ledger",
	"log",
	"settings",
	"landing",
	"lessons",
	"matrix",
	"questions",
	"share",
	"door",
	"tape",
	"inspector",
	"exchange",
	"compare",
	"people",
	"screen",
	"seat",
];
const HOST = [...LOGIC, "engine", "host"];
const EVERYTHING = [...TRIED, ...HOST, ...VIEWS, "kit", "words", "crowd", "app", "home", "server"];
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
	mqtt: [],
	contract: ["mqtt"],
	model: ["contract", "mqtt"],
	story: [...LOGIC, "traffic"],
	traffic: LOGIC,
	engine: LOGIC,
	host: [...LOGIC, "engine"],
	room: LOGIC,
	drawn: [...LOGIC, "story", "room"],
	lab: ["contract", "mqtt"],
	script: [...LOGIC, "story", "traffic", "drawn", "lab", "room"],
	trial: SCRIPTED,
	course: [...SCRIPTED, "trial"],
	rules: [...SCRIPTED, "trial"],
	code: SCRIPTED,
	/** A room's past as a file. */
	recording: SCRIPTED,
	/** The same for other programs. */
	export: [...LOGIC, "story", "traffic", "recording"],
	kit: [],
	words: [...TRIED, "kit"],
	/** Many clients at once: how each stands, and what draws them. */
	crowd: [...SCRIPTED, "kit"],
	...Object.fromEntries(VIEWS.map((view) => [view, [...TRIED, "kit", "words", "crowd"]])),
	app: [...TRIED, "kit", "words", "crowd", ...VIEWS],
	home: EVERYTHING,
	fidelity: EVERYTHING,
	e2e: EVERYTHING,
	server: HOST,
};
/** The engine runs in a browser too: this is all of Node that it may ask for, and it asks by import, never by a global. */
const ENGINE_NODE = ["node:events", "node:stream", "node:buffer"];
/** What a pure part may not know of: clocks, chance, machine, page. */
const IMPURE =
	/(?<![.\w$"'`-])(Date|performance|setTimeout|setInterval|setImmediate|queueMicrotask|crypto|console|document|window|process|localStorage|fetch|WebSocket|Math\.random)\b(?!\s*[?]?:)/;
export const MOST_LINES = 300;

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const IMPORT =
	/(?:^|\n)\s*(?:import|export)\s[^;]*?from\s*["']([^"']+)["']|(?:^|\n)\s*import\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/g;

export type Source = {
	readonly name: string;
	readonly part: string;
	/** A test, or what only tests are built with. */
	readonly isTest: boolean;
	readonly text: string;
	readonly imports: readonly string[];
};

export function sources(folder: string): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && /\.(?:tsx?|css)$/.test(entry.name))
		.map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

export function readSource(path: string): Source {
	return sourceOf(path.slice(ROOT.length).split(sep).join("/"), readFileSync(path, "utf8"));
}

export function sourceOf(name: string, text: string): Source {
	const [top = "", second = ""] = name.split("/");
	const imports = [...text.matchAll(IMPORT)].map(([, from, bare, late]) => from ?? bare ?? late ?? "");
	const isTest = /\.test\.tsx?$|\/testkit\//.test(name);
	return { name, part: top === "server" ? "server" : second, isTest, text, imports };
}

const NOT_CODE = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/g;

/** The code without comments and strings: words in sentences are free. */
function bare(text: string): string {
	return text.replace(NOT_CODE, " ");
}

/** Texts in quotes that are more than one word. What an exception says is for the person that mends the bug: no visitor reads it. */
function sentences(text: string): string[] {
	return (text.replace(/throw new \w*Error\([^;]*\);/g, "").match(NOT_CODE) ?? []).filter(
		(one) => !one.startsWith("/") && /\p{L} | \p{L}/u.test(one),
	);
}

/** The path of an imported file of ours; null for a package. */
function target(importer: string, from: string): string | null {
	if (from.startsWith("#server/")) return from.slice(1);
	if (from.startsWith("#")) return `src/${from.slice(1)}`;
	return from.startsWith("./") ? `${importer.slice(0, importer.lastIndexOf("/"))}${from.slice(1)}` : null;
}

function partOf(path: string): string {
	const [top = "", second = ""] = path.split("/");
	return top === "server" ? "server" : second;
}

type Rule = (files: readonly Source[]) => string[];

const each =
	(complain: (file: Source) => readonly string[]): Rule =>
	(files) =>
		files.flatMap((file) => complain(file).map((what) => `${file.name}: ${what}`));

export const RULES = {
	"has no part that the table of imports does not know": each(({ name, part }) =>
		part in MAY_IMPORT || name === "src/house.test.ts" || part === "testkit" ? [] : [`no part ${part}`],
	),
	"is built in one direction: each part imports only what stands below it": each(({ name, part, isTest, imports }) =>
		imports
			.map((from) => target(name, from))
			.filter((path) => path !== null)
			.map(partOf)
			// A test may set up whatever it tries its part with; but views stay strangers even there.
			.filter((other) => other !== part && !MAY_IMPORT[part]?.includes(other) && !(isTest && !VIEWS.includes(other)))
			.map((other) => `${part} may not import ${other}`),
	),
	"names files in full: ./x.ts beside and below, #part/x.ts elsewhere, never ../": each(({ name, imports }) => {
		const folder = name.slice(0, name.lastIndexOf("/") + 1);
		return imports.filter((from) => {
			if (from.startsWith("..")) return true;
			if (from.startsWith("#")) return !/\.(?:tsx?|css)$/.test(from) || target(name, from)?.startsWith(folder) === true;
			return from.startsWith(".") && !/^\.\/.+\.(?:tsx?|css|svg)$/.test(from);
		});
	}),
	"keeps what tests are built with in testkit folders, for tests alone": each(({ part, isTest, imports }) =>
		isTest || part === "e2e" ? [] : imports.filter((from) => from.includes("/testkit/") || /\.test\.tsx?$/.test(from)),
	),
	"has no circle of files, not of types either": circles,
	"has no two types of one name that others may import": sameTypes,
	"knows MQTT without the help of any package": each(({ part, isTest, imports }) =>
		part === "mqtt" && !isTest ? imports.filter((from) => target("src/mqtt/x", from) === null) : [],
	),
	"asks Node for nothing outside of the host, and in the engine only for what a browser can be given": each(
		({ part, isTest, imports, text }) => {
			if (isTest || ["server", "e2e", "fidelity"].includes(part)) return [];
			const allowed = part === "engine" ? ENGINE_NODE : [];
			const asked = imports.filter((from) => from.startsWith("node:") && !allowed.includes(from));
			const isGlobal =
				["engine", "host"].includes(part) &&
				/(?<![.\w])(?:Buffer|process)\b(?!\s*[?]?:)/.test(bare(text)) &&
				!imports.includes("node:buffer");
			return isGlobal ? [...asked, "a global of Node"] : asked;
		},
	),
	"has one place where mqtt.js is used, and takes its default export there": each(({ part, isTest, imports, text }) => {
		if (isTest || part === "e2e" || part === "fidelity" || !imports.includes("mqtt")) return [];
		if (part !== "lab") return ["only src/lab speaks through mqtt.js"];
		return /import\s+\{[^}]*\}\s+from\s+"mqtt"/.test(text) ? ["the named import breaks in the browser"] : [];
	}),
	"reads and writes MQTT with its own codec; mqtt-packet is the oracle of tests": each(({ name, part, isTest, imports }) =>
		// What Aedes writes with is made ready before the host serves.
		isTest || part === "e2e" || part === "fidelity" || name === "server/number-table.ts"
			? []
			: imports.filter((from) => from === "mqtt-packet"),
	),
	"keeps clocks, chance, machine and page out of mqtt, contract, model, story and host": each(({ part, isTest, text }) => {
		const found = [...LOGIC, "story", "host"].includes(part) && !isTest ? bare(text).match(IMPURE) : null;
		return found === null ? [] : [found[1] ?? ""];
	}),
	"says nothing in English in the model: words are the story's": each(({ part, isTest, text }) =>
		part === "model" && !isTest ? sentences(text) : [],
	),
	"cuts a text in one place": each(({ name, isTest, text }) =>
		isTest || name === "src/mqtt/cut.ts" ? [] : (text.match(/\.(?:slice|substring|substr)\([^()\n]*\)\}…/g) ?? []),
	),
	"has no file of more than 300 lines": each(({ text }) => {
		const lines = text.split("\n").length - 1;
		return lines > MOST_LINES ? [`${lines} lines`] : [];
	}),
	"has one sheet for a component, of its name, and for several components what is listed as shared": (files) =>
		files.filter(isSheet).flatMap(({ name }) => {
			const component = files.find((file) => file.name === name.replace(/\.css$/, ".tsx"));
			const own = component?.imports.includes(`./${sheetName(name)}.css`) === true;
			return own || name in SHARED ? [] : [`${name}: no component of its name imports it`];
		}),
	"dresses a component in its own sheet, in shared ones and in the kit's": each(({ name, imports }) =>
		imports
			.map((from) => target(name, from) ?? "")
			.filter((path) => path.endsWith(".css") && path !== name.replace(/\.tsx$/, ".css") && !(path in SHARED) && partOf(path) !== "kit"),
	),
	"has no two sheets of one name": sameNames,
	"puts every rule of a sheet in a layer of its part": each((file) => (isSheet(file) ? outsideOfLayers(file) : [])),
	"begins the classes of a sheet with its name: each selector has one": each((file) => (isSheet(file) ? strangers(file) : [])),
} satisfies Record<string, Rule>;

function isSheet({ name }: Source): boolean {
	return name.endsWith(".css");
}

/** Classes are the whole page's: two sheets of one name would set the same ones. */
function sameNames(files: readonly Source[]): string[] {
	const names = files.filter(isSheet).map(({ name }) => sheetName(name));
	return names.filter((one, at) => names.indexOf(one) !== at);
}

/** One word has one meaning. */
function sameTypes(files: readonly Source[]): string[] {
	const named = files.flatMap(({ name, text }) =>
		[...text.matchAll(/^export (?:type|class) ([A-Z]\w*)/gm)].map(([, type]) => ({ name, type })),
	);
	return named.filter((one, at) => named.findIndex(({ type }) => type === one.type) < at).map(({ name, type }) => `${name}: ${type}`);
}

/** Every circle of imports, once, as the files that close it. Each file is looked at once: on the way, or done. */
function circles(files: readonly Source[]): string[] {
	const byName = new Map(files.map((file) => [file.name, file]));
	const done = new Set<string>();
	const way: string[] = [];
	const found: string[] = [];
	const visit = (name: string): void => {
		const since = way.indexOf(name);
		if (since !== -1) return void found.push([...way.slice(since), name].join(" -> "));
		const file = byName.get(name);
		if (file === undefined || done.has(name)) return;
		way.push(name);
		for (const from of file.imports) {
			const path = target(name, from);
			if (path !== null) visit(path);
		}
		way.pop();
		done.add(name);
	};
	for (const { name } of files) visit(name);
	return found;
}

/** These say of several files together what is wrong, and only once; any other rule says it of each file by itself. */
export const TOGETHER: readonly Rule[] = [circles, sameNames, sameTypes];
