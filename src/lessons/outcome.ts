import type { Lesson, Sees } from "#course/lesson.ts";
import type { SketchKey } from "#course/sketch.ts";
import { fateOf } from "#model/fate-of.ts";
import type { World } from "#model/world.ts";
import { sayFateOf } from "#story/say-fate.ts";
import { captionOf, seenSketch } from "./captions.ts";
import { messageNames } from "./message-names.ts";
import { happenedScene, type Token } from "./scene.ts";

/** Messages with one fate, drawn in a row, and the word beside them. */
export type OutcomeGroup = { readonly word: string; readonly tokens: readonly Token[]; readonly count: number };
/** One client's share of a run, in short. `why`: what kept messages from the client, as in the ledger; null: nothing did. */
type Outcome = {
	readonly clientId: string;
	readonly groups: readonly OutcomeGroup[];
	readonly says: readonly string[];
	readonly why: string | null;
};

const WORDS = { delivered: "received", queued: "queued", flight: "in flight", dropped: "dropped", outline: "copy kept" } as const;
/** Fields that the pucks already show. */
const DRAWN: readonly SketchKey[] = ["received", "queue", "dropped", "online", "inflight"];
const MOST = 5;

/** For the clients that the goal or the lesson is about: what each received, what waits, what was dropped and why, and whatever else the goal asks for. */
export function outcomesOf(world: World, goal: Sees, { watches, moments }: Pick<Lesson, "watches" | "moments">): readonly Outcome[] {
	const clients = [...new Set([...watches, ...Object.keys(goal)])];
	const names = messageNames({ moments }, world);
	return clients.map((clientId) => {
		const { got, slots, fallen } = happenedScene(clientId, world, null);
		const all = [...got, ...slots, ...fallen];
		const fates = Object.keys(WORDS) as (keyof typeof WORDS)[];
		const groups = fates.flatMap((fate) => {
			const tokens = all.filter((token) => token.fate === fate);
			return tokens.length === 0 ? [] : [{ word: WORDS[fate], tokens: tokens.slice(0, MOST), count: tokens.length }];
		});
		const keys = (Object.keys(goal[clientId] ?? {}) as SketchKey[]).filter((key) => !DRAWN.includes(key));
		const says = captionOf(seenSketch(world, clientId), keys, [], names.inText).map((phrase) => phrase.says);
		const asksReceived = goal[clientId]?.received !== undefined || keys.length === 0;
		const why = whyNot(world, clientId, asksReceived && groups.length === 0);
		return { clientId, groups, says: got.length === 0 && asksReceived ? ["nothing received", ...says] : says, why };
	});
}

/** Each reason once. `empty`: nothing at all came of any message for this client, so that there is a reason even where nothing was dropped. */
function whyNot(world: World, clientId: string, empty: boolean): string | null {
	const reasons = Object.keys(world.messages).flatMap((message) => {
		const { fate } = fateOf(world, message, clientId);
		return fate === "dropped" || (empty && fate === "none") ? [sayFateOf(world, message, clientId)] : [];
	});
	const distinct = [...new Set(reasons)];
	return distinct.length === 0 ? null : `${distinct.join(". ")}.`;
}
