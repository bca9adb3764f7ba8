import type { Sees } from "#course/lesson.ts";
import type { SketchKey } from "#course/sketch.ts";
import type { World } from "#model/world.ts";
import { sayFateOf } from "#story/say-fate.ts";
import { captionOf, seenSketch } from "./captions.ts";
import { happenedScene, type Token } from "./scene.ts";

/** Messages with one fate, drawn in a row, and the word beside them. */
export type OutcomeGroup = { readonly word: string; readonly tokens: readonly Token[]; readonly count: number };
/** One client's share of a run, in short. */
type Outcome = { readonly clientId: string; readonly groups: readonly OutcomeGroup[]; readonly says: readonly string[] };

const WORDS = { delivered: "received", queued: "queued", flight: "in flight", dropped: "dropped", outline: "copy kept" } as const;
/** Fields that the pucks already show. */
const DRAWN: readonly SketchKey[] = ["received", "queue", "dropped", "online", "inflight"];
const MOST = 5;
const REASONS_AT_MOST = 2;

/** For the clients that the goal or the lesson is about: what each received, what waits, what was dropped, and whatever else the goal asks for. */
export function outcomesOf(world: World, goal: Sees, watches: readonly string[]): readonly Outcome[] {
	const clients = [...new Set([...watches, ...Object.keys(goal)])];
	return clients.map((clientId) => {
		const { got, slots, fallen } = happenedScene(clientId, world, null);
		const all = [...got, ...slots, ...fallen];
		const fates = Object.keys(WORDS) as (keyof typeof WORDS)[];
		const groups = fates.flatMap((fate) => {
			const tokens = all.filter((token) => token.fate === fate);
			return tokens.length === 0 ? [] : [{ word: WORDS[fate], tokens: tokens.slice(0, MOST), count: tokens.length }];
		});
		const keys = (Object.keys(goal[clientId] ?? {}) as SketchKey[]).filter((key) => !DRAWN.includes(key));
		const says = captionOf(seenSketch(world, clientId), keys).map((phrase) => phrase.says);
		const asksReceived = goal[clientId]?.received !== undefined || keys.length === 0;
		// Why nothing came is what one wants to know of a change that did not do it: the reason, as in the ledger.
		const why = [...new Set(fallen.map(({ label }) => sayFateOf(world, label, clientId)))].slice(0, REASONS_AT_MOST);
		return { clientId, groups, says: [...why, ...(got.length === 0 && asksReceived ? ["nothing received"] : []), ...says] };
	});
}
