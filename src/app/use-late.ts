import { useState } from "react";
import { usePlayground } from "#script/playground.ts";

/**
 * A part of the page that few visitors need: loaded when first asked for. Where the part cannot be loaded, a notice says so, and `giveUp` has to
 * forget what was asked for: a part that came later would open although nobody asks for it any longer.
 */
export function useLate<T>(load: () => Promise<T>, giveUp: () => void): readonly [T | null, () => void] {
	const { notice } = usePlayground().room;
	const [loaded, setLoaded] = useState<T | null>(null);
	const ask = () => {
		if (loaded !== null) return;
		load().then(
			// Wrapped in a function, because what is loaded may itself be a function.
			(part) => setLoaded(() => part),
			() => {
				giveUp();
				notice("That part of the page could not be loaded. Is the host still there?");
			},
		);
	};
	return [loaded, ask];
}
