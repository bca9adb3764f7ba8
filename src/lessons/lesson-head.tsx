import type { Ref } from "react";
import type { Lesson } from "#course/lesson.ts";
import { ArticleLink } from "#kit/article-link.tsx";
import { Icon } from "#kit/icon.tsx";
import { Puck } from "#kit/puck.tsx";
import { TESTS } from "#script/tests.ts";
import { Marked } from "#words/marked.tsx";
import { type Chip, chipsOf } from "./chips.ts";
import "./lesson-head.css";

export type Station = "predict" | "run" | "compare";
const STEPS = ["Predict", "Run", "Compare", "Explain"] as const;
/** The stations, and where the reader is. Compare and Explain are one page. */
const DONE: Readonly<Record<Station, number>> = { predict: 0, run: 1, compare: 3 };

/** Title, decisive settings, and the four stations. The focus moves here when the station changes. */
export function LessonHead({ lesson, station, heading }: { lesson: Lesson; station: Station; heading: Ref<HTMLHeadingElement> }) {
	const test = TESTS.find(({ id }) => id === lesson.id);
	return (
		<header className="lesson-head">
			<div>
				<h2 ref={heading} tabIndex={-1}>
					{lesson.title}
				</h2>
				{test !== undefined && (
					<p className="lesson-head-test">
						{test.title} of <ArticleLink />
					</p>
				)}
				<ul className="lesson-head-chips" aria-label="Decisive settings">
					{chipsOf(lesson).map((chip) => (
						<ChipEntry key={chip.key} chip={chip} />
					))}
				</ul>
			</div>
			<ol className="lesson-head-steps" aria-label="Stations of this lesson">
				{STEPS.map((word, at) => (
					<li
						key={word}
						data-mark={at < DONE[station] ? "done" : at === DONE[station] ? "current" : "todo"}
						aria-current={at === DONE[station] ? "step" : undefined}
					>
						<i>{at < DONE[station] && <Icon n="check" s={12} />}</i>
						{word}
						{at < DONE[station] && <span className="sr"> (done)</span>}
					</li>
				))}
			</ol>
		</header>
	);
}

function ChipEntry({ chip }: { chip: Chip }) {
	return (
		<li>
			<Marked>
				{chip.word}
				{chip.wire !== null && <span className="wire">{chip.wire}</span>}
			</Marked>
			{chip.qos.map((qos) => (
				<span key={qos} className="lesson-head-qos">
					<Puck qos={qos} fate="outline" h={15} />
					<Marked>{`QoS ${qos}`}</Marked>
				</span>
			))}
		</li>
	);
}
