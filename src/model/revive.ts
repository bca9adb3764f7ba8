import type { World } from "./world.ts";

/** A world that came as JSON: its maps get back what JSON cannot express, that they have no inherited keys. Values are taken as they are. */
export function reviveWorld(plain: World): World {
	return bare(plain, (value, key) => (key === "forgotten" ? bare(value as object, bareMap) : bareMap(value))) as World;
}

function bareMap(value: unknown): unknown {
	if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
	return Object.assign(Object.create(null), value);
}

function bare(value: object, each: (value: unknown, key: string) => unknown): object {
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, each(inner, key)]));
}
