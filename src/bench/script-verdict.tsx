import { Icon } from "#kit/icon.tsx";
import type { Script, Verdict } from "#script/runner.ts";
import { verdictText } from "./script-text.ts";

/** What came of it beside what had to come of it, and why, with the clause. */
export function ScriptVerdict({ script, verdict }: { script: Script; verdict: Verdict }) {
	const text = verdictText(script, verdict);
	return (
		<div className="script-verdict" role="status" data-expected={verdict.asExpected}>
			<p>
				<Icon n={verdict.asExpected ? "check" : "diff"} s={15} />
				<b>{text.received}</b>, {text.expected}; <span className="wire">{text.session}</span>.
			</p>
			<p className="script-why">
				{script.expects.why} <span className="wire">[{script.expects.clause}]</span>
			</p>
		</div>
	);
}
