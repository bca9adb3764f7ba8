import type { Answer, Lesson, Sees } from "#course/lesson.ts";
import { type FullSketch, type Sketch, sketchOf } from "#course/sketch.ts";
import { payloadOf } from "#lab/payload.ts";
import type { World } from "#model/world.ts";
import { matches } from "#mqtt/topic.ts";
import { joined } from "#story/phrases.ts";

type Moments = Lesson["moments"];

/** Lists that are worth a row only if something is ever in them. */
const LISTS = ["queue", "inflight", "dropped", "unacknowledged"] as const;

/** What was really seen after each moment: only the fields that say something. */
export function seenOf(worlds: readonly World[], watches: readonly string[]): Sees[] {
	const all = worlds.map((world) => watches.map((clientId) => sketchOf(world, clientId)));
	return all.map((clients, moment) => {
		const one = (seen: FullSketch, at: number) =>
			telling(
				seen,
				all.map((each) => each[at] ?? seen),
				moment,
			);
		return Object.fromEntries(clients.map((seen, at) => [watches[at] ?? "", one(seen, at)]));
	});
}

function telling(seen: FullSketch, over: readonly FullSketch[], moment: number): Sketch {
	const wasAway = over.slice(0, moment).some(({ online }) => !online);
	const lists = LISTS.filter((key) => over.some((each) => each[key].length > 0));
	return {
		...(over.some(({ online }) => !online) ? { online: seen.online } : {}),
		session: seen.session,
		...(wasAway && seen.sessionPresent !== null ? { sessionPresent: seen.sessionPresent } : {}),
		...Object.fromEntries(lists.map((key) => [key, [...seen[key]]])),
		...(over.some(({ retained }) => Object.keys(retained).length > 0) ? { retained: seen.retained } : {}),
		received: seen.received.map(({ payload, retain, dup }) =>
			retain || dup ? { payload, ...(retain ? { retain } : {}), ...(dup ? { dup } : {}) } : payload,
		),
	};
}

/** The answer that came true, and one that did not: both are there for a person to rewrite. */
export function answersOf(sees: readonly Sees[], moments: Moments, clientId: string): readonly [came: Answer, other: Answer] {
	const ends = sees.map((seen) => seen[clientId] ?? {});
	const [last = {}, before] = ends.toReversed();
	// A client that is away at the end receives nothing: the question is what waits for it.
	const waits = last.online === false;
	const earlier = waits ? [] : (before?.received ?? []);
	const gained = waits ? (last.queue ?? []) : payloadsOf(last).slice(earlier.length);
	const otherwise = gained.length > 0 ? [] : missedBy(moments, clientId, payloadsOf(last));
	const says = (payloads: readonly string[]) =>
		waits
			? `The broker keeps ${sayPayloads(payloads)} for ${clientId}.`
			: `${clientId} receives ${sayPayloads(payloads, earlier.length > 0)}.`;
	const came: Answer = {
		id: "came-out",
		says: says(gained),
		because: "This is what the broker did when these steps were run. Write here why.",
		sees: [...sees],
	};
	if (gained.length === 0 && otherwise.length === 0) return aboutSession(came, ends, clientId);
	const believed = (end: Sketch, at: number): Sketch => {
		const agreed = pick(end, ["online", "session", "received"]);
		if (at === ends.length - 1) return { ...agreed, ...(waits ? { queue: [...otherwise] } : { received: [...earlier, ...otherwise] }) };
		// Anyone who believes that the message arrives believes that it waits.
		return at === ends.length - 2 && end.online === false ? { ...agreed, queue: [...otherwise] } : agreed;
	};
	const other: Answer = {
		id: "other",
		says: says(otherwise),
		because: UNKNOWN,
		sees: ends.map((end, at) => ({ [clientId]: believed(end, at) })),
	};
	return [came, other];
}

const UNKNOWN = "Write here what somebody who expects this believes.";

/** Nothing was published for this client: the question is then whether the broker remembers the client. */
function aboutSession(came: Answer, ends: readonly Sketch[], clientId: string): readonly [came: Answer, other: Answer] {
	const isKept = ends.at(-1)?.session === "persistent";
	const says = (kept: boolean) => (kept ? `The broker keeps the session of ${clientId}.` : `The broker keeps no session of ${clientId}.`);
	const other: Sketch = { session: isKept ? "none" : "persistent" };
	const sees = ends.map((_, at): Sees => (at === ends.length - 1 ? { [clientId]: other } : {}));
	return [
		{ ...came, says: says(isKept) },
		{ id: "other", says: says(!isKept), because: UNKNOWN, sees },
	];
}

/** What was published on the client's filters after it last left (or, failing that, at any time) and did not arrive. */
function missedBy(moments: Moments, clientId: string, got: readonly string[]): readonly string[] {
	const steps = moments.flatMap(({ lines }) => lines.map(({ step }) => step));
	const left = steps.findLastIndex((step) => step.do === "disconnect" && step.client === clientId);
	const filters = steps.flatMap((step) => (step.do === "subscribe" && step.client === clientId ? [step.filter] : []));
	const published = (from: number) =>
		steps.slice(from).flatMap((step) => {
			if (step.do !== "publish" || !filters.some((filter) => matches(filter, step.topic))) return [];
			return Array.from({ length: step.times }, (_, at) => payloadOf(step.payload, at + 1, step.times));
		});
	const after: readonly string[] = published(left + 1);
	const all = after.length > 0 ? after : published(0);
	return all.filter((payload) => after.length > 0 || !got.includes(payload)).slice(0, 20);
}

function payloadsOf({ received = [] }: Sketch): readonly string[] {
	return received.map((got) => (typeof got === "string" ? got : got.payload));
}

/** "nothing", "“21.5” and “21.8”", "12 messages" */
export function sayPayloads(payloads: readonly string[], more = false): string {
	if (payloads.length === 0) return more ? "nothing more" : "nothing";
	const quoted = payloads.map((payload) => (payload === "" ? "an empty message" : `“${payload}”`));
	const said = joined(quoted);
	return said.length <= 90 ? said : `${payloads.length} ${payloads.length === 1 ? "message" : "messages"}`;
}

function pick<Key extends keyof Sketch>(sketch: Sketch, keys: readonly Key[]): Pick<Sketch, Key> {
	return Object.fromEntries(keys.filter((key) => sketch[key] !== undefined).map((key) => [key, sketch[key]])) as Pick<Sketch, Key>;
}
