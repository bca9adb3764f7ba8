import { useEffect, useRef } from "react";
import { type HostKey, hostKey } from "#room/host-keys.ts";
import { followKeyRelay } from "#room/key-relay.ts";

/** While a dialog or a menu is open, its keys are its own. */
const OPEN = "dialog[open], [role=menu]";
const FIELD = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";

/** singles: whether this person wants keys that are characters; asked for each press. */
type HostKeys = { readonly room: string; readonly singles: () => boolean; readonly act: (key: HostKey) => void };

/** The keys of whoever leads a class, also those that are pressed on the screen in another window of this browser. */
export function useHostKeys(keys: HostKeys): void {
	const newest = useRef(keys);
	useEffect(() => {
		newest.current = keys;
	});
	useEffect(() => {
		const pressed = (event: KeyboardEvent) => {
			const inField = event.target instanceof Element && event.target.closest(FIELD) !== null;
			const key = hostKey(event, { inField, singles: newest.current.singles() });
			if (key === null || isBusy(key) || event.defaultPrevented) return;
			event.preventDefault();
			event.stopPropagation();
			// A presenter's key that is kept down must not run through a whole lesson.
			if (!event.repeat) newest.current.act(key);
		};
		// Before the page's own keys, of which "." is a step where nobody leads a class.
		window.addEventListener("keydown", pressed, { capture: true });
		return () => window.removeEventListener("keydown", pressed, { capture: true });
	}, []);
	const { room } = keys;
	useEffect(
		() =>
			followKeyRelay(room, (key) => {
				if (!isBusy(key)) newest.current.act(key);
			}),
		[room],
	);
}

/** The strip's own question before others lose something is answered by the key that led to it. */
const GOES_ON = ".trainer-strip .lose-something";

function isBusy(key: HostKey): boolean {
	const open = document.querySelector(OPEN);
	return open !== null && !(key === "down" && open.matches(GOES_ON));
}
