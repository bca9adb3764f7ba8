import type { EventOf } from "#contract/event.ts";
import { drawnText } from "#story/drawn-text.ts";
import type { Family } from "#story/family.ts";
import { asSentence, many } from "#story/phrases.ts";
import { visitorName } from "#story/visitor-name.ts";

/** Who stood at the door. The narrator stays with what happens in the room: the list at the door has the whole. */
export const DOOR_WORDS: Family<"door.knocked"> = {
	"door.knocked": {
		line: (event) => ({ kind: "door", clientIds: [], message: null, text: lineText(event), clause: event.clause }),
		narration: () => null,
	},
};

function lineText(event: EventOf<"door.knocked">): string {
	const { outcome, times, unlisted, says } = event;
	const led = outcome === "lobby" ? "Led to the lobby" : "Refused at the door";
	const often = times > 1 ? `, ${times} times` : "";
	const others = unlisted > 0 ? ` And ${many(unlisted, "other visit")} that the list does not hold.` : "";
	return drawnText(`${led}: ${visitorName(event)}${often}. ${asSentence(says)}${others}`);
}
