import { Icon } from "#kit/icon.tsx";
import { useWorld } from "#script/playground.ts";
import type { Expectation, Verdict } from "#script/runner.ts";
import { ClauseNumber } from "#words/clause-number.tsx";
import { Marked } from "#words/marked.tsx";
import { verdictText, whyText } from "./script-text.ts";
import "./script-verdict.css";

/** The actual outcome beside the expected one, and why, with the clause. */
export function ScriptVerdict({ expects, verdict }: { expects: Expectation; verdict: Verdict }) {
	const text = verdictText(expects, verdict);
	const settings = useWorld((world) => world.settings);
	const why = whyText(expects, verdict, settings);
	return (
		<div className="script-verdict" role="status" data-expected={verdict.asExpected}>
			<p>
				<Icon n={verdict.asExpected ? "check" : "diff"} s={15} />
				<b>{text.received}</b>, {text.expected};{" "}
				<span className="wire">
					<Marked>{text.session}</Marked>
				</span>
				.
			</p>
			<p className="script-verdict-why">
				<Marked>{why.says}</Marked> {why.clause !== null && <ClauseNumber of={why.clause} />}
			</p>
		</div>
	);
}
