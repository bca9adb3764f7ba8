import { useEffect, useRef } from "react";
import { type HostKey, hostKey } from "./host-keys.ts";

/** While a dialog or a menu is open, its keys are its own. */
const OPEN = "dialog[open], [role=menu]";
const FIELD = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";

/** The keys of whoever leads a class. */
export function useHostKeys(act: (key: HostKey) => void): void {
	const newest = useRef(act);
	useEffect(() => {
		newest.current = act;
	});
	useEffect(() => {
		const pressed = (event: KeyboardEvent) => {
			const inField = event.target instanceof Element && event.target.closest(FIELD) !== null;
			const key = hostKey(event, inField || document.querySelector(OPEN) !== null);
			if (key === null || event.defaultPrevented) return;
			event.preventDefault();
			event.stopPropagation();
			// A presenter's key that is kept down must not run through a whole lesson.
			if (!event.repeat) newest.current(key);
		};
		// Before the page's own keys, which look back with PageUp and PageDown.
		window.addEventListener("keydown", pressed, { capture: true });
		return () => window.removeEventListener("keydown", pressed, { capture: true });
	}, []);
}
