import { expect, test } from "vitest";
import { NEXT_ACKS } from "./faults-text.ts";
import { waysToLeave } from "./leave-text.ts";

/** Characters of a short line. */
const SHORT = 96;

test("every fault has a name, and one short line of what comes of it", () => {
	const its = (held: boolean, silent: boolean) =>
		waysToLeave({ client: undefined, clientId: "sub-1", silent, held, ofThisPage: true }).map(({ hint }) => hint);
	const lines = [...NEXT_ACKS.map(({ does }) => does), ...its(false, true), ...its(true, true)];
	for (const line of lines) {
		// More than the names of packets.
		expect(line.match(/\b[a-z]+\b/g)?.length ?? 0).toBeGreaterThanOrEqual(4);
		expect(line.length).toBeLessThanOrEqual(SHORT);
	}
});
