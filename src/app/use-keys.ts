import { useEffect, useRef } from "react";
import { usePlayground } from "#script/playground.ts";
import { askOf, isGoing, isRepeated, type KeyPanel, type KeyScreen, type Place } from "./keys.ts";

const CONTROLS = "button, a[href], summary, [role=switch], input[type=radio], [role=radio], [role=menuitem], [role=tab], [role=button]";
const FIELDS = "textarea, select, [contenteditable=true], input:not([type=checkbox], [type=radio], [type=button])";

const LISTS = "[role=log], [role=grid], [role=slider], [role=listbox], [role=menu], [role=tablist], [role=toolbar]";

type Keys = { readonly on: boolean; readonly screen: KeyScreen; readonly showKeys: () => void; readonly show: (panel: KeyPanel) => void };

/** Listens for single keys while `on`. An open dialog has all keys to itself. */
export function useKeys(keys: Keys): void {
	const playground = usePlayground();
	const client = useRef<string | null>(null);
	const latest = useRef(keys);
	latest.current = keys;
	useEffect(() => {
		const pressed = followPresses();
		const onFocus = () => {
			const card = document.activeElement?.closest("[data-wire-card]");
			if (card) client.current = card.getAttribute("data-wire-card");
		};
		const onKey = (event: KeyboardEvent) => {
			if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]") !== null) return;
			const { on, screen, showKeys, show } = latest.current;
			const ask = askOf(event, placeOf(document.activeElement, pressed.wentThere()), screen);
			// with single keys off, ? still leads to the switch that turns them on again
			if (ask === null || (!on && ask.asks !== "keys")) return;
			if (event.repeat && !isRepeated(ask)) return;
			event.preventDefault();
			pressed.taken();
			// Loaded with the first key: what is pressed next waits for its turn, and for where the key before it has led.
			import("./key-acts.ts").then(
				({ actOn }) => actOn(ask, playground, { client: client.current, showKeys, show }),
				() => playground.room.notice("That part of the page could not be loaded. Is the host still there?"),
			);
		};
		document.addEventListener("focusin", onFocus);
		document.addEventListener("keydown", onKey);
		return () => {
			pressed.unfollow();
			document.removeEventListener("focusin", onFocus);
			document.removeEventListener("keydown", onKey);
		};
	}, [playground]);
}

/** How the focus came to where it is. */
function followPresses() {
	let last: string | null = null;
	let went = false;
	let isTaken = false;
	const handlers = {
		pointerdown: () => {
			last = null;
		},
		keydown: ({ key }: KeyboardEvent) => {
			last = key;
			isTaken = false;
		},
		// Some browsers press a button when Space is let go, whatever became of its going down.
		keyup(event: KeyboardEvent) {
			if (isTaken && event.key === " ") event.preventDefault();
		},
		focusin: () => {
			went = isGoing(last);
		},
	};
	const all = Object.entries(handlers) as [string, EventListener][];
	for (const [type, handler] of all) document.addEventListener(type, handler, true);
	return {
		wentThere: () => went,
		taken: () => {
			isTaken = true;
		},
		unfollow: () => {
			for (const [type, handler] of all) document.removeEventListener(type, handler, true);
		},
	};
}

function placeOf(element: Element | null, wentThere: boolean): Place {
	if (element === null) return "free";
	if (element.matches(FIELDS)) return "field";
	if (element.closest(LISTS) !== null) return "list";
	return wentThere && element.closest(CONTROLS) !== null ? "control" : "free";
}
