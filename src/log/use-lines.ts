import { type ComponentType, useEffect, useState } from "react";
import { type LinesProps, PLAIN_AT_MOST, PlainLines } from "./plain-lines.tsx";

/** Null until a log was long enough to need it. */
let virtual: ComponentType<LinesProps> | null = null;

/** What draws so many lines: a short log does without what draws of a long one only the lines in view, which is loaded once it is needed. */
export function useLines(count: number): ComponentType<LinesProps> {
	const [loaded, setLoaded] = useState(() => virtual);
	const isLong = count > PLAIN_AT_MOST;
	useEffect(() => {
		if (!isLong || loaded !== null) return;
		let here = true;
		void import("./virtual-lines.tsx").then(
			({ VirtualLines }) => {
				virtual = VirtualLines;
				if (here) setLoaded(() => VirtualLines);
			},
			// Without a host the newest lines are still there.
			() => {},
		);
		return () => {
			here = false;
		};
	}, [isLong, loaded]);
	return isLong && loaded !== null ? loaded : PlainLines;
}
