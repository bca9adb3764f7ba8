import { type ClassTold, isOwnQuestion } from "#contract/class.ts";
import { many } from "#contract/many.ts";
import { Icon } from "#kit/icon.tsx";
import { useWorld } from "#script/playground.ts";
import { answerBars } from "./answer-text.ts";
import { evidenceOf } from "./evidence.ts";
import { SeatBoxCase, SeatPileRow } from "./seat-box-section.tsx";
import "./seat-outcome.css";

/** What the class answered, and what happened. Never by person. */
export function SeatOutcome({ told }: { told: ClassTold }) {
	const world = useWorld((now) => now);
	const { truth, question } = told;
	const bars = answerBars(told);
	if (truth === null || question === null) return null;
	const own = isOwnQuestion(question);
	const evidence = evidenceOf(world, truth);
	const sum = bars.reduce((all, { given }) => all + given, 0);
	return (
		<>
			<section className="seat-outcome" aria-label="The class">
				<h2>
					The class <span>{many(sum, "answer")}</span>
				</h2>
				<ol>
					{bars.map(({ letter, says, given, share, came }) => (
						<li key={letter} data-came={came}>
							<span className="seat-outcome-letter">{letter}</span>
							<span className="seat-outcome-says">{says}</span>
							<span className="seat-outcome-bar">
								<i style={{ inlineSize: `${share * 82}%` }} />
								<span>{given}</span>
								{came && (
									<em>
										<Icon n="check" s={18} />
										{own ? "Right answer" : "What happened"}
									</em>
								)}
							</span>
						</li>
					))}
				</ol>
				{truth.answer === null && <p className="seat-outcome-none">{own ? "None of them is right." : "None of them happened."}</p>}
			</section>
			{evidence !== null && (
				<SeatBoxCase title="Evidence from this run" tag={evidence.client} box={evidence.box}>
					{evidence.piles.map((pile) => (
						<SeatPileRow key={pile.says} pile={pile} />
					))}
				</SeatBoxCase>
			)}
		</>
	);
}
