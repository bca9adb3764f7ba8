import { isDelay } from "#contract/delay.ts";
import { LIMITS } from "#contract/limits.ts";
import type { Verb } from "./verb.ts";

type Delay = { readonly do: "delay"; readonly delayMs: number };

export const delay: Verb<Delay> = {
	refuse: ({ delayMs }) => (isDelay(delayMs) ? null : `A wire takes 0 to ${LIMITS.delayMs / 1_000} seconds, in whole milliseconds.`),
	perform: ({ delayMs }, { room, delayChosen }) => {
		delayChosen(delayMs);
		return room.send({ type: "wire.delay", delayMs });
	},
};
