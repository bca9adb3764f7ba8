import { useState } from "react";

/** A part of the page that few visitors need: loaded when first asked for. `failed` is called when the part cannot be loaded. */
export function useLate<T>(load: () => Promise<T>, failed: () => void): readonly [T | null, () => void] {
	const [loaded, setLoaded] = useState<T | null>(null);
	const ask = () => {
		if (loaded !== null) return;
		// Wrapped in a function, because what is loaded may itself be a function.
		load().then((part) => setLoaded(() => part), failed);
	};
	return [loaded, ask];
}
