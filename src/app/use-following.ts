import { type RefObject, useEffect } from "react";
import { useStore } from "zustand";
import { PHONE, REDUCED_MOTION } from "#kit/media.ts";
import { usePlayground } from "#script/playground.ts";
import type { ScriptState } from "#script/runner.ts";

/**
 * On a phone the stage is higher than the place that is left for it: the client that acts in the step on show is brought into sight and, at the
 * end, the client that was to receive something. A person who scrolls by hand is left alone until the next step.
 */
export function useFollowing(stage: RefObject<HTMLElement | null>): void {
	const client = useStore(usePlayground().script, actsNow);
	const step = useStore(usePlayground().script, ({ next, state }) => `${next} ${state}`);
	useEffect(() => {
		const place = stage.current;
		if (client === null || step === "" || place === null || !window.matchMedia(PHONE).matches) return;
		const behavior = window.matchMedia(REDUCED_MOTION).matches ? "instant" : "smooth";
		const show = () => place.querySelector(`[data-wire-card="${CSS.escape(client)}"]`)?.scrollIntoView({ block: "nearest", behavior });
		show();
		// The strip of the script is as high as its sentence, and takes its height from the stage.
		const resized = new ResizeObserver(show);
		resized.observe(place);
		return () => resized.disconnect();
	}, [stage, client, step]);
}

function actsNow({ script, next, state }: ScriptState): string | null {
	if (script === null) return null;
	if (state === "done" && script.expects !== null) return script.expects.subscriber;
	const underWay = state === "performing" || state === "playing";
	const step = script.steps[Math.min(underWay && next > 0 ? next - 1 : next, script.steps.length - 1)]?.step;
	return step !== undefined && "client" in step ? step.client : null;
}
