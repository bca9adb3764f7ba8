import type { ClassQuestion } from "#contract/class.ts";
import { Sheet } from "#kit/sheet.tsx";
import "./which-answer.css";

type WhichAnswerProps = { open: boolean; question: ClassQuestion; onClose: () => void; onChosen: (answer: number | null) => void };

/** A question of the trainer's own has no run that decides: the trainer says which answer is right. */
export function WhichAnswer({ open, question, onClose, onChosen }: WhichAnswerProps) {
	return (
		<Sheet open={open} onClose={onClose} title="Which answer is right?" className="which-answer">
			<p className="which-answer-asks">{question.asks}</p>
			<ol>
				{question.answers.map((answer, at) => (
					<li key={answer}>
						<button type="button" data-first={at === 0 || undefined} onClick={() => onChosen(at)}>
							<b>{String.fromCharCode(65 + at)}</b>
							<span>{answer}</span>
						</button>
					</li>
				))}
				<li>
					<button type="button" onClick={() => onChosen(null)}>
						<b aria-hidden="true">–</b>
						<span>None of these</span>
					</button>
				</li>
			</ol>
		</Sheet>
	);
}
