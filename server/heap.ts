import { constants, PerformanceObserver } from "node:perf_hooks";
import { getHeapStatistics } from "node:v8";

/**
 * Calls with the share of the heap that is in use after each full collection: only then is what could be thrown away not counted. Near its
 * limit, V8 collects again and again. Returns a function that ends this.
 */
export function watchHeap(call: (used: number) => void): () => void {
	const observer = new PerformanceObserver((list) => {
		const full = list
			.getEntries()
			.some((entry) => (entry as { detail?: { kind?: number } }).detail?.kind === constants.NODE_PERFORMANCE_GC_MAJOR);
		if (!full) return;
		const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
		call(used / limit);
	});
	observer.observe({ entryTypes: ["gc"] });
	return () => observer.disconnect();
}
