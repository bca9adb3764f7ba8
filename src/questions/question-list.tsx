import type { QuestionGroup } from "#course/questions/questions.ts";
import { NARROW, useMedia } from "#kit/media.ts";
import { SignDrawing } from "./sign-drawing.tsx";
import "./question-list.css";

type ListProps = { room: string; groups: readonly QuestionGroup[]; seen: readonly string[] };

/** All groups, in two columns of the same length. */
const COLUMNS: readonly (readonly string[])[] = [
	["not-arrived", "kept"],
	["twice", "connected", "script"],
];

/** Groups of questions with a small picture each. */
export function QuestionList({ room, groups, seen }: ListProps) {
	const narrow = useMedia(NARROW);
	const columns = narrow || groups.length < 2 ? [groups] : COLUMNS.map((ids) => groups.filter(({ id }) => ids.includes(id)));
	return (
		<div className="question-list" data-columns={columns.length}>
			{columns.map((column) => (
				<div key={column[0]?.id}>
					{column.map((group) => (
						<Group key={group.id} room={room} group={group} seen={seen} />
					))}
				</div>
			))}
		</div>
	);
}

function Group({ room, group, seen }: { room: string; group: QuestionGroup; seen: readonly string[] }) {
	const { id, title, questions } = group;
	return (
		<section aria-labelledby={`group-${id}`}>
			<h3 id={`group-${id}`}>{title}</h3>
			<ul>
				{questions.map((question) => (
					<li key={question.id}>
						<span>
							<a href={`/r/${room}/questions/${question.id}`}>{question.title}</a>
							{seen.includes(question.id) && <span className="question-list-seen">seen</span>}
						</span>
						<SignDrawing sign={question.sign} />
					</li>
				))}
			</ul>
		</section>
	);
}
