import { groupOf, QUESTION_GROUPS, QUESTIONS } from "#course/questions/questions.ts";
import type { QuestionsAt, WordsPlace } from "./places.ts";
import "./side-list.css";

type SideProps = QuestionsAt & { words: WordsPlace["groups"] };

/** The groups of questions and words with their counts, down the left side; on a narrow screen the two lists alone. */
export function SideList({ room, screen, question, within, words }: SideProps) {
	const base = `/r/${room}`;
	const group = question === null ? within : (groupOf(question)?.id ?? null);
	const isQuestions = screen === "questions";
	return (
		<nav className="side-list" aria-label="Questions and words">
			<h2>Questions</h2>
			<Entry href={`${base}/questions`} says="All questions" count={QUESTIONS.length} here={isQuestions && group === null} whole />
			{QUESTION_GROUPS.map(({ id, title, questions }) => (
				<Entry
					key={id}
					href={`${base}/questions?in=${id}`}
					says={title}
					count={questions.length}
					here={isQuestions && group === id}
					inside={question !== null}
				/>
			))}
			<h2>Words</h2>
			<Entry
				href={`${base}/words`}
				says="All words"
				count={words.reduce((sum, { count }) => sum + count, 0)}
				here={!isQuestions && within === null}
				whole
			/>
			{words.map(({ group: name, count }) => (
				<Entry
					key={name}
					href={`${base}/words?in=${encodeURIComponent(name)}`}
					says={name}
					count={count}
					here={!isQuestions && within === name}
				/>
			))}
		</nav>
	);
}

type EntryProps = { href: string; says: string; count: number; here: boolean; whole?: boolean; inside?: boolean };

/** whole: one of the two lists. inside: the reader is at something within this group. */
function Entry({ href, says, count, here, whole = false, inside = false }: EntryProps) {
	return (
		<a href={href} aria-current={here ? (inside ? "true" : "page") : undefined} data-whole={whole || undefined}>
			{says} <span>{count}</span>
		</a>
	);
}
