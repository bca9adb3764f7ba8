import type { CSSProperties } from "react";
import { type ClassQuestion, isOwnQuestion, type Truth } from "#contract/class.ts";
import { Glyph } from "#crowd/glyph.tsx";
import type { RunEvidence } from "./evidence.ts";
import { answerLayout, barShares, letterOf } from "./question-layout.ts";
import { ScreenEvidence } from "./screen-evidence.tsx";
import { Unbroken } from "./unbroken.tsx";
import "./screen-answer.css";

type ScreenAnswerProps = {
	readonly question: ClassQuestion;
	readonly truth: Truth;
	/** How many gave each answer. */
	readonly given: readonly number[];
	/** How many could have. */
	readonly asked: number;
	readonly evidence: RunEvidence | null;
	readonly width: number;
	readonly height: number;
};

/** What was answered, what happened, and what shows it. */
export function ScreenAnswer({ question, truth, given, asked, evidence, width, height }: ScreenAnswerProps) {
	const shares = barShares(given);
	// Nothing has happened where the trainer's own question is answered: no run decides it.
	const isOwn = isOwnQuestion(question);
	const layout = answerLayout(question, width, height);
	const answered = given.reduce((sum, count) => sum + count, 0);
	return (
		<main className="screen-answer tiled" data-evidence={evidence !== null && layout.evidence}>
			<section className="screen-answer-bars">
				<h2 style={{ fontSize: layout.heading }}>
					<Unbroken>{question.asks}</Unbroken>
				</h2>
				<p>
					{answered} of {asked} have answered
				</p>
				<ol style={{ rowGap: layout.gap }}>
					{question.answers.map((answer, at) => (
						<li key={answer} data-true={truth.answer === at}>
							<b className="screen-answer-letter">{letterOf(at)}</b>
							<p className="screen-answer-text" style={{ WebkitLineClamp: layout.lines }}>
								<Unbroken>{answer}</Unbroken>
							</p>
							<div className="screen-answer-bar" style={{ height: layout.bar }}>
								{(shares[at] ?? 0) > 0 && <i style={{ "--share": shares[at] } as CSSProperties} />}
								<span className="screen-answer-count" style={{ fontSize: Math.min(56, layout.bar + 8) }}>
									{given[at] ?? 0}
								</span>
								{truth.answer === at && (
									<span className="screen-answer-mark">
										<Glyph n="tick" s={38} />
										{isOwn ? "Right answer" : "What happened"}
									</span>
								)}
							</div>
						</li>
					))}
				</ol>
				{truth.answer === null && (
					<p className="screen-answer-none">{isOwn ? "None of these is right." : "None of these is what happened."}</p>
				)}
			</section>
			{evidence !== null && layout.evidence && <ScreenEvidence evidence={evidence} />}
		</main>
	);
}
