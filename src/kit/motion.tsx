import { LazyMotion, MotionConfig } from "framer-motion";
import type { ReactNode } from "react";

const RETRY_MS = 2_000;

let want = () => {};
const wanted = new Promise<void>((settle) => {
	want = settle;
});

/** Something is about to move: until this is called, what animates is not loaded. Until it is there, `m` draws each beginning. */
export function wantMotion(): void {
	want();
}

async function load(): ReturnType<typeof features> {
	await wanted;
	for (;;) {
		try {
			return await features();
		} catch {
			// The host is away; without an end of its own, what has begun to appear would stay invisible.
			await new Promise((settle) => setTimeout(settle, RETRY_MS));
		}
	}
}

async function features() {
	return (await import("./motion-features.ts")).domMin;
}

/**
 * Used once, around everything: small motion features, and everything that moves obeys the visitor's system setting. Draw with `m` from
 * "framer-motion". still: what changes from now on is drawn where it is, at once.
 */
export function MotionRoot({ still = false, children }: { still?: boolean; children: ReactNode }) {
	return (
		<LazyMotion features={load} strict>
			<MotionConfig reducedMotion="user" skipAnimations={still}>
				{children}
			</MotionConfig>
		</LazyMotion>
	);
}

/** Seconds, as framer-motion counts. The same as --d-* in tokens.css. */
export const DURATION = { tap: 0.09, swap: 0.16, move: 0.28, settle: 0.42, lesson: 0.6 } as const;

type Bezier = readonly [number, number, number, number];
/** The same as --ease-* in tokens.css. A packet on a wire is never eased: that would lie about time. */
export const EASE = {
	out: [0.2, 0.7, 0.2, 1],
	in: [0.6, 0, 0.9, 0.4],
	both: [0.5, 0, 0.2, 1],
	latch: [0.3, 1.5, 0.5, 1],
} as const satisfies Record<string, Bezier>;
