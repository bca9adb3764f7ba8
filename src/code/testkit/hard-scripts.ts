import type { ScriptLine } from "#script/runner.ts";
import { sayStep } from "#script/say-step.ts";
import type { ScriptedStep } from "#script/step.ts";

type HardScript = { readonly title: string; readonly steps: readonly ScriptLine[] };

function hard(title: string, steps: readonly ScriptedStep[]): HardScript {
	return { title, steps: steps.map((step) => ({ says: sayStep(step), step })) };
}

function publish(
	client: string,
	topic: string,
	payload: string,
	rest: { qos?: 0 | 1 | 2; retain?: boolean; times?: number } = {},
): ScriptedStep {
	return { do: "publish", client, topic, payload, qos: 1, retain: false, times: 1, ...rest };
}

/** An id that no client of the Lab may have, but that a file may name. */
export const ODD_CLIENT = '-it\'s "$HOME" `id` %p @H \\n ü🌱';
const ODD_TOPIC = "-t/'\"$(id)\\`/ü 🌱/%t @Y";
const ODD_PAYLOADS = ["-m $HOME `id` 'one' \"two\" \\n %d", "\\", "'", "", "two\nlines\n", "\t 🌱 #{x} $[y] \u202e"];

/** Strings that mean something to a shell, to a format or to a compiler; the title would name an encoding in which a comment ends early. */
export function oddStrings(client: string): HardScript {
	const { title, steps } = hard('it\'s $(odd) "coding: raw_unicode_escape"', [
		{
			do: "connect",
			client: client,
			cleanSession: false,
			will: { topic: ODD_TOPIC, payload: ODD_PAYLOADS[0] ?? "", qos: 1, retain: false },
		},
		{ do: "subscribe", client: client, filter: ODD_TOPIC, qos: 2 },
		{ do: "connect", client: "pub-1", cleanSession: true },
		...ODD_PAYLOADS.map((payload) => publish("pub-1", ODD_TOPIC, payload)),
		publish("pub-1", ODD_TOPIC, "-'#'\"$n\"#\\", { times: 3 }),
		{ do: "cut", client: client },
		{ do: "connect", client: client },
	]);
	return { title, steps: steps.map((line) => ({ ...line, says: `${line.says} \\u000aprint("INJECTED") \necho INJECTED` })) };
}

/** Ways of leaving and staying that few scripts have. */
export const RARE_STEPS = hard("rare steps", [
	{ do: "connect", client: "sub-1", cleanSession: false },
	{ do: "subscribe", client: "sub-1", filter: "plant/#", qos: 2 },
	{ do: "connect", client: "sub-2", cleanSession: true, will: { topic: "plant/will", payload: "taken over", qos: 1, retain: true } },
	{ do: "takeover", client: "sub-2" },
	{ do: "subscribe", client: "sub-2", filter: "plant/will", qos: 1 },
	{ do: "connect", client: "pub-1", cleanSession: false },
	{ do: "silence", client: "sub-1" },
	publish("pub-1", "plant/a", "into the silence", { qos: 2 }),
	publish("pub-1", "plant/a", "into the silence, too"),
	{ do: "mend", client: "sub-1" },
	{ do: "unsubscribe", client: "sub-2", filter: "plant/will" },
	{ do: "cut", client: "sub-2" },
	publish("pub-1", "plant/a", "", { retain: true }),
]);

/** A client that breaks the protocol is disconnected, and its will is published. */
export const VIOLATION = hard("a violation", [
	{ do: "connect", client: "sub-1", cleanSession: false },
	{ do: "subscribe", client: "sub-1", filter: "plant/#", qos: 1 },
	{ do: "connect", client: "bad-1", will: { topic: "plant/will", payload: "thrown out", qos: 1, retain: false } },
	{ do: "violate", client: "bad-1" },
]);
