import { expect, it } from "vitest";
import { CLOSES, CloseReason } from "./reasons.ts";

it.each(CloseReason.options)("what follows from %s does not contradict itself", (reason) => {
	const { turnsAway, shutsOut, byBroker } = CLOSES[reason];
	// A broker that turns a client away has not let it in; that its client had its cable in is not said of a client that was refused.
	if (turnsAway) expect({ shutsOut, byBroker }).toEqual({ shutsOut: true, byBroker: reason === "refused" ? undefined : true });
	if (byBroker) expect(turnsAway === true || reason === "keep-alive").toBe(true);
});
