import { ClauseNumber } from "#words/clause-number.tsx";
import { Marked } from "#words/marked.tsx";
import { useClauseText } from "#words/use-clause-text.ts";
import "./packet-meaning.css";

/** What the packet is for, or what is wrong with it, and the statement of the standard, in our words. */
export function PacketMeaning({ says, clause, wrong }: { says: string; clause: string | null; wrong: boolean }) {
	const told = useClauseText(clause, true);
	return (
		<div className="packet-meaning">
			<div>
				<h4 className="legend">{wrong ? "What is wrong" : "What it is for"}</h4>
				<p>
					<Marked>{says}</Marked>
				</p>
			</div>
			{clause !== null && told !== null && (
				<p className="packet-meaning-clause">
					<ClauseNumber of={clause} /> {told.says}
				</p>
			)}
		</div>
	);
}
