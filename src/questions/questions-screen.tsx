import { type Ref, useEffect, useRef, useState } from "react";
import { many } from "#contract/many.ts";
import { groupOf, QUESTION_GROUPS, QUESTIONS, questionById } from "#course/questions/questions.ts";
import { Icon } from "#kit/icon.tsx";
import type { QuestionsAt, WordsPlace } from "./places.ts";
import { QuestionList } from "./question-list.tsx";
import { QuestionPage } from "./question-page.tsx";
import { SearchField } from "./search-field.tsx";
import { seek } from "./seek.ts";
import { SideList } from "./side-list.tsx";
import "./questions-screen.css";

type ScreenProps = QuestionsAt & {
	/** The questions whose run this browser has seen, by id. */
	seen: readonly string[];
	/** Where "Run it" leads: a room of its own. */
	runHref: (question: string) => string;
	words: WordsPlace;
};

/** Questions people ask, and the words of the standard: two lists with one search. Mounted anew for each list and each question. */
export function QuestionsScreen({ seen, runHref, words, ...at }: ScreenProps) {
	const [sought, setSought] = useState("");
	const question = at.question === null ? undefined : questionById(at.question);
	const heading = useRef<HTMLHeadingElement>(null);
	const named = useRef(at.asked);
	useEffect(() => {
		// the list goes to the word that the address names
		if (named.current !== null) return;
		heading.current?.focus({ preventScroll: true });
		heading.current?.closest("main")?.scrollTo(0, 0);
	}, []);
	const isSearch = sought.trim() !== "";
	const opened = isSearch ? undefined : question;
	return (
		<div className="questions-screen" data-opened={opened !== undefined || undefined}>
			<SideList {...at} words={words.groups} />
			<div className="questions-screen-body">
				{opened === undefined ? (
					<Head at={at} isSearch={isSearch} heading={heading} words={words} />
				) : (
					<Crumb room={at.room} question={opened.id} />
				)}
				<SearchField
					value={sought}
					onChange={setSought}
					label={at.screen === "words" ? "Find a term, a packet or a number" : "Ask in your own words"}
				/>
				<div className="questions-screen-found">
					{opened !== undefined ? (
						<QuestionPage room={at.room} question={opened} seen={seen.includes(opened.id)} runHref={runHref(opened.id)} heading={heading} />
					) : isSearch ? (
						<Hits room={at.room} sought={sought} seen={seen} words={words} first={at.screen} />
					) : at.screen === "words" ? (
						words.list({ group: at.within, sought: "", asked: at.asked })
					) : (
						<QuestionList room={at.room} groups={QUESTION_GROUPS.filter(({ id }) => at.within === null || id === at.within)} seen={seen} />
					)}
				</div>
			</div>
		</div>
	);
}

/** Back to the group in which the question stands. */
function Crumb({ room, question }: { room: string; question: string }) {
	const group = groupOf(question);
	return (
		<a className="questions-screen-crumb" href={`/r/${room}/questions?in=${group?.id}`}>
			<Icon n="left" s={14} />
			{group?.title}
		</a>
	);
}

type HeadProps = { at: QuestionsAt; isSearch: boolean; heading: Ref<HTMLHeadingElement>; words: WordsPlace };

function Head({ at, isSearch, heading, words }: HeadProps) {
	const isWords = at.screen === "words";
	const missing = at.question !== null && !isSearch;
	const title = missing ? "No such question" : isWords ? "Words" : "Questions people ask";
	const count = words.groups.reduce((sum, group) => sum + group.count, 0);
	const says = missing
		? "These are the questions that are answered here."
		: isWords
			? `${count} terms, one sentence each, and one thing to try.`
			: "Each answered in two sentences and one run.";
	return (
		<header className="questions-screen-head">
			<title>{`${title} · Slow Wire`}</title>
			<h2 ref={heading} tabIndex={-1}>
				{title}
			</h2>
			<p>{says}</p>
		</header>
	);
}

type HitsProps = { room: string; sought: string; seen: readonly string[]; words: WordsPlace; first: "questions" | "words" };

/** What the search finds, in both lists; that of the screen comes first. */
function Hits({ room, sought, seen, words, first }: HitsProps) {
	const found = seek(QUESTIONS, sought);
	const questions = (
		<section className="questions-screen-hits" aria-label="Questions found" key="questions">
			<p role="status">{sayFound(found.length)}</p>
			{found.length > 0 && <QuestionList room={room} groups={[{ id: "found", title: "Questions", questions: found }]} seen={seen} />}
		</section>
	);
	const terms = (
		<section className="questions-screen-hits" aria-labelledby="words-found" key="words">
			<h3 id="words-found">Words</h3>
			{words.list({ group: null, sought, asked: null })}
		</section>
	);
	return <>{first === "words" ? [terms, questions] : [questions, terms]}</>;
}

function sayFound(count: number): string {
	if (count === 0) return "No question here asks this. Try fewer words, or others.";
	return `${many(count, "question")}, ${count === 1 ? "by what you asked" : "the nearest first"}:`;
}
