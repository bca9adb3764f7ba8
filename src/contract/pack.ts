import type { RoomEvent } from "./event.ts";
import { KNOWN_EVENTS } from "./known-events.ts";
import { countOn, digitsOf, entriesOf, FORM, following, likeAt, tenths } from "./unpack.ts";

/** Fields of an object that one number can name. */
const MOST_BITS = 30;

/** Writes plain JSON so that unpack() reads the same from it, given the same like: an equal value, with its keys in the same order. */
export function pack(value: unknown, like?: unknown): unknown {
	if (value === like && like !== undefined) return 0;
	if (typeof value === "string") return typeof like === "string" ? stepTo(value, like) : value;
	if (typeof value === "number") return like === undefined ? value : sumTo(value, like);
	if (typeof value !== "object" || value === null) return value;
	if (Array.isArray(value)) {
		return isSame(value, like) ? 0 : [FORM.list, ...value.map((one, index) => pack(one, likeAt(index, like, value)))];
	}
	const keys = keysOf(value);
	if (!isObject(like) || !areSame(keys, keysOf(like))) return packEntries(entriesOf(value), entriesOf(like)[0]);
	const [its, known] = [value as Fields, like as Fields];
	// What is listed by name is most like its neighbour; the fields of a thing are most like those of another such thing.
	const isByName = keys.length > MOST_BITS || keys.every((key) => typeof its[key] === "object" && its[key] !== null);
	if (!isByName) return packFields(keys, its, known);
	return isSame(value, like) ? 0 : packValues(keys, its, known[keys[0] as string]);
}

type Fields = { readonly [key: string]: unknown };

function isObject(value: unknown): boolean {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Of the fields that are in JSON. Most of what is packed is an event: a list of entries for each would be most of the work. */
function keysOf(value: unknown): readonly string[] {
	const keys = Object.keys(value as Fields);
	return keys.some((key) => (value as Fields)[key] === undefined) ? keys.filter((key) => (value as Fields)[key] !== undefined) : keys;
}

function areSame(keys: readonly string[], others: readonly string[]): boolean {
	return keys.length === others.length && keys.every((key, index) => key === others[index]);
}

function stepTo(value: string, like: string): string | number {
	const step = Number(digitsOf(value)) - Number(digitsOf(like));
	return countOn(like, step) === value ? step : value;
}

function sumTo(value: number, like: unknown): unknown {
	if (typeof like !== "number") return [FORM.number, value];
	const more = tenths(value - like);
	return more !== 0 && tenths(like + more) === value ? more : [FORM.number, value];
}

type Entries = readonly (readonly [string, unknown])[];

function packEntries(entries: Entries, before: Entries[number] | undefined): unknown[] {
	return [
		FORM.entries,
		...entries.flatMap(([key, value], index) => {
			const [lastKey, last] = entries[index - 1] ?? before ?? [];
			return [pack(key, lastKey), pack(value, last)];
		}),
	];
}

function packValues(keys: readonly string[], value: Fields, before: unknown): unknown[] {
	let last = before;
	const packed = keys.map((key) => {
		const one = pack(value[key], last);
		last = value[key];
		return one;
	});
	while (packed.length > 0 && packed.at(-1) === 0) packed.pop();
	return [FORM.values, ...packed];
}

function packFields(keys: readonly string[], value: Fields, known: Fields): unknown {
	let bits = 0;
	const packed: unknown[] = [0];
	for (const [index, key] of keys.entries()) {
		const one = pack(value[key], known[key]);
		if (one === 0) continue;
		bits |= 1 << index;
		packed.push(one);
	}
	while (packed.length > 2 && typeof packed.at(-1) === "number" && packed.at(-1) === packed.at(-2)) packed.pop();
	packed[0] = bits;
	return bits === 0 ? 0 : packed;
}

/** The texts of a packed object, one for each entry, and for each entry of its entries: a large world is never written in one go. */
export function* textsOf(value: unknown, like: unknown = undefined, depth = 2): Generator<string, void> {
	const entries = entriesOf(value);
	if (depth === 0 || entries.length === 0) return yield JSON.stringify(pack(value, like));
	yield `[${FORM.entries}`;
	let [lastKey, last]: unknown[] = entriesOf(like)[0] ?? [];
	for (const [key, one] of entries) {
		yield `,${JSON.stringify(pack(key, lastKey))},`;
		yield* textsOf(one, last, depth - 1);
		[lastKey, last] = [key, one];
	}
	yield "]";
}

/** Events as unpackEvents() reads them, one by one. */
export function* packEvents(events: readonly RoomEvent[]): Generator<unknown[], void> {
	const kinds = new Map(KNOWN_KINDS);
	const likes = [...KNOWN_EVENTS];
	let last: RoomEvent | undefined;
	for (const event of events) {
		const name = nameOf(event);
		const kind = kinds.get(name) ?? kinds.size;
		const packed = pack(event, following(likes[kind], last));
		kinds.set(name, kind);
		likes[kind] = event;
		last = event;
		yield packed === 0 ? [kind] : [kind, ...(packed as unknown[])];
	}
}

const nameOf = (event: RoomEvent) => ("fields" in event ? `${event.type} ${event.fields.type} ${event.direction}` : event.type);
const KNOWN_KINDS: ReadonlyMap<string, number> = new Map(KNOWN_EVENTS.map((event, kind) => [nameOf(event), kind]));

/** Whether two values say the same in JSON, with their keys in the same order. */
function isSame(one: unknown, other: unknown): boolean {
	if (one === other) return true;
	if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
	if (Array.isArray(one) || Array.isArray(other)) {
		return Array.isArray(one) && Array.isArray(other) && one.length === other.length && one.every((each, at) => isSame(each, other[at]));
	}
	const [mine, others] = [entriesOf(one), entriesOf(other)];
	return mine.length === others.length && mine.every(([key, value], at) => key === others[at]?.[0] && isSame(value, others[at]?.[1]));
}
