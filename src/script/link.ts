import * as z from "zod/mini";
import { LIMITS } from "#contract/limits.ts";
import { SettingChanges } from "#contract/settings.ts";
import { deflate, fromBase64Url, inflate, toBase64Url } from "./link-bytes.ts";
import { seal, unseal } from "./link-seal.ts";
import type { ScriptLine } from "./runner.ts";
import { sayStep } from "./say-step.ts";
import { ScriptedStep } from "./step.ts";
import { stepFaults } from "./step-faults.ts";

const title = z.string().check(z.minLength(1), z.maxLength(120));

const LinkedLine = z.strictObject({
	/** If left out, the sentence is what sayStep() says. */
	says: z.optional(z.string().check(z.minLength(1), z.maxLength(300))),
	step: ScriptedStep,
	goesOn: z.optional(z.literal("sent")),
});

/** The content of a link, as JSON. A lesson is checked by the code that knows lessons. */
const Linked = z.discriminatedUnion("kind", [
	z.strictObject({
		kind: z.literal("script"),
		title,
		broker: z.optional(SettingChanges),
		steps: z.array(LinkedLine).check(z.minLength(1), z.maxLength(LIMITS.recordedSteps)),
	}),
	z.strictObject({ kind: z.literal("lesson"), lesson: z.unknown() }),
]);

export type LinkedScript = {
	readonly kind: "script";
	readonly title: string;
	readonly steps: readonly ScriptLine[];
	/** The broker settings that the script needs. */
	readonly broker?: SettingChanges | undefined;
};
/** `lesson`: not checked when the link is read. */
export type LinkedLesson = { readonly kind: "lesson"; readonly lesson: unknown };

export type PackedLink = { readonly ok: true; readonly fragment: string } | { readonly ok: false; readonly says: string };
export type OpenedLink = { readonly ok: true; readonly what: LinkedScript | LinkedLesson } | { readonly ok: false; readonly says: string };

const TOO_LONG = `This is too long for a link, which has room for ${LIMITS.linkCharacters} characters. Save it as a file instead.`;
const UNREADABLE = "This link was read without loss, but what stands in it is neither a script nor a lesson of Slow Wire.";

/** The fragment of an address that carries a whole script or lesson: nothing of it is kept anywhere else. */
export async function packLink(what: LinkedScript | LinkedLesson): Promise<PackedLink> {
	const fault = what.kind === "script" ? scriptFault(what) : null;
	if (fault !== null) return { ok: false, says: fault };
	const bytes = new TextEncoder().encode(JSON.stringify(what.kind === "script" ? shortened(what) : what));
	if (bytes.length > LIMITS.lessonCharacters) return { ok: false, says: TOO_LONG };
	const fragment = seal(toBase64Url(await deflate(bytes)));
	return fragment.length > LIMITS.linkCharacters ? { ok: false, says: TOO_LONG } : { ok: true, fragment };
}

/** Never throws: whatever happened to the link on its way is reported. */
export async function readLink(fragment: string): Promise<OpenedLink> {
	const opened = unseal(fragment.startsWith("#") ? fragment.slice(1) : fragment);
	if (!opened.ok) return opened;
	const bytes = fromBase64Url(opened.sealed);
	const text = bytes === null ? null : await inflate(bytes, LIMITS.lessonCharacters);
	const found = text === null ? null : Linked.safeParse(parsed(text));
	if (found === null || !found.success) return { ok: false, says: UNREADABLE };
	if (found.data.kind === "lesson") return { ok: true, what: found.data };
	const { title, broker, steps } = found.data;
	const script: LinkedScript = {
		kind: "script",
		title,
		...(broker === undefined ? {} : { broker }),
		steps: steps.map(({ says, step, goesOn }) => ({ says: says ?? sayStep(step), step, ...(goesOn === undefined ? {} : { goesOn }) })),
	};
	const fault = scriptFault(script);
	return fault === null ? { ok: true, what: script } : { ok: false, says: fault };
}

function scriptFault({ title: heading, steps }: LinkedScript): string | null {
	if (steps.length === 0) return "There is no step to share yet: what is done in the Lab is what a link carries.";
	if (!title.safeParse(heading).success) return "The title of a script has 1 to 120 characters.";
	const [fault] = stepFaults(steps.map(({ step }) => step));
	if (fault === undefined) return null;
	return fault.at === null ? `In this script ${fault.says}.` : `Step ${fault.at + 1} of this script cannot be made: ${fault.says}.`;
}

/** The lines without those sentences that the reader's page writes by itself. */
function shortened({ kind, title, broker, steps }: LinkedScript): unknown {
	return { kind, title, broker, steps: steps.map((line) => ({ ...line, says: line.says === sayStep(line.step) ? undefined : line.says })) };
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
