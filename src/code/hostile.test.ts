import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ScriptedStep } from "#script/step.ts";
import { asCode, asPlainCode, type Language } from "./code.ts";

/** Printed only by text that has become code: this word is not written in one piece anywhere. */
const MARKER = "INJECTED";
const CODE: Readonly<Record<Language, string>> = {
	python: 'print("INJ" + "ECTED")',
	javascript: 'console.log("INJ" + "ECTED")',
	shell: "printf INJ%s ECTED",
};
/** Text that ends a comment or a string in one of these languages, under some encoding. */
const ENDS = [
	"\n",
	"\r",
	"\r\n",
	"\u0085",
	"\u2028",
	"\u2029",
	"\\u000a",
	"\\x0a",
	"\\n",
	"\\N{LINE FEED}",
	"+AAo-",
	"\\",
	"\\\n",
	"*/",
	"'",
	"\\'",
	"'\n",
	'"',
	'\\"',
	'"""\n',
	"`",
	"\u0000\n",
];
/** A line of this kind, first or second in a file, tells Python how to decode the whole file (PEP 263). */
const TITLES = [
	"A lesson on coding: raw_unicode_escape in topics",
	"coding=utf-7",
	"-*- coding: unicode_escape -*-",
	"vim: set fileencoding=utf-7 :",
	"\\",
	"*/ ' \" ` \\u000a",
];

const folder = mkdtempSync(join(tmpdir(), "hostile-"));
const findPython = () => ["python3", "/usr/bin/python3"].find((program) => spawnSync(program, ["--version"]).status === 0);
const RUNNERS: readonly (readonly [Language, string | undefined, readonly string[]])[] = [
	["python", findPython(), ["-c", "import sys; compile(open(sys.argv[1], 'rb').read(), sys.argv[1], 'exec')"]],
	["javascript", process.execPath, ["--check"]],
	["shell", "sh", ["-n"]],
];

/** Libraries and commands that do not know any broker: a program gets as far as its first connection, and says so. */
beforeAll(() => {
	const put = (path: readonly string[], text: string) => {
		mkdirSync(join(folder, ...path.slice(0, -1)), { recursive: true });
		writeFileSync(join(folder, ...path), text);
	};
	put(["paho", "mqtt", "client.py"], 'MQTTv311 = 4\n\n\ndef Client(**card):\n    raise SystemExit("no broker here")\n');
	put(["node_modules", "mqtt", "package.json"], '{ "name": "mqtt", "exports": "./mqtt.mjs" }');
	put(
		["node_modules", "mqtt", "mqtt.mjs"],
		'export default { Store: class {}, UniqueMessageIdProvider: class {}, connect() { throw new Error("no broker here"); } };',
	);
	for (const name of ["mosquitto_pub", "mosquitto_sub"]) {
		put(["commands", name], "#!/bin/sh\n");
		chmodSync(join(folder, "commands", name), 0o755);
	}
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Everything that a file may name, hostile: sentences, client ids, topics, filters, payloads and wills. */
function hostileScript(language: Language): readonly { readonly says: string; readonly step: ScriptedStep }[] {
	const acts = ENDS.flatMap((end) => {
		const text = `x ${end}${CODE[language]}${end}${language === "shell" ? ";" : ""}#`;
		const publish = { do: "publish", client: text, topic: text.replace(/[+#]/g, "_"), payload: text, qos: 1, retain: false } as const;
		const steps: ScriptedStep[] = [
			...(language === "shell" ? [{ do: "connect", client: text, cleanSession: true } as const] : []),
			{ ...publish, times: 1 },
			{ ...publish, times: 2 },
			...(language === "shell"
				? []
				: ([
						{ do: "subscribe", client: text, filter: text, qos: 1 },
						{ do: "cut", client: text },
					] as const)),
		];
		return steps.map((step) => ({ says: text, step }));
	});
	const all = ENDS.map((end) => `${end}${CODE[language]}${end}`).join("");
	// Last, because it ends the program: no client is connected before, which is all that the program says.
	const will = { topic: all, payload: all, qos: 0, retain: false } as const;
	return [
		...acts,
		{ says: all, step: { do: "connect", client: `last${all}`, cleanSession: true, will } },
		{ says: all, step: { do: "subscribe", client: `last${all}`, filter: all, qos: 0 } },
	];
}

/** As hostile, and nothing but what fits in the short form. */
function hostilePlain(language: Language): ReturnType<typeof hostileScript> {
	const steps = ENDS.flatMap((end): readonly ScriptedStep[] => {
		const text = `x ${end}${CODE[language]}${end}${language === "shell" ? ";" : ""}#`;
		const publisher = `p${text}`;
		return [
			{ do: "connect", client: text, cleanSession: false },
			{ do: "subscribe", client: text, filter: text, qos: 1 },
			{ do: "disconnect", client: text },
			{ do: "connect", client: publisher, cleanSession: true },
			{ do: "publish", client: publisher, topic: text.replace(/[+#]/g, "_"), payload: text, qos: 1, retain: true, times: 2 },
			{ do: "disconnect", client: publisher },
			{ do: "connect", client: text, cleanSession: false },
			{ do: "disconnect", client: text },
		];
	});
	return steps.map((step) => ({ says: "", step }));
}

it.skipIf(findPython() === undefined)("lets no title choose the encoding in which Python reads the sentences", () => {
	const lines = [{ says: `x \\u000a${CODE.python}`, step: { do: "cut", client: "a" } } as const];
	const { text } = asCode(lines, { host: "h", port: 1, userName: null, waitSeconds: 1 }, "python", TITLES[0] ?? "");
	const path = join(folder, "title.py");
	writeFileSync(path, text);
	expect(spawnSync(findPython() ?? "", [path], { encoding: "utf8" })).toMatchObject({
		status: 0,
		stdout: "",
		stderr: "a is not connected\n",
	});
});

describe.each(RUNNERS)("a hostile script as %s", (language, program, check) => {
	// Only Python reads an encoding out of a title.
	const titles = language === "python" ? TITLES : [TITLES.join(" ")];
	const forms = titles.flatMap((title) => [[title, "whole"] as const, [title, "short"] as const]);
	it.skipIf(program === undefined).each(forms)("is read as it is written, and nothing in it becomes code: %s, %s", (title, form) => {
		const target = { host: `h${ENDS.join(CODE[language])}`, port: 1, userName: ENDS.join(CODE[language]), waitSeconds: 0 };
		const path = join(folder, "hostile.mjs");
		const code =
			form === "whole"
				? asCode(hostileScript(language), target, language, title)
				: asPlainCode(hostilePlain(language), target, language, title);
		writeFileSync(path, code?.text ?? "there is no short form");
		const checked = spawnSync(program ?? "", [...check, path], { encoding: "utf8" });
		expect(checked).toMatchObject({ status: 0, stderr: "" });
		const env = { ...process.env, PATH: `${join(folder, "commands")}${delimiter}${process.env.PATH ?? ""}` };
		const { stdout, stderr } = spawnSync(program ?? "", [path], { encoding: "utf8", env });
		expect(stdout + stderr).not.toContain(MARKER);
		expect(stderr).toMatch(language !== "shell" ? /no broker here/ : form === "whole" ? /was not connected/ : /^$/);
	});
});
