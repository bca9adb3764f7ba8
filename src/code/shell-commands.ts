import type { Act, Card } from "./plan.ts";
import { burstPieces, formatQuoted, shellQuoted } from "./quote.ts";
import type { ShellAsked } from "./shell-roles.ts";

/** Seconds: the mosquitto clients accept 5 to 65535. */
export function keepAliveThere(keepAlive: number): number {
	return keepAlive === 0 ? 65_535 : Math.max(5, keepAlive);
}

/** One mosquitto_sub: its card, its subscriptions and its output format. */
export function comeCommand(
	does: "come" | "takeover",
	number: number,
	client: string,
	card: Card,
	asked: ShellAsked,
	leaves: string | null,
): string {
	const { cleanSession, keepAlive, will } = card;
	const filters = asked.filters.map((filter) => `-t ${shellQuoted(filter)}`);
	const words = [
		does,
		String(number),
		shellQuoted(client),
		...(cleanSession ? [] : ["-c"]),
		`-k ${keepAliveThere(keepAlive)}`,
		...(filters.length === 0 ? [] : [...filters, `-q ${asked.qos}`]),
		...(leaves === null ? [] : [`-U ${shellQuoted(leaves)}`]),
		...(will === null ? [] : [`--will-topic ${shellQuoted(will.topic)}`]),
		...(will === null || will.payload === "" ? [] : [`--will-payload ${shellQuoted(will.payload)}`]),
		...(will === null ? [] : [`--will-qos ${will.qos}`]),
		...(will?.retain ? ["--will-retain"] : []),
		`-F ${shellQuoted(`${formatQuoted(client)} %t %p qos=%q retain=%r`)}`,
	];
	return words.join(" ");
}

type Publish = Extract<Act, { do: "publish" }>;

/** One mosquitto_pub per message. */
export function pubCommands({ topic, payload, qos, retain, times }: Publish, id: string, cleanSession: boolean): readonly string[] {
	const words = [
		"pub",
		`-i ${shellQuoted(id)}`,
		...(cleanSession ? [] : ["-c"]),
		`-q ${qos}`,
		...(retain ? ["-r"] : []),
		`-t ${shellQuoted(topic)}`,
	].join(" ");
	if (times === 1) return [`${words} ${payload === "" ? "-n" : `-m ${shellQuoted(payload)}`}`];
	const numbered = burstPieces(payload).map(shellQuoted).join('"$n"');
	return ["n=1", `while [ "$n" -le ${times} ]; do`, `\t${words} -m ${numbered}`, "\tn=$((n + 1))", "done"];
}
