import { type RefObject, useEffect, useRef } from "react";

/**
 * Brings into sight what a person has just opened, since it may have opened below the edge of its scrolling box; with `follow` again
 * whenever it grows. What is open from the start is left where it is.
 */
export function useReveal<T extends HTMLElement>(open: boolean, follow = false): RefObject<T | null> {
	const element = useRef<T>(null);
	const before = useRef(open);
	useEffect(() => {
		const opened = open && !before.current;
		before.current = open;
		const shown = element.current;
		if (!opened || shown === null) return;
		const observer = new ResizeObserver(() => {
			shown.scrollIntoView({ block: "nearest" });
			if (!follow) observer.disconnect();
		});
		observer.observe(shown);
		return () => observer.disconnect();
	}, [open, follow]);
	return element;
}
