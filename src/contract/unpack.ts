import { KNOWN_EVENTS } from "./known-events.ts";

/**
 * What crosses the room socket says a lot of things that are alike, so a value is written as what differs from a value that both ends know,
 * its like. Where there is a like, 0 stands for the like itself. A number beside a text counts on from the digits at the end of the text,
 * and beside a number is what has to be added, in tenths. Everything else that is not a single value is a list that begins with a form:
 * a number from 0 on is an object with the keys of its like, in which the fields of those bits differ;
 * where values are missing at the end, they are written like the last one. See pack.ts for the other end.
 */
export const FORM = {
	/** A list. The like of an entry stands at the same place in the like of the list; where nothing does, it is the entry before. */
	list: -1,
	/** An object: key, value, key, value. The like of each is the one before; of the first, the first of the like. */
	entries: -2,
	/** The values of an object that has the keys of its like. Their likes are as above, and values that are missing at the end are as the last one. */
	values: -3,
	/** A number that is not told by its like. */
	number: -4,
} as const;

/** The text whose digits at the end are so much more; null: the text does not end in digits. */
export function countOn(text: string, step: number): string | null {
	const digits = digitsOf(text);
	return digits === "" ? null : text.slice(0, text.length - digits.length) + (Number(digits) + step);
}

export function digitsOf(text: string): string {
	return /(?:0|[1-9]\d{0,14})$/.exec(text)?.[0] ?? "";
}

export function tenths(sum: number): number {
	return Math.round(sum * 10) / 10;
}

/** The like of an entry of a list. */
export function likeAt(index: number, like: unknown, before: readonly unknown[]): unknown {
	return (Array.isArray(like) ? like[index] : undefined) ?? before[index - 1];
}

export function entriesOf(like: unknown): [string, unknown][] {
	if (typeof like !== "object" || like === null || Array.isArray(like)) return [];
	const entries = Object.entries(like);
	return entries.some(([, value]) => value === undefined) ? entries.filter(([, value]) => value !== undefined) : entries;
}

type Fields = Record<string, unknown>;

export function unpack(packed: unknown, like?: unknown): unknown {
	if (packed === 0 && like !== undefined) return like;
	if (typeof packed === "number") {
		if (typeof like === "string") return countOn(like, packed);
		return typeof like === "number" ? tenths(like + packed) : packed;
	}
	if (!Array.isArray(packed)) return packed;
	const form: number = packed[0];
	if (form === FORM.number) return packed[1];
	if (form === FORM.list) {
		const list: unknown[] = [];
		for (let at = 1; at < packed.length; at++) list.push(unpack(packed[at], likeAt(at - 1, like, list)));
		return list;
	}
	// A world has tens of thousands of entries: no list of them is made on the way.
	const made: Fields = {};
	if (form === FORM.entries) {
		let [key, value]: unknown[] = entriesOf(like)[0] ?? [];
		for (let at = 1; at < packed.length; at += 2) {
			key = unpack(packed[at], key);
			value = unpack(packed[at + 1], value);
			put(made, key as string, value);
		}
		return made;
	}
	let [at, value]: [number, unknown] = [1, undefined];
	eachOf(like, (key, old, nth) => {
		if (form !== FORM.values) value = (form >> nth) & 1 ? unpack(packed[Math.min(at++, packed.length - 1)], old) : old;
		else value = unpack(at < packed.length ? packed[at++] : 0, nth === 0 ? old : value);
		put(made, key, value);
	});
	return made;
}

/** The fields that are in JSON. */
function eachOf(like: unknown, call: (key: string, value: unknown, nth: number) => void): void {
	if (typeof like !== "object" || like === null || Array.isArray(like)) return;
	let nth = 0;
	for (const key of Object.keys(like)) {
		const value = (like as Fields)[key];
		if (value !== undefined) call(key, value, nth++);
	}
}

/** A client may be called "__proto__". */
function put(made: Fields, key: string, value: unknown): void {
	if (key === "__proto__") Object.defineProperty(made, key, { value, writable: true, enumerable: true, configurable: true });
	else made[key] = value;
}

type Stamped = { readonly seq: number; readonly at: number };

/**
 * A list of events. Each begins with a number: the like of an event is the last one that began with the same number, or the one of KNOWN_EVENTS at
 * that place, but follows the event before it.
 */
export function unpackEvents(packed: readonly unknown[]): unknown[] {
	const likes: unknown[] = [...KNOWN_EVENTS];
	let last: unknown;
	return packed.map((one) => {
		const [kind, ...rest] = one as [number, ...unknown[]];
		last = unpack(rest.length === 0 ? 0 : rest, following(likes[kind], last));
		likes[kind] = last;
		return last;
	});
}

/** The like, as it would be right behind that event. */
export function following(like: unknown, last: unknown): unknown {
	if (like === undefined || last === undefined) return like;
	const { seq, at } = last as Stamped;
	return { ...(like as Stamped), seq: seq + 1, at };
}
