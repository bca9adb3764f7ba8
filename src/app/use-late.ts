import { useState } from "react";

/** A part of the page that few visitors need: loaded when it is first asked for. `failed` is called when it cannot be. */
export function useLate<T>(load: () => Promise<T>, failed: () => void): readonly [T | null, () => void] {
	const [loaded, setLoaded] = useState<T | null>(null);
	const ask = () => {
		if (loaded !== null) return;
		// As a function, because what is loaded may be one.
		load().then((part) => setLoaded(() => part), failed);
	};
	return [loaded, ask];
}
