import { useSyncExternalStore } from "react";

type ThemeChoice = "light" | "dark" | "system";
const KEY = "slow-wire.theme";
const listeners = new Set<() => void>();
let choice: ThemeChoice = "system";

function darkSystem(): MediaQueryList {
	return window.matchMedia("(prefers-color-scheme: dark)");
}

function shownTheme(): "light" | "dark" {
	if (choice === "system") return darkSystem().matches ? "dark" : "light";
	return choice;
}

function show(): void {
	document.documentElement.dataset.theme = shownTheme();
	for (const listener of listeners) listener();
}

/** Once, before the first drawing. */
export function startTheme(): void {
	choose(read());
	darkSystem().addEventListener("change", show);
	// Another window of this browser, such as that of the projector, follows.
	window.addEventListener("storage", ({ key, newValue }) => {
		if (key !== KEY) return;
		choose(newValue);
		show();
	});
	show();
}

function choose(kept: string | null): void {
	if (kept === "light" || kept === "dark") choice = kept;
}

function setTheme(next: ThemeChoice): void {
	choice = next;
	try {
		localStorage.setItem(KEY, next);
	} catch {
		// no storage in this browser: the choice lasts as long as the page
	}
	show();
}

/** Switches to the other of light and dark. */
export function switchTheme(): void {
	setTheme(shownTheme() === "dark" ? "light" : "dark");
}

export function useTheme(): "light" | "dark" {
	return useSyncExternalStore((listener) => {
		listeners.add(listener);
		return () => listeners.delete(listener);
	}, shownTheme);
}

function read(): string | null {
	try {
		return localStorage.getItem(KEY);
	} catch {
		return null;
	}
}
