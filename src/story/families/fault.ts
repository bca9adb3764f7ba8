import type { Family } from "#story/family.ts";
import { wireLine } from "#story/line-body.ts";

/** What a broker does not let a client do. */
export const FAULT_WORDS: Family<"connection.refused"> = {
	"connection.refused": {
		line: ({ connection, returnCode, says, clause }, worlds) =>
			wireLine(worlds, connection, (client) => `Refused ${client} with return code ${returnCode}: ${says}`, { kind: "decision", clause }),
		// The end of its connection says why.
		narration: () => null,
	},
};
