import { type KeyboardEvent, useRef, useState } from "react";
import { type ClassQuestion, isOwnQuestion } from "#contract/class.ts";
import { Icon } from "#kit/icon.tsx";
import { usePlayground } from "#script/playground.ts";
import { answerText, letterOf } from "./answer-text.ts";
import type { OwnSeat } from "./use-seat.ts";
import "./seat-question.css";

/** A question, and this seat's answer as the host has it: nothing is drawn as chosen before the host says so. */
export function SeatQuestion({ own }: { own: OwnSeat }) {
	const { room } = usePlayground();
	const { told, answer, hands } = own;
	const [sending, setSending] = useState<number | null>(null);
	const [fault, setFault] = useState<string | null>(null);
	const { question, stage } = told;
	if (question === null) return null;
	const send = async (chosen: number) => {
		setSending(chosen);
		setFault(null);
		const done = await room.sendClass({ type: "class.answer", question: question.id, answer: chosen });
		setSending((now) => (now === chosen ? null : now));
		if (!done.ok) setFault(done.says);
	};
	const refuses = stage === "ask" ? hands : "The question is closed.";
	const { head, says } = answerText({ stage, own: isOwnQuestion(question), answer, sending, fault });
	return (
		<>
			<Moments setup={question.setup} />
			<Choices question={question} answer={answer} refuses={refuses} onChoose={send} />
			<p className="seat-question-foot" role="status">
				<b>{head}</b> {says}
			</p>
		</>
	);
}

function Moments({ setup }: Pick<ClassQuestion, "setup">) {
	if (setup.length === 0) return null;
	return (
		<ol className="seat-question-moments">
			{setup.map(({ says, code, messages = [] }, at) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: moments have no name of their own and keep their order
				<li key={at}>
					<i aria-hidden="true">{at + 1}</i>
					<span>
						{says} {code !== undefined && <span className="wire">{code}</span>}
						{messages.length > 0 && <span className="wire">{messages.join(" ")}</span>}
					</span>
				</li>
			))}
		</ol>
	);
}

type ChoicesProps = {
	question: ClassQuestion;
	answer: number | null;
	refuses: string | undefined;
	onChoose: (answer: number) => void;
};

/** One of them can be chosen. Arrows go from one to the next without choosing it: what is chosen is sent. */
function Choices({ question: { asks, answers }, answer, refuses, onChoose }: ChoicesProps) {
	const group = useRef<HTMLDivElement>(null);
	const [at, setAt] = useState(answer ?? 0);
	const move = (event: KeyboardEvent) => {
		const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
		if (by === undefined) return;
		event.preventDefault();
		const next = (at + by + answers.length) % answers.length;
		setAt(next);
		(group.current?.children[next] as HTMLElement | undefined)?.focus();
	};
	return (
		<div ref={group} className="seat-question-choices" role="radiogroup" aria-label={asks} onKeyDown={move}>
			{answers.map((says, one) => (
				// biome-ignore lint/a11y/useSemanticElements: a radio input chooses with every arrow key
				<button
					// biome-ignore lint/suspicious/noArrayIndexKey: an answer is named by its place
					key={one}
					type="button"
					role="radio"
					className="seat-question-choice"
					aria-checked={one === answer}
					aria-disabled={refuses !== undefined || undefined}
					title={refuses}
					tabIndex={one === at ? 0 : -1}
					onFocus={() => setAt(one)}
					onClick={() => refuses === undefined && onChoose(one)}
				>
					<b>
						{letterOf(one)}
						{one === answer && <Icon n="check" s={20} />}
					</b>
					<span>{says}</span>
				</button>
			))}
		</div>
	);
}
