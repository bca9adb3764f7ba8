import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Range } from "yaml";
import { LIMITS } from "#contract/limits.ts";
import { cut } from "#mqtt/cut.ts";

type NodeFault = { readonly offset: number; readonly says: string };
/** `whole`: it is about the whole text. */
type Weighed = { readonly faults: readonly NodeFault[]; readonly whole: "aliases" | "values" | null };

/** What is wrong with names and aliases. One walk: an alias is not followed, but weighs as much as what it repeats. */
export function nodeFaults(document: Document.Parsed): Weighed {
	const faults: NodeFault[] = [];
	const anchors = new Map<string, number>();
	let aliases = 0;
	const found = (node: unknown, says: string) => {
		if (faults.length < LIMITS.lessonFaults) faults.push({ offset: rangeOf(node)?.[0] ?? 0, says });
	};
	/** The number of values in this part. */
	const weigh = (node: unknown): number => {
		if (isAlias(node)) {
			aliases += 1;
			const weight = anchors.get(node.source);
			if (weight === undefined) found(node, `there is nothing called &${cut(node.source, 40)} before this alias`);
			return weight ?? 1;
		}
		let weight = 1;
		if (isSeq(node)) for (const each of node.items) weight += weigh(each);
		if (isMap(node)) {
			const names = new Set<unknown>();
			for (const { key, value } of node.items) {
				const name = isScalar(key) ? String(key.value) : null;
				if (name === null && key !== null) found(key, "a name is one text: a list, a map or an alias cannot be one");
				if (names.has(name)) found(key, "the same name stands here twice");
				names.add(name);
				weight += weigh(value);
			}
		}
		const anchor = (node as (Node & { anchor?: string }) | null)?.anchor;
		if (anchor !== undefined) anchors.set(anchor, weight);
		return weight;
	};
	const values = weigh(document.contents);
	return { faults, whole: aliases > LIMITS.lessonAliases ? "aliases" : values > LIMITS.lessonValues ? "values" : null };
}

function rangeOf(node: unknown): Range | null {
	return (node as Node | null)?.range ?? null;
}
