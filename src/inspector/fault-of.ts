import { LIMITS } from "#contract/limits.ts";
import { many } from "#contract/many.ts";
import type { Anatomy, AnatomyFault } from "#mqtt/anatomy.ts";
import type { Field } from "#mqtt/field.ts";
import type { Breach } from "#mqtt/malformed.ts";
import { filterFault, topicFault } from "#mqtt/topic.ts";
import type { TapePacket } from "#traffic/traffic.ts";

const BOUNDS = { levels: LIMITS.topicLevels, characters: LIMITS.topicCharacters };

/** How many bytes of a packet are here, and how many it has. */
export type KeptLength = { readonly kept: number; readonly whole: number };

/** Breaches that are not in what a packet says, but in when it comes: its type alone breaks it. */
const BY_TYPE: ReadonlySet<Breach> = new Set(["before-connect", "second-connect", "after-disconnect"]);

/**
 * What is wrong with a packet that the room refused. The bytes that are here may be sound by themselves: because they end before the byte that the
 * room found wrong, or because they are wrong by what they say or when they come. Where that byte was not told, it is of the field that says it.
 */
export function faultOf(
	{ malformed }: Pick<TapePacket, "malformed">,
	{ fields, fault }: Anatomy,
	{ kept, whole }: KeptLength,
): AnatomyFault | null {
	if (malformed === null || fault !== null) return fault;
	const { says, clause, breach, offset } = malformed;
	if (offset !== undefined)
		return { says, clause, at: offset, field: fields.find(({ from, to }) => from <= offset && offset < to) ?? null };
	const field = fields.find((one) => wrongBy(one) === clause);
	if (field !== undefined) return { says, clause, at: field.from, field };
	const isBehind = kept < whole && (breach === undefined || !BY_TYPE.has(breach));
	return isBehind ? { says, clause, at: kept, field: null } : { says, clause, at: 0, field: fields[0] ?? null };
}

/** Which byte breaks the packet, and what of it is not read. */
export function sayUnread({ malformed }: Pick<TapePacket, "malformed">, at: number, { kept, whole }: KeptLength): string {
	if (at >= whole) return `The packet ends after byte ${whole - 1}, where more should come.`;
	if (at >= kept) {
		const what = malformed?.offset === undefined ? "What breaks the packet" : `Byte ${at}, which breaks the packet,`;
		return `${what} is behind the first ${many(kept, "byte")}: no more than these are kept.`;
	}
	const behind = kept - at - 1;
	return `Byte ${at} breaks the packet${behind === 0 ? "." : `; ${many(behind, "byte")} behind it ${behind === 1 ? "is" : "are"} not read.`}`;
}

/** The statement that the text of this field breaks as a topic or filter; null: none. */
function wrongBy({ kind, value, isLength }: Field): string | null {
	if (isLength || typeof value !== "string") return null;
	if (kind === "topic" || kind === "will topic") return topicFault(value, BOUNDS)?.clause ?? null;
	return kind === "filter" ? (filterFault(value, BOUNDS)?.clause ?? null) : null;
}
