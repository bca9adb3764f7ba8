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

export function unpack(packed: unknown, like?: unknown): unknown {
	if (packed === 0 && like !== undefined) return like;
	if (typeof packed === "number") {
		if (typeof like === "string") return countOn(like, packed);
		return typeof like === "number" ? tenths(like + packed) : packed;
	}
	if (!Array.isArray(packed)) return packed;
	const [form, ...rest] = packed as [number, ...unknown[]];
	if (form === FORM.number) return rest[0];
	if (form === FORM.list) {
		const list: unknown[] = [];
		for (const [index, one] of rest.entries()) list.push(unpack(one, likeAt(index, like, list)));
		return list;
	}
	const known = entriesOf(like);
	let [key, value]: unknown[] = known[0] ?? [];
	const next = (one: unknown) => {
		value = unpack(one, value);
		return value;
	};
	// Made of entries: a client may be called "__proto__".
	if (form === FORM.values) return Object.fromEntries(known.map(([name], at) => [name, next(at < rest.length ? rest[at] : 0)]));
	if (form === FORM.entries) {
		const made: [string, unknown][] = [];
		for (let at = 0; at < rest.length; at += 2) {
			key = unpack(rest[at], key);
			made.push([key as string, next(rest[at + 1])]);
		}
		return Object.fromEntries(made);
	}
	let at = 0;
	return Object.fromEntries(
		known.map(([name, old], bit) => [name, (form >> bit) & 1 ? unpack(rest[Math.min(at++, rest.length - 1)], old) : old]),
	);
}

type Stamped = { readonly seq: number; readonly at: number };

/** A list of events. Each begins with a number: the like of an event is the last one that began with the same number, but follows the event before it. */
export function unpackEvents(packed: readonly unknown[]): unknown[] {
	const likes: unknown[] = [];
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
	if (like === undefined) return undefined;
	const { seq, at } = last as Stamped;
	return { ...(like as Stamped), seq: seq + 1, at };
}
