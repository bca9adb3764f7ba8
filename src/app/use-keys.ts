import { useEffect, useRef } from "react";
import { usePlayground } from "#script/playground.ts";
import { actOn } from "./key-acts.ts";
import { askOf, type Place } from "./keys.ts";

const CONTROLS = "button, a[href], summary, [role=switch], input[type=radio], [role=radio], [role=menuitem], [role=tab], [role=button]";
const FIELDS = "textarea, select, [contenteditable=true], input:not([type=checkbox], [type=radio], [type=button])";

/** Listens for single keys while `on`. An open dialog has all keys to itself. */
export function useKeys(on: boolean, show: { readonly keys: () => void; readonly ledger: () => void }): void {
	const playground = usePlayground();
	const client = useRef<string | null>(null);
	const latest = useRef(show);
	latest.current = show;
	useEffect(() => {
		const onFocus = () => {
			const card = document.activeElement?.closest("[data-wire-card]");
			if (card) client.current = card.getAttribute("data-wire-card");
		};
		const onKey = (event: KeyboardEvent) => {
			if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]") !== null) return;
			const ask = askOf(event, placeOf(document.activeElement));
			// with single keys off, ? still leads to the switch that turns them on again
			if (ask === null || (!on && ask.asks !== "keys")) return;
			if (event.repeat && ask.asks !== "step") return;
			event.preventDefault();
			actOn(ask, playground, { client: client.current, showKeys: latest.current.keys, showLedger: latest.current.ledger });
		};
		document.addEventListener("focusin", onFocus);
		document.addEventListener("keydown", onKey);
		return () => {
			document.removeEventListener("focusin", onFocus);
			document.removeEventListener("keydown", onKey);
		};
	}, [on, playground]);
}

function placeOf(element: Element | null): Place {
	if (element === null) return "free";
	if (element.matches(FIELDS)) return "field";
	return element.closest(CONTROLS) === null ? "free" : "control";
}
