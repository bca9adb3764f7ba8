import { createContext, useContext } from "react";
import type { Trials } from "./open-trials.ts";

/** Opened by src/app together with the room; the hidden rooms open when something is first run in them. */
export const TrialsContext = createContext<Trials | null>(null);

export function useTrials(): Trials {
	const trials = useContext(TrialsContext);
	if (trials === null) throw new Error("no trials are open here");
	return trials;
}
