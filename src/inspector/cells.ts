import { LIMITS } from "#contract/limits.ts";
import type { Anatomy, AnatomyFault } from "#mqtt/anatomy.ts";
import { hexOf } from "./payload.ts";

/** One byte as it is drawn. field: null: no field could be read there. first, last: of its field. */
export type ByteCell = {
	readonly at: number;
	readonly hex: string;
	readonly field: string | null;
	readonly first: boolean;
	readonly last: boolean;
	/** breaks: this byte breaks the packet. unread: it comes behind that one. */
	readonly is: "read" | "breaks" | "unread";
};

/** The bytes that are drawn one by one, and how many more there are. */
export function cellsOf(
	bytes: Uint8Array,
	{ fields }: Anatomy,
	fault: AnatomyFault | null,
): { readonly cells: readonly ByteCell[]; readonly more: number } {
	const payload = fields.find(({ kind }) => kind === "payload");
	const shown = Math.min(
		bytes.length,
		LIMITS.inspectedBytes,
		payload === undefined ? Number.POSITIVE_INFINITY : payload.from + LIMITS.inspectedPayload,
	);
	const broken = fault?.field ?? null;
	const known = broken === null ? fields : [...fields, broken];
	let next = 0;
	const cells: ByteCell[] = [];
	for (let at = 0; at < shown; at += 1) {
		while (next < known.length && (known[next]?.to ?? 0) <= at) next += 1;
		const field = known[next];
		const inside = field !== undefined && field.from <= at ? field : null;
		cells.push({
			at,
			hex: hexOf(bytes[at] ?? 0),
			field: inside?.name ?? null,
			first: inside?.from === at,
			last: inside !== null && (at === inside.to - 1 || at === shown - 1),
			is: fault === null || at < fault.at ? "read" : at === fault.at ? "breaks" : "unread",
		});
	}
	return { cells, more: bytes.length - shown };
}
