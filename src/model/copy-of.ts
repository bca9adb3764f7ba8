import type { World } from "./world.ts";

/** A full copy of plain JSON. The maps in the copy still have no inherited keys. */
export function copyOf<T>(value: T): T {
	return copyTo(value, Number.POSITIVE_INFINITY);
}

/** Parts of a world whose entries hold nothing that is changed in place: a fate or the fields of a packet are only ever replaced. */
const FLAT: ReadonlySet<string> = new Set(["packets", "lost", "fates", "copies", "messages", "retained"] satisfies (keyof World)[]);

/**
 * A copy of a world that goes on being changed in place. What is only ever replaced as a whole is shared: a copy costs by the entries of the
 * maps and lists, not by all that is in them.
 */
export function copyOfRunning(world: World): World {
	return Object.fromEntries(Object.entries(world).map(([key, part]) => [key, copyTo(part, FLAT.has(key) ? 2 : 3)])) as World;
}

/** levels: how deep the copy goes; what lies deeper is shared. */
function copyTo<T>(value: T, levels: number): T {
	if (typeof value !== "object" || value === null || levels === 0) return value;
	if (Array.isArray(value)) return (levels === 1 ? value.slice() : value.map((one) => copyTo(one, levels - 1))) as T;
	const copy: Record<string, unknown> = Object.create(Object.getPrototypeOf(value));
	for (const key of Object.keys(value)) copy[key] = copyTo(value[key as keyof T], levels - 1);
	return copy as T;
}
