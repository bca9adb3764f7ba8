import { useEffect, useState } from "react";
import { worldAtCursor } from "#room/cursor.ts";
import { usePlayground } from "#script/playground.ts";
import { useCalmly } from "#script/use-calmly.ts";

type CureOf = typeof import("./cure-of.ts").cureOf;

/** See cureOf(). Null until somebody has asked; after a failure, which a notice tells, the next question tries again. */
export function useCure(message: string, subscriber: string, asked: boolean): string | null {
	const { room } = usePlayground();
	const [cureOf, setCureOf] = useState<CureOf>();
	const wanted = asked && cureOf === undefined;
	useEffect(() => {
		if (wanted)
			import("./cure-of.ts").then(
				(late) => setCureOf(() => late.cureOf),
				() => room.notice("That part of the page could not be loaded. Is the host still there?"),
			);
	}, [wanted, room]);
	return useCalmly((state) => (asked && cureOf ? cureOf(worldAtCursor(state), message, subscriber) : null));
}
