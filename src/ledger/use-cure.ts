import { useEffect, useState } from "react";
import { fateOf } from "#model/fate-of.ts";
import type { World } from "#model/world.ts";
import { worldAtCursor } from "#room/cursor.ts";
import { usePlayground } from "#script/playground.ts";
import { useCalmly } from "#script/use-calmly.ts";
import type { SayCure } from "#story/say-cure.ts";

/** Loaded once, with the first row of a dropped message that is opened. */
let known: SayCure | null = null;

/** See cureOf(). Null until somebody has asked; after a failure, which a notice tells, the next question tries again. */
export function useCure(message: string, subscriber: string, asked: boolean): string | null {
	const { room } = usePlayground();
	const [sayCure, setSayCure] = useState(() => known);
	const wanted = asked && sayCure === null;
	useEffect(() => {
		if (!wanted) return;
		import("#story/say-cure.ts").then(
			(late) => {
				known = late.sayCure;
				setSayCure(() => late.sayCure);
			},
			() => room.notice("That part of the page could not be loaded. Is the host still there?"),
		);
	}, [wanted, room]);
	return useCalmly((state) => (asked && sayCure !== null ? cureOf(worldAtCursor(state), message, subscriber, sayCure) : null));
}

/** What would have delivered this message; null unless it was dropped, or where that cannot be told without running everything again. */
export function cureOf(world: World, message: string, subscriber: string, sayCure: SayCure): string | null {
	const known = world.messages[message];
	const fate = fateOf(world, message, subscriber);
	return known !== undefined && fate.fate === "dropped" ? sayCure(world, known, subscriber, fate) : null;
}
