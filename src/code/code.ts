import type { ScriptLine } from "#script/runner.ts";
import { asJavaScript } from "./javascript.ts";
import { plainPlan } from "./plain.ts";
import { plainJavaScript } from "./plain-javascript.ts";
import { plainPython } from "./plain-python.ts";
import { plainShell } from "./plain-shell.ts";
import { planOf } from "./plan.ts";
import { asPython } from "./python.ts";
import { commented, fileNameOf } from "./quote.ts";
import { asShell } from "./shell.ts";
import type { BrokerAddress } from "./written.ts";

export type Language = "python" | "javascript" | "shell";
type Exported = {
	readonly text: string;
	readonly fileName: string;
	/** What the code cannot do in the way the Lab does it, one sentence each. */
	readonly remarks: readonly string[];
	/** Whether the clients of the code receive what those of the Lab do. False: a remark says why not. */
	readonly faithful: boolean;
};

const WRITERS = {
	python: { write: asPython, plain: plainPython, ending: "py" },
	javascript: { write: asJavaScript, plain: plainJavaScript, ending: "mjs" },
	shell: { write: asShell, plain: plainShell, ending: "sh" },
} as const;

/** Scripted steps as a program that runs anywhere. The program prints a line for each message that one of its clients receives. */
export function asCode(steps: readonly ScriptLine[], target: BrokerAddress, language: Language, title: string): Exported {
	const { write, ending } = WRITERS[language];
	const plan = planOf(steps);
	const { text, remarks, faithful } = write(plan, target, title);
	return {
		text,
		fileName: fileNameOf(title, ending),
		remarks: [...new Set([...plan.remarks, ...remarks])],
		faithful: plan.faithful && faithful,
	};
}

/** The same as a program of a few lines that a beginner can read; null where it takes more than that. */
export function asPlainCode(
	steps: readonly ScriptLine[],
	target: BrokerAddress,
	language: Language,
	title: string,
): Pick<Exported, "text" | "fileName"> | null {
	const plan = plainPlan(planOf(steps));
	const { plain, ending } = WRITERS[language];
	const text = plan === null ? null : plain(plan, target, title);
	return text === null ? null : { text, fileName: fileNameOf(title, ending) };
}

const SIGNS: Readonly<Record<Language, string>> = { python: "#", javascript: "//", shell: "#" };

/** The program with these sentences as comments before all else, below the line that names its interpreter. */
export function prefaced(text: string, sentences: readonly string[], language: Language): string {
	if (sentences.length === 0) return text;
	const lines = text.split("\n");
	const first = lines[0]?.startsWith("#!") ? 1 : 0;
	return [...lines.slice(0, first), ...sentences.map((says) => `${SIGNS[language]} ${commented(says)}`), ...lines.slice(first)].join("\n");
}
