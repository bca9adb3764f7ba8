import { SETTINGS } from "#contract/presets.ts";
import { answersInOrder, type Lettered } from "#course/answer-order.ts";
import type { Lesson } from "#course/lesson.ts";
import { Button } from "#kit/button.tsx";
import { clauseLabel } from "#mqtt/clause-id.ts";
import { clauseText } from "#mqtt/clauses.ts";
import { sayStep } from "#script/say-step.ts";
import { saySketch } from "./say-sketch.ts";
import "./handout.css";

type PageProps = { lesson: Lesson; answers: readonly Lettered[] };

/** A lesson on paper: the question on the first page, the outcome on the second. The answers stand in the order of this browser. */
export function Handout({ lesson, order }: { lesson: Lesson; order: number }) {
	const answers = answersInOrder(lesson, order);
	return (
		<main className="handout">
			<div className="handout-bar">
				<a href="/">Slow Wire</a>
				<span>Two pages: hand out the first one, keep the second.</span>
				<Button look="primary" onClick={() => window.print()}>
					Print
				</Button>
			</div>
			<Asked lesson={lesson} answers={answers} />
			<Answered lesson={lesson} answers={answers} />
		</main>
	);
}

function Asked({ lesson, answers }: PageProps) {
	const { group, title, asks, moments, watches, words = [] } = lesson;
	return (
		<section className="handout-page">
			<Head lesson={lesson} />
			<p className="handout-group">{group}</p>
			<h1>{title}</h1>
			<Settings lesson={lesson} />
			{words.length > 0 && (
				<dl className="handout-words">
					{words.map(({ term, says }) => (
						<div key={term}>
							<dt>{term}:</dt> <dd>{says}</dd>
						</div>
					))}
				</dl>
			)}
			<h2>What is done</h2>
			<ol className="handout-moments">
				{moments.map((moment, at) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: moments have no name of their own and keep their order
					<li key={at}>
						<h3>{moment.title}</h3>
						<ol>
							{moment.lines.map(({ says, step }, line) => (
								// biome-ignore lint/suspicious/noArrayIndexKey: the same step may be made twice
								<li key={line}>{says ?? sayStep(step)}</li>
							))}
						</ol>
					</li>
				))}
			</ol>
			<h2>{asks}</h2>
			<ul className="handout-answers">
				{answers.map(({ letter, answer }) => (
					<li key={answer.id} data-letter={letter}>
						{answer.says}
					</li>
				))}
			</ul>
			<p className="handout-why">Why?</p>
			<h2>Draw what you expect to see of {watches.join(" and ")}</h2>
			<ol className="handout-board">
				{moments.map(({ title: heading }, at) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: as above
					<li key={at}>{heading}</li>
				))}
			</ol>
		</section>
	);
}

function Answered({ lesson, answers }: PageProps) {
	const { title, moments, explain, comes, belief } = lesson;
	const came = answers.find(({ answer }) => answer.id === comes);
	return (
		<section className="handout-page">
			<Head lesson={lesson} />
			<p className="handout-group">The outcome</p>
			<h1>{title}</h1>
			<p className="handout-came">
				{came?.letter}. {came?.answer.says}
			</p>
			<ol className="handout-moments">
				{moments.map((moment, at) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: as above
					<li key={at}>
						<h3>{moment.title}</h3>
						<ul>
							{Object.entries(came?.answer.sees[at] ?? {}).flatMap(([clientId, sketch]) =>
								saySketch(clientId, sketch).map((says) => <li key={`${clientId} ${says}`}>{says}</li>),
							)}
						</ul>
					</li>
				))}
			</ol>
			<h2>{explain.title}</h2>
			{belief !== undefined && <p>Many believe: “{belief}”</p>}
			{explain.says.map((says) => (
				<p key={says}>{says}</p>
			))}
			<dl className="handout-clauses">
				{explain.clauses.map((clause) => (
					<div key={clause}>
						<dt className="wire">{clauseLabel(clause)}</dt>
						<dd>{clauseText(clause) ?? ""}</dd>
					</div>
				))}
			</dl>
		</section>
	);
}

function Head({ lesson }: { lesson: Lesson }) {
	return (
		<p className="handout-head">
			<span>Slow Wire: MQTT sessions and QoS</span>
			<span className="wire">{lesson.id}</span>
		</p>
	);
}

/** The broker's settings, where they differ from those of Mosquitto 2.0. */
function Settings({ lesson: { broker = {} } }: { lesson: Lesson }) {
	const changed = Object.entries(broker).map(([key, value]) => `${SETTINGS[key as keyof typeof SETTINGS].name} = ${value ?? "never"}`);
	return (
		<p className="handout-settings">
			Broker settings: the defaults of Mosquitto 2.0
			{changed.length === 0 ? (
				"."
			) : (
				<>
					, but <span className="wire">{changed.join(", ")}</span>.
				</>
			)}
		</p>
	);
}
