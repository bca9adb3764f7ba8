import type { Script } from "#script/runner.ts";
import { Marked } from "#words/marked.tsx";
import { numbered, settingsText, stepMark } from "./script-text.ts";
import "./script-steps.css";

/** The whole script: its question, its three settings, and its steps with the current step marked. */
export function ScriptSteps({ script, next }: { script: Script; next: number }) {
	return (
		<>
			<p className="script-steps-asks">
				<Marked>{script.asks}</Marked>
			</p>
			<ul className="script-steps-settings">
				{(script.settings === undefined ? [] : settingsText(script.settings)).map((setting) => (
					<li key={setting} className="wire">
						<Marked>{setting}</Marked>
					</li>
				))}
			</ul>
			<ol className="script-steps">
				{numbered(script.steps).map(({ key, index, line }) => {
					const mark = stepMark(index, next);
					return (
						<li key={key} data-mark={mark} aria-current={mark === "current" ? "step" : undefined}>
							<Marked>{line.says}</Marked>
							{mark === "done" && <span className="sr"> (done)</span>}
						</li>
					);
				})}
			</ol>
		</>
	);
}
