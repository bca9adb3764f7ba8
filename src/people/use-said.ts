import { useEffect, useRef } from "react";
import { usePlayground } from "#script/playground.ts";
import type { StageStanding } from "./next-stage.ts";

/** What the strip has last said, and why it did nothing: that is taken back once the class stands elsewhere, because it does not hold any longer. */
export function useSaid({ stage, run, benches, looksBack }: StageStanding): (says: string) => void {
	const { room } = usePlayground();
	const said = useRef<string | null>(null);
	// biome-ignore lint/correctness/useExhaustiveDependencies: it is taken back as often as one of these changes
	useEffect(
		() => () => {
			if (said.current !== null && room.getState().notice?.says === said.current) room.dismissNotice();
			said.current = null;
		},
		[room, stage, run, benches, looksBack],
	);
	return (says) => {
		said.current = says;
		room.notice(says);
	};
}
