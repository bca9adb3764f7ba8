import type { RoomEvent } from "#contract/event.ts";
import { copyOf } from "#model/copy-of.ts";
import { openDraft } from "#model/draft.ts";
import { apply } from "#model/reduce.ts";
import type { World } from "#model/world.ts";
import { indexOf } from "#model/world-index.ts";

/** Methods of a list that cost the engine one step here, not one for each entry. */
const AT_ONCE: ReadonlySet<unknown> = new Set(["push", "shift", "pop", "splice"]);

/**
 * How many values of a world are read while these events are folded into it in place: each entry of a map or list, and each key that a walk
 * asks for. A walk through anything that has grown shows here, on every machine alike. What happens for the first time may cost a walk:
 * what is told `first` is not counted.
 */
export function readsOf(world: World, first: readonly RoomEvent[], events: readonly RoomEvent[]): number {
	const own = copyOf(world);
	const index = indexOf(own);
	let reads = 0;
	const seen = new WeakMap<object, object>();
	const counted = <T>(value: T): T => {
		if (typeof value !== "object" || value === null) return value;
		const known = seen.get(value);
		if (known !== undefined) return known as T;
		const proxy = new Proxy(value, {
			get(target, key) {
				reads += 1;
				const inner: unknown = Reflect.get(target, key);
				return Array.isArray(target) && typeof inner === "function" && AT_ONCE.has(key) ? inner.bind(target) : counted(inner);
			},
			ownKeys(target) {
				const keys = Reflect.ownKeys(target);
				reads += keys.length;
				return keys;
			},
		});
		seen.set(value, proxy);
		return proxy as T;
	};
	const draft = openDraft(Object.fromEntries(Object.entries(own).map(([key, value]) => [key, counted(value)])) as World, index, true);
	apply(draft, first);
	reads = 0;
	apply(draft, events);
	return reads;
}
