import type { EventOf } from "#contract/event.ts";
import { many } from "#contract/many.ts";
import type { Family } from "#story/family.ts";
import { asSentence } from "#story/phrases.ts";

/** A client that stood at the door is named by its client id, if it has given one, or else by where it comes from. The narrator stays with what happens in the room: the list at the door has the whole. */
export const DOOR_WORDS: Family<"door.knocked"> = {
	"door.knocked": {
		line: (event) => ({ kind: "door", clientIds: [], message: null, text: lineText(event), clause: event.clause }),
		narration: () => null,
	},
};

const OUTCOME: Readonly<Record<EventOf<"door.knocked">["outcome"], string>> = {
	refused: "Refused at the door",
	lobby: "Led to the lobby",
	ended: "Let in, and then closed",
};

function lineText(event: EventOf<"door.knocked">): string {
	const { clientId, from, outcome, times, unlisted, says } = event;
	const led = OUTCOME[outcome];
	const often = times > 1 ? `, ${times} times` : "";
	const others = unlisted > 0 ? ` And ${many(unlisted, "other visit")} that the list does not hold.` : "";
	return `${led}: ${clientId || from}${often}. ${asSentence(says)}${others}`;
}
