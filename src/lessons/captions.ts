import type { Answer, Lesson } from "#course/lesson.ts";
import type { Difference } from "#course/play.ts";
import { type FullSketch, type Sketch, type SketchKey, sketchOf } from "#course/sketch.ts";
import type { World } from "#model/world.ts";
import { filledGot } from "./filled-got.ts";
import { phraseOf, type SayMessage } from "./words.ts";

/** The order in which phrases are said. `online` is left to the drawing, unless there is nothing else to say. */
const ORDER: readonly SketchKey[] = [
	"ended",
	"session",
	"sessionPresent",
	"subscriptions",
	"inflight",
	"queue",
	"received",
	"dropped",
	"unacknowledged",
	"retained",
	"sessions",
	"online",
];

export type Phrase = { readonly key: SketchKey; readonly says: string; readonly differs: boolean };

/** What an answer states about one client in one moment, or what was seen of that client: field by field, so that the two can be compared side by side. */
export function captionOf(
	sketch: Sketch,
	keys: readonly SketchKey[],
	differing: readonly SketchKey[] = [],
	say?: SayMessage,
): readonly Phrase[] {
	const shown = ORDER.filter((key) => keys.includes(key) && (key !== "online" || differing.includes(key) || keys.length === 1));
	return shown.flatMap((key) => {
		const says = phraseOf(key, sketch, say);
		return says === null || (isIdle(key, sketch, keys) && !differing.includes(key))
			? []
			: [{ key, says, differs: differing.includes(key) }];
	});
}

/** Whether the field only says that there is none of something, where another phrase tells why. */
function isIdle(key: SketchKey, sketch: Sketch, keys: readonly SketchKey[]): boolean {
	if (key === "dropped") return sketch.dropped?.length === 0;
	if (key === "queue")
		return sketch.queue?.length === 0 && (sketch.session === "none" || (keys.includes("received") && sketch.online === true));
	if (key === "inflight") return sketch.inflight?.length === 0;
	return false;
}

/** The fields in which the answers of a lesson can differ, for one client in one moment. */
export function keysOf({ answers }: Lesson, moment: number, clientId: string): readonly SketchKey[] {
	return [...new Set(answers.flatMap(({ sees }) => Object.keys(sees[moment]?.[clientId] ?? {}) as SketchKey[]))];
}

/** What was seen, as a sketch that can be put into words: fields that cannot be known are left out. */
export function seenSketch(world: World, clientId: string): Sketch {
	const full: FullSketch = sketchOf(world, clientId);
	const known = Object.entries(full).filter(([, value]) => value !== null);
	return Object.fromEntries(known) as Sketch;
}

/** The same for one moment of a lesson. Of received messages: the QoS where an answer speaks of it, RETAIN and DUP where an answer speaks of them or they are set. */
export function seenIn(lesson: Lesson, moment: number, clientId: string, world: World): Sketch {
	const seen = seenSketch(world, clientId);
	const got = lesson.answers.flatMap(({ sees }) => sees[moment]?.[clientId]?.received ?? []);
	const asks = (bit: "qos" | "retain" | "dup") => got.some((one) => typeof one !== "string" && one[bit] !== undefined);
	const received = (seen.received ?? []).map((one) => {
		if (typeof one === "string") return one;
		const { payload, qos, retain, dup } = one;
		return {
			payload,
			...(asks("qos") ? { qos } : {}),
			...(retain === true || asks("retain") ? { retain } : {}),
			...(dup === true || asks("dup") ? { dup } : {}),
		};
	});
	return { ...seen, received };
}

/** What an answer states of that moment, with the bits that it leaves open as they were: a bit that is not compared is said alike of both. */
export function predictedIn(lesson: Lesson, moment: number, clientId: string, { answer, world }: { answer: Answer; world: World }): Sketch {
	const stated = answer.sees[moment]?.[clientId] ?? {};
	if (stated.received === undefined) return stated;
	const seen = seenIn(lesson, moment, clientId, world).received ?? [];
	return { ...stated, received: stated.received.map((got, at) => filledGot(got, seen[at])) };
}

/** One sentence: where the prediction and what was seen first differ. */
export function sayDifference(difference: Difference, predicted: Sketch, seen: Sketch, say?: SayMessage): string {
	const key = ORDER.find((one) => difference.keys.includes(one)) ?? "online";
	const said = phraseOf(key, predicted, say) ?? "something else";
	const was = phraseOf(key, seen, say) ?? "nothing to be seen of it";
	return `First difference in part ${difference.moment + 1}, for ${difference.clientId}. You predicted: ${said}. It was: ${was}.`;
}
