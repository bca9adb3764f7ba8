import type { FactOf } from "#contract/event.ts";
import { unreachable } from "#contract/unreachable.ts";
import { clientAt } from "#model/both-worlds.ts";
import { cut } from "#mqtt/cut.ts";
import type { Family } from "#story/family.ts";
import { wireLine } from "#story/line-body.ts";

/** Code units of a client id in a line. */
const NAMED = 40;

/** What a broker does not let a client do, and what a client does against the standard while its connection goes on. */
export const FAULT_WORDS: Family<"connection.refused" | "rule.broken"> = {
	"connection.refused": {
		line: ({ connection, clientId, returnCode, says, clause }, worlds) =>
			// The room may have had to give the client another name.
			wireLine(
				worlds,
				connection,
				(client) =>
					`Refused ${client}${clientId === client || clientId === "" ? "" : `, which calls itself ${cut(clientId, NAMED)},`} with return code ${returnCode}: ${says}`,
				{ kind: "decision", clause },
			),
		// The end of its connection says why.
		narration: () => null,
	},
	"rule.broken": {
		line: (event, worlds) =>
			wireLine(worlds, event.connection, (client) => `Rule broken by ${client}: ${slipText(event)}`, {
				message: event.message,
				clause: event.clause,
				direction: "up",
			}),
		narration: (event, worlds) =>
			`${clientAt(worlds, event.connection) ?? "A client"} broke a rule: ${slipText(event)}. Its connection goes on.`,
	},
};

function slipText({ breach, packet, packetId, message }: FactOf<"rule.broken">): string {
	const it = `${packet} #${packetId}`;
	const known = message ?? "the message";
	switch (breach) {
		case "wrong-answer":
			return packet === "PUBACK"
				? `${it}, but ${known} went out at QoS 2, which is answered with PUBREC and PUBCOMP`
				: `${it}, but ${known} went out at QoS 1, which is answered with PUBACK`;
		case "unknown-id":
			return `${it}, but nothing was sent under this id on this connection`;
		case "pubcomp-too-early":
			return `${it} for ${known}, before PUBREC`;
		case "pubrel-too-early":
			return `${it} for ${known}, before PUBREC came from the broker`;
		case "published-after-pubrel":
			return `${it} brings ${known} again, after its PUBREL`;
		case "id-in-use":
			return packet === "PUBLISH" || message === null
				? `${it} takes an id that is still in use`
				: `${it} takes the id of ${known}, which is not acknowledged yet`;
		default:
			return unreachable(breach);
	}
}
