import { useId } from "react";
import { clauseLabel } from "#mqtt/clause-id.ts";
import { CLAUSES, type ClauseId } from "#mqtt/clauses.ts";
import type { Rule, RuleGroup } from "#rules/groups.ts";
import type { Seen, SeenRule } from "#rules/rules-seen.ts";
import { Marked } from "#words/marked.tsx";
import { countOf, lessonOn, sayWhen } from "./rules-text.ts";
import "./rules-group.css";

/** The statements of one subject: what was seen stands on paper, the rest is a quiet outline. */
export function RulesGroup({ group, seen, room }: { group: RuleGroup; seen: Seen; room: string }) {
	const heading = useId();
	const count = countOf([group], seen);
	return (
		<section className="rules-group" aria-labelledby={heading}>
			<h2 id={heading}>
				{group.title}{" "}
				<span>
					{count.seen} of {count.of}
				</span>
			</h2>
			<ul>
				{group.rules.map((rule) => (
					<RuleSeen key={rule.clause} rule={rule} seen={seen[rule.clause]} room={room} />
				))}
			</ul>
		</section>
	);
}

function RuleSeen({ rule, seen, room }: { rule: Rule; seen: SeenRule | undefined; room: string }) {
	const { clause, shownBy } = rule;
	return (
		<li className="rules-group-rule" data-seen={seen !== undefined}>
			<p className="rules-group-id">
				<code>{clauseLabel(clause)}</code>
				<span>{seen === undefined ? "not seen yet" : "seen"}</span>
			</p>
			<p className="rules-group-says">
				<Marked>{`${CLAUSES[clause]}.`}</Marked>
			</p>
			{seen === undefined ? (
				<p className="rules-group-hint">
					<Marked>{shownBy}</Marked> <ToLesson clause={clause} room={room} />
				</p>
			) : (
				<>
					<p className="rules-group-when">
						<time dateTime={new Date(seen.at).toISOString()}>{sayWhen(seen)}</time>
					</p>
					{seen.says !== "" && (
						<p className="rules-group-line">
							<Marked>{seen.says}</Marked>
						</p>
					)}
				</>
			)}
		</li>
	);
}

function ToLesson({ clause, room }: { clause: ClauseId; room: string }) {
	const lesson = lessonOn(clause);
	return lesson === null ? null : <a href={`/r/${room}/lessons/${lesson.id}`}>Lesson: {lesson.title}</a>;
}
