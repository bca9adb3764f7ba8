import { useState } from "react";
import type { ClassQuestion } from "#contract/class.ts";
import { LIMITS } from "#contract/limits.ts";
import { Button } from "#kit/button.tsx";
import { Field } from "#kit/field.tsx";
import { Sheet } from "#kit/sheet.tsx";
import { ownQuestion } from "./class-question.ts";
import "./own-question.css";

type OwnQuestionProps = { open: boolean; onClose: () => void; onMade: (question: ClassQuestion) => void };

/** A question that no lesson asks, with its answers. */
export function OwnQuestion({ open, onClose, onMade }: OwnQuestionProps) {
	// Here, and not in what is gone while the sheet is closed: Esc, which a presenter may send, loses nothing that was written.
	const [draft, setDraft] = useState(EMPTY);
	const made = (question: ClassQuestion) => {
		setDraft(EMPTY);
		onMade(question);
	};
	return (
		<Sheet open={open} onClose={onClose} title="A question of your own" className="own-question">
			<Form draft={draft} onDraft={setDraft} onMade={made} />
		</Sheet>
	);
}

type Draft = { readonly asks: string; readonly answers: readonly string[] };
const EMPTY: Draft = { asks: "", answers: ["", ""] };

type FormProps = Pick<OwnQuestionProps, "onMade"> & { draft: Draft; onDraft: (draft: Draft) => void };

function Form({ draft: { asks, answers }, onDraft, onMade }: FormProps) {
	const setAsks = (text: string) => onDraft({ asks: text, answers });
	const setAnswers = (all: readonly string[]) => onDraft({ asks, answers: all });
	const [wrong, setWrong] = useState<string | null>(null);
	const set = (at: number, answer: string) => setAnswers(answers.map((one, other) => (other === at ? answer : one)));
	const make = () => {
		const made = ownQuestion(Date.now().toString(36), asks, answers);
		if (typeof made === "string") setWrong(made);
		else onMade(made);
	};
	return (
		<form
			className="own-question-form"
			onSubmit={(event) => {
				event.preventDefault();
				make();
			}}
		>
			<Field data-first label="Question" value={asks} onChange={setAsks} maxLength={LIMITS.classSentenceCharacters} />
			<fieldset>
				<legend className="legend">Answers</legend>
				{answers.map((answer, at) => {
					const letter = String.fromCharCode(65 + at);
					return (
						<div key={letter} className="own-question-answer">
							<b aria-hidden="true">{letter}</b>
							<Field
								label={`Answer ${letter}`}
								hideLabel
								value={answer}
								onChange={(text) => set(at, text)}
								maxLength={LIMITS.classSentenceCharacters}
							/>
						</div>
					);
				})}
			</fieldset>
			<Button
				size="small"
				icon="plus"
				disabled={answers.length === LIMITS.answers ? `A question has at most ${LIMITS.answers} answers.` : false}
				onClick={() => setAnswers([...answers, ""])}
			>
				Add an answer
			</Button>
			{wrong !== null && (
				<p className="own-question-wrong" role="alert">
					{wrong}
				</p>
			)}
			<div className="own-question-end">
				<Button type="submit" look="primary">
					Use this question
				</Button>
				<p>Nothing is asked before you press Ask. At Reveal you say which answer is right.</p>
			</div>
		</form>
	);
}
