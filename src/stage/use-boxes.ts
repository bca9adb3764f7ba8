import { type RefObject, useLayoutEffect, useState } from "react";
import { type Boxes, measure, NO_BOXES, sameBoxes } from "./measure.ts";

/**
 * Measures the stage when something on it changes its size or scrolls; never in an animation frame of its own.
 * `key` names what stands on the stage: when it changes, there are other elements to watch.
 */
export function useBoxes(content: RefObject<HTMLElement | null>, key: string): Boxes {
	const [boxes, setBoxes] = useState(NO_BOXES);
	// biome-ignore lint/correctness/useExhaustiveDependencies: key stands for the elements found in the content
	useLayoutEffect(() => {
		const element = content.current;
		if (element === null) return;
		let frame = 0;
		const read = () => {
			frame = 0;
			const next = measure(element);
			// What is not drawn stays laid out as it was.
			if (next.width > 0) setBoxes((before) => (sameBoxes(before, next) ? before : next));
		};
		const soon = () => {
			if (frame === 0) frame = requestAnimationFrame(read);
		};
		const observer = new ResizeObserver(soon);
		for (const watched of [element.parentElement ?? element, element, ...element.querySelectorAll(WATCHED)]) observer.observe(watched);
		element.addEventListener("scroll", soon, { capture: true, passive: true });
		document.fonts.addEventListener("loadingdone", soon);
		read();
		return () => {
			cancelAnimationFrame(frame);
			observer.disconnect();
			element.removeEventListener("scroll", soon, { capture: true });
			document.fonts.removeEventListener("loadingdone", soon);
		};
	}, [content, key, boxes.tall]);
	return boxes;
}

const WATCHED = "[data-wire-card], [data-wire-session], .broker, .broker-body, .broker-scroll";
