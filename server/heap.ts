import { constants, PerformanceObserver } from "node:perf_hooks";
import { getHeapSpaceStatistics, getHeapStatistics } from "node:v8";
import { LIMITS } from "#contract/limits.ts";
import type { Used } from "#host/relief.ts";

/** Share of the heap past which it is not waited for the next full collection: that may be the last one. */
const BRIM = 0.8;
/** Ms between two looks at that. */
const LOOK_MS = 50;
/** Ms for which one look past the brim counts, unless there is a full collection before: what has been let go is on the heap until then. */
const LET_GO_MS = 500;

/**
 * Calls with the shares of memory that are in use after each full collection: only then is what could be thrown away not counted. Near its
 * limit, V8 collects again and again, and also where buffers grow, which lie outside the heap. Calls as well where the heap is full to the brim.
 * Returns a function that ends this.
 */
export function watchHeap(call: (used: Used) => void): () => void {
	let lookedAt = Number.NEGATIVE_INFINITY;
	const timer = setInterval(() => {
		if (performance.now() - lookedAt < LET_GO_MS) return;
		const used = look();
		if (used.heap < BRIM) return;
		lookedAt = performance.now();
		call(used);
	}, LOOK_MS).unref();
	const observer = new PerformanceObserver((list) => {
		const full = list
			.getEntries()
			.some((entry) => (entry as { detail?: { kind?: number } }).detail?.kind === constants.NODE_PERFORMANCE_GC_MAJOR);
		if (!full) return;
		lookedAt = Number.NEGATIVE_INFINITY;
		call(look());
	});
	observer.observe({ entryTypes: ["gc"] });
	return () => {
		clearInterval(timer);
		observer.disconnect();
	};
}

/** Bytes that V8 counts in heap_size_limit for young objects, by default: the process ends where the old ones, which --max-old-space-size is about, have taken the rest. */
const YOUNG_BYTES = 48 * 1024 * 1024;

/** Shares of what is old: young objects come and go. */
function look(): Used {
	const old = getHeapSpaceStatistics().filter(({ space_name: name }) => !name.startsWith("new_"));
	const used = old.reduce((sum, space) => sum + space.space_used_size, 0);
	const limit = Math.max(YOUNG_BYTES, getHeapStatistics().heap_size_limit - YOUNG_BYTES);
	return { heap: used / limit, limit, buffers: process.memoryUsage().arrayBuffers / LIMITS.hostBufferBytes };
}
