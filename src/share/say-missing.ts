import { LIMITS } from "#contract/limits.ts";
import { many } from "#contract/many.ts";
import { legible, shortWords } from "#kit/legible.ts";
import type { World } from "#model/world.ts";
import { clientsOf } from "#script/cast.ts";
import type { Recording } from "#script/recorder.ts";
import { joined } from "#story/phrases.ts";

/** Names that one sentence takes. */
const NAMES = 4;

/**
 * What was done in the room and is not in the recording of this page, a sentence each; none: the recording is whole. A script that is taken
 * out of the room says this first: otherwise a part would pass for the whole.
 */
export function sayMissing(recording: Recording, { clients }: Pick<World, "clients">, page: string): readonly string[] {
	const { cutOff, earlier, reloaded, steps } = recording;
	const cast = new Set(clientsOf(steps.map(({ step }) => step)));
	const others = Object.values(clients)
		.filter(({ clientId, origin }) => origin.kind === "guest" || (origin.page !== page && !cast.has(clientId)))
		.map(({ clientId }) => clientId);
	return [
		...(cutOff ? [`More was done than this page remembers: only the last ${LIMITS.recordedSteps} steps are here.`] : []),
		...(earlier === null ? [] : [sayEarlier(earlier)]),
		...(others.length === 0 ? [] : [`What ${names(others)} did is missing: this page knows only the steps of its own clients.`]),
		...(reloaded.length === 0
			? []
			: [
					`This page was loaded again in between: the cut of ${names(reloaded)} stands for that. A page that is loaded again also loses its clients’ own copies of unacknowledged messages; these steps keep them and send them again.`,
				]),
	];
}

function sayEarlier({ clients, messages }: NonNullable<Recording["earlier"]>): string {
	const sent = messages === 0 ? "" : ` and ${many(messages, "message")} had been published`;
	return `What was done before this page came is missing: ${names(clients)} had been here${sent}. To have it all, start over from the Tests menu and do it again.`;
}

function names(all: readonly string[]): string {
	const shown = all.slice(0, NAMES).map((name) => shortWords(legible(name, true)));
	const rest = all.length - shown.length;
	return joined(rest === 0 ? shown : [...shown, `${rest} more`]);
}
