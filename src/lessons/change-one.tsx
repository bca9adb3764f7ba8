import { useEffect, useRef } from "react";
import { byId } from "#course/by-id.ts";
import type { Tried } from "#course/follow-up.ts";
import type { Lesson } from "#course/lesson.ts";
import { tryChange } from "#course/try-change.ts";
import { useCourse, useCourseState } from "#course/use-course.ts";
import { Icon } from "#kit/icon.tsx";
import { Puck } from "#kit/puck.tsx";
import { sayChange } from "#trial/change.ts";
import { useTrials } from "#trial/use-trials.ts";
import { Marked } from "#words/marked.tsx";
import { ByHand } from "./by-hand.tsx";
import { type OutcomeGroup, outcomesOf } from "./outcome.ts";
import type { RunningLesson } from "./use-running.tsx";
import "./change-one.css";

type Follow = NonNullable<Lesson["follow"]>;
const NOTHING: Readonly<Record<number, Tried>> = {};

/** Change one thing: each change is really run, in a room of its own, when its button is pressed. */
export function ChangeOne({ lesson, follow, running }: { lesson: Lesson; follow: Follow; running: RunningLesson }) {
	const course = useCourse();
	const trials = useTrials();
	const tried = useCourseState(({ lessons }) => byId(lessons, lesson.id)?.tried ?? NOTHING);
	const looking = useRef(new AbortController());
	useEffect(() => {
		const here = new AbortController();
		looking.current = here;
		return () => here.abort();
	}, []);
	const run = (change: number) => void tryChange(course, trials, { lesson, change, signal: looking.current.signal });
	return (
		<section className="change-one" aria-labelledby="change">
			<h3 id="change">Change one thing</h3>
			<p className="change-one-asks">
				<Marked>{follow.asks}</Marked>
			</p>
			<ul className="change-one-list">
				{follow.changes.map((change, at) => (
					<li key={sayChange(change)} data-reached={isReached(tried[at]) || undefined}>
						<button type="button" disabled={tried[at]?.state === "running"} onClick={() => run(at)}>
							<span>{sayChange(change)}</span>
							<Verdict tried={tried[at]} />
						</button>
						<div role="status">
							<Came lesson={lesson} follow={follow} tried={tried[at]} />
						</div>
					</li>
				))}
			</ul>
			<ByHand lesson={lesson} follow={follow} running={running} />
		</section>
	);
}

function isReached(tried: Tried | undefined): boolean {
	return tried?.state === "came" && tried.reached;
}

/** Whether the change reaches the goal; before the run, that the change can be run. */
function Verdict({ tried }: { tried: Tried | undefined }) {
	if (tried?.state !== "came") return <Icon n={tried?.state === "failed" ? "refresh" : "play"} s={13} />;
	return (
		<span className="change-one-verdict">
			<Icon n={tried.reached ? "check" : "cross"} s={13} />
			{tried.reached ? "Reaches it" : "Does not"}
		</span>
	);
}

function Came({ lesson, follow, tried }: { lesson: Lesson; follow: Follow; tried: Tried | undefined }) {
	if (tried === undefined) return null;
	if (tried.state === "running") return <p className="change-one-came">Running it on a broker of its own</p>;
	if (tried.state === "failed") return <p className="change-one-came">It could not be run. {tried.says}</p>;
	const outcomes = outcomesOf(tried.world, follow.goal, lesson);
	return outcomes.map(({ clientId, groups, says, why }) => (
		<p key={clientId} className="change-one-came">
			{outcomes.length > 1 && <b>{clientId}</b>}
			{groups.map((group) => (
				<span key={group.word}>
					<Pucks group={group} />
					{group.count} {group.word}
				</span>
			))}
			{says.length > 0 && <span>{says.join("; ")}</span>}
			{why !== null && <span>{why}</span>}
		</p>
	));
}

function Pucks({ group }: { group: OutcomeGroup }) {
	const keyed = new Map(group.tokens.map((token, at) => [`${token.label} ${at}`, token]));
	return [...keyed].map(([key, { label, qos, fate, retain, dup }]) => (
		<Puck key={key} qos={qos} label={label} fate={fate} retain={retain} dup={dup} h={20} />
	));
}
