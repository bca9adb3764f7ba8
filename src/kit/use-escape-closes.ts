import { useEffect, useRef } from "react";

/**
 * Esc closes what is open here, unless something is open over it, or a search field is to be emptied first. However it is closed, what opened it
 * has the focus again if the focus would be nowhere. Null: nothing is open. What is open carries data-escape, so that the page's own Esc waits.
 */
export function useEscapeCloses(close: (() => void) | null): void {
	const latest = useRef(close);
	latest.current = close;
	const isOpen = close !== null;
	useEffect(() => {
		if (!isOpen) return;
		const opener = document.activeElement;
		const pressed = (event: KeyboardEvent) => {
			if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open], :popover-open") !== null) return;
			if (event.target instanceof HTMLInputElement && event.target.type === "search" && event.target.value !== "") return;
			event.preventDefault();
			latest.current?.();
		};
		document.addEventListener("keydown", pressed);
		return () => {
			document.removeEventListener("keydown", pressed);
			if (document.activeElement === document.body && opener instanceof HTMLElement) opener.focus();
		};
	}, [isOpen]);
}
