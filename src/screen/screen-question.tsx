import type { CSSProperties } from "react";
import type { ClassQuestion } from "#contract/class.ts";
import { BigPuck } from "#crowd/big-puck.tsx";
import { letterOf, qosIn, questionLayout } from "./question-layout.ts";
import { Unbroken } from "./unbroken.tsx";
import "./screen-question.css";

/** The question of now: the setup in numbered moments, with nothing of any fate, and the answers. */
export function ScreenQuestion({ question, width, height }: { question: ClassQuestion; width: number; height: number }) {
	const layout = questionLayout(question, width, height);
	return (
		<main className="screen-question tiled" data-answers={layout.columns}>
			{layout.setup && question.setup.length > 0 && (
				<ol className="screen-question-setup" style={{ "--moments": question.setup.length } as CSSProperties}>
					{question.setup.map(({ says, code, messages = [] }, at) => (
						<li key={says}>
							<i>{at + 1}</i>
							<div>
								<p>
									<Unbroken>{says}</Unbroken>
								</p>
								{code !== undefined && <p className="screen-question-bytes">{code}</p>}
								{messages.length > 0 && (
									<p className="screen-question-pucks">
										{messages.map((message) => (
											<BigPuck key={message} qos={qosIn(says)} fate="outline" label={message} h={70} />
										))}
									</p>
								)}
							</div>
						</li>
					))}
				</ol>
			)}
			<h2 style={{ fontSize: layout.question }}>
				<Unbroken>{question.asks}</Unbroken>
			</h2>
			<ol className="screen-question-answers" style={{ gap: layout.gap, fontSize: layout.answer }}>
				{question.answers.map((answer, at) => (
					<li key={answer} style={{ minHeight: layout.row }}>
						<b>{letterOf(at)}</b>
						<span>
							<Unbroken>{answer}</Unbroken>
						</span>
					</li>
				))}
			</ol>
		</main>
	);
}

/** How many have answered, with a tick for each, in no seat's order; and nothing of what they have answered. */
export function ScreenAnswered({ answered, asked, closed }: { answered: number; asked: number; closed: boolean }) {
	return (
		<footer className="screen-question-count">
			<p role="status">
				{closed ? <b>Closed. </b> : null}
				{closed ? `${answered} of ${asked}` : <b>{`${answered} of ${asked}`}</b>} have answered
			</p>
			<div className="screen-question-ticks" aria-hidden="true">
				{Array.from({ length: asked }, (_, at) => `tick ${at + 1}`).map((tick, at) => (
					<i key={tick} data-given={at < answered} />
				))}
			</div>
		</footer>
	);
}
