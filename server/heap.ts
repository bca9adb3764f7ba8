import { constants, PerformanceObserver } from "node:perf_hooks";
import { getHeapStatistics } from "node:v8";
import { LIMITS } from "#contract/limits.ts";
import type { Used } from "#host/relief.ts";

/**
 * Calls with the shares of memory that are in use after each full collection: only then is what could be thrown away not counted. Near its
 * limit, V8 collects again and again, and also where buffers grow, which lie outside the heap. Returns a function that ends this.
 */
export function watchHeap(call: (used: Used) => void): () => void {
	const observer = new PerformanceObserver((list) => {
		const full = list
			.getEntries()
			.some((entry) => (entry as { detail?: { kind?: number } }).detail?.kind === constants.NODE_PERFORMANCE_GC_MAJOR);
		if (!full) return;
		const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
		call({ heap: used / limit, buffers: process.memoryUsage().arrayBuffers / LIMITS.hostBufferBytes });
	});
	observer.observe({ entryTypes: ["gc"] });
	return () => observer.disconnect();
}
