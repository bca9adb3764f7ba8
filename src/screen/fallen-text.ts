import type { Fallen } from "#model/world.ts";
import { list } from "#story/phrases.ts";
import { sayEnd, sayGivenUp } from "#story/say-given-up.ts";

/** What lies under a floor, the newest reason with all that fell for the same one: "m1, m2 and m3 dropped." Null: nothing fell. */
export function fallenText(fallen: readonly Fallen[]): { readonly head: string; readonly says: string; readonly last: Fallen } | null {
	const last = fallen.at(-1);
	if (last === undefined) return null;
	const says = `${sayGivenUp(last)}.`;
	const same = fallen.filter((one) => one.reason === last.reason && one.unconfirmed === last.unconfirmed);
	if (same.length === 1 || last.unconfirmed !== null) return { head: `${sayEnd(last.message, last)}.`, says, last };
	return { head: `${list(same.map(({ message }) => message))} dropped.`, says, last };
}
