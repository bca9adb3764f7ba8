import type { Visitor } from "#contract/door.ts";
import { legible } from "#kit/legible.ts";
import type { AtDoor } from "#model/world.ts";
import { timeText } from "#story/phrases.ts";

/** A field as the list writes it. Not there: the visitor never got so far. Null: there is no such field. */
export function fieldText(field: string | number | null | undefined): string {
	if (field === undefined) return "–";
	if (field === null) return "none";
	return field === "" ? "“”" : legible(String(field), true);
}

/** What the visitor was told. */
export function answerText({ answer, outcome }: Visitor): string {
	if (outcome === "lobby") return "It was let in, and is in the lobby.";
	if (outcome === "ended") return "It was let in with CONNACK 0. Then the connection was closed.";
	if (answer === null) return "The connection was closed without an answer.";
	if (answer >= 100) return `It was answered with HTTP ${answer} and a sentence.`;
	return `It was answered with CONNACK ${answer}${CODES[answer] ?? ""}. Then the connection was closed.`;
}

/** [3.1.1 table 3.1] */
const CODES: Readonly<Record<number, string>> = {
	1: ", unacceptable protocol version",
	2: ", identifier rejected",
	3: ", server unavailable",
	4: ", bad user name or password",
	5: ", not authorized",
};

/** One line for each visitor, the newest first, to be pasted into a mail. */
export function doorText(visitors: readonly AtDoor[]): string {
	return visitors
		.map((one) => {
			const { at, times, from, says, advice, hex } = one;
			const often = times > 1 ? ` (${times} times)` : "";
			const who = `client id ${fieldText(one.clientId)}, user name ${fieldText(one.userName)}, level ${fieldText(one.level)}`;
			return `${timeText(at).padStart(8)}${often}  ${from}  ${who}  ${hex || "no bytes"}  ${legible(says, true)}. ${legible(advice, true)}`;
		})
		.join("\n");
}
