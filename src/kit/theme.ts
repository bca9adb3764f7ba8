import { useSyncExternalStore } from "react";

const KEY = "slow-wire.theme";
const listeners = new Set<() => void>();
/** Null: as the system has it. */
let choice: "light" | "dark" | null = null;

function darkSystem(): MediaQueryList {
	return matchMedia("(prefers-color-scheme: dark)");
}

function shownTheme(): "light" | "dark" {
	return choice ?? (darkSystem().matches ? "dark" : "light");
}

function show(): void {
	document.documentElement.dataset.theme = shownTheme();
	for (const listener of listeners) listener();
}

/** Once, before the first drawing. */
export function startTheme(): void {
	readAndShow();
	darkSystem().addEventListener("change", show);
	// Another window of this browser, such as that of the projector, follows.
	addEventListener("storage", readAndShow);
}

function readAndShow(): void {
	try {
		const kept = localStorage.getItem(KEY);
		if (kept === "light" || kept === "dark") choice = kept;
	} catch {
		// no storage in this browser: the system decides
	}
	show();
}

/** Switches to the other of light and dark. */
export function switchTheme(): void {
	choice = shownTheme() === "dark" ? "light" : "dark";
	try {
		localStorage.setItem(KEY, choice);
	} catch {
		// no storage in this browser: the choice lasts as long as the page
	}
	show();
}

export function useTheme(): "light" | "dark" {
	return useSyncExternalStore((listener) => {
		listeners.add(listener);
		return () => listeners.delete(listener);
	}, shownTheme);
}
