import { type Ref, useState } from "react";
import { asCode, asPlainCode, type Language } from "#code/code.ts";
import { many } from "#contract/many.ts";
import { lessonById } from "#course/lessons/lessons.ts";
import { type Question, runOfQuestion } from "#course/questions/question.ts";
import { CodeText } from "#kit/code-text.tsx";
import { Icon } from "#kit/icon.tsx";
import { Segmented } from "#kit/segmented.tsx";
import { clauseLabel } from "#mqtt/clause-id.ts";
import { clauseText } from "#mqtt/clauses.ts";
import { Marked } from "#words/marked.tsx";
import { RowPicture } from "./row-picture.tsx";
import "#kit/button.css";
import "./question-page.css";

type PageProps = { room: string; question: Question; seen: boolean; runHref: string; heading: Ref<HTMLHeadingElement> };

/** One question: the answer in two sentences, the run that proves it as a storyboard, the clause, and the run itself. */
export function QuestionPage({ room, question, seen, runHref, heading }: PageProps) {
	const lesson = question.lesson === null ? null : lessonById(question.lesson);
	const steps = question.rows.reduce((sum, { lines }) => sum + lines.length, 0);
	return (
		<article className="question-page">
			<title>{`${question.title} · Slow Wire`}</title>
			<div className="question-page-answer">
				<h2 ref={heading} tabIndex={-1}>
					{question.title}
				</h2>
				<p>
					<Marked all>{question.says}</Marked>
				</p>
			</div>
			<section className="question-page-board" aria-label="The run that proves it">
				<h3>
					The run that proves it <span>{many(steps, "step")}</span>
				</h3>
				<ol>
					{question.rows.map(({ moment, why, picture }) => (
						<li key={moment}>
							<RowPicture picture={picture} />
							<p>
								<b>{moment}</b> <Marked>{why}</Marked>
							</p>
						</li>
					))}
				</ol>
			</section>
			<div className="question-page-more">
				<p className="question-page-clause">
					<b>{clauseLabel(question.clause)}</b> <Marked all>{`${clauseText(question.clause)}.`}</Marked>
				</p>
				<div className="question-page-run">
					<a className="button big primary" href={runHref}>
						<Icon n="play" s={17} />
						Run it
					</a>
					<p>In the Lab, in a room of its own{seen ? ". You have seen it" : ""}.</p>
				</div>
				{lesson !== null && (
					<p className="question-page-lesson">
						Predict first: <a href={`/r/${room}/lessons/${lesson.id}`}>{lesson.title}</a>
					</p>
				)}
			</div>
			{question.code !== undefined && <Code question={question} name={question.code} />}
		</article>
	);
}

const LANGUAGES: readonly { readonly value: Language; readonly label: string; readonly name: string }[] = [
	{ value: "python", label: "Python", name: "Python with paho-mqtt" },
	{ value: "javascript", label: "JavaScript", name: "JavaScript with mqtt.js" },
	{ value: "shell", label: "Shell", name: "Shell with mosquitto_pub and mosquitto_sub" },
];
/** A broker on one's own machine, as Mosquitto comes up there. */
const BROKER = { host: "localhost", port: 1883, userName: null, waitSeconds: 1 };

function Code({ question, name }: { question: Question; name: string }) {
	const [language, setLanguage] = useState<Language>("python");
	const { steps } = runOfQuestion(question);
	const { text, fileName } = asPlainCode(steps, BROKER, language, name) ?? asCode(steps, BROKER, language, name);
	return (
		<section className="question-page-code" aria-label="The script">
			<h3>The script</h3>
			<Segmented label="Language" choices={LANGUAGES} value={language} onChange={setLanguage} />
			<CodeText key={language} text={text} fileName={fileName} />
		</section>
	);
}
