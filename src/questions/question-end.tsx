import { useEffect } from "react";
import { useStore } from "zustand";
import { isSeen } from "#course/play.ts";
import { questionById } from "#course/questions/questions.ts";
import { Icon } from "#kit/icon.tsx";
import { clauseLabel } from "#mqtt/clause-id.ts";
import { usePlayground } from "#script/playground.ts";
import { Marked } from "#words/marked.tsx";
import { keepSeen } from "./seen.ts";
import "#kit/button.css";
import "./question-end.css";

/** In the Lab, once the run of a question has come to its end: whether it proved the answer, and the answer. */
export function QuestionEnd({ room, question: id, storage }: { room: string; question: string; storage: Storage }) {
	const playground = usePlayground();
	const end = useStore(playground.script, ({ state, worlds }) => (state === "done" ? (worlds.at(-1) ?? null) : null));
	const question = questionById(id);
	const proven = question !== undefined && end !== null && isSeen(question.proves, end);
	useEffect(() => {
		if (proven) keepSeen(storage, id);
	}, [proven, storage, id]);
	if (question === undefined || end === null) return null;
	return (
		<section className="question-end" aria-label="Answer" data-proven={proven}>
			<p role="status">
				<Icon n={proven ? "check" : "diff"} s={16} />
				{proven ? (
					<Marked>{`It came out as the answer says. ${question.says}`}</Marked>
				) : (
					"It came out differently here, so this run proves nothing. The ledger says what became of each message."
				)}
				{proven && <span className="wire"> {clauseLabel(question.clause)}</span>}
			</p>
			<a className="button small" href={`/r/${room}/questions/${id}`}>
				Back to the question
			</a>
		</section>
	);
}
