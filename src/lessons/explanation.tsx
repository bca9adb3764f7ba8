import { useMemo } from "react";
import type { Lesson } from "#course/lesson.ts";
import type { Run } from "#course/run-seen.ts";
import { PacketMark } from "#kit/packet-mark.tsx";
import { Puck } from "#kit/puck.tsx";
import { clauseLabel } from "#mqtt/clause-id.ts";
import { clauseText } from "#mqtt/clauses.ts";
import { Marked } from "#words/marked.tsx";
import { type Evidence, evidenceOf } from "./evidence.ts";
import "./lesson.css";
import "./explanation.css";

/** Why the lesson comes out like this, what many believe instead, and by which statement of the standard. */
export function Explanation({ lesson }: { lesson: Lesson }) {
	return (
		<section className="explanation" aria-labelledby="explanation">
			<h3 id="explanation">
				<Marked>{lesson.explain.title}</Marked>
			</h3>
			{lesson.belief !== undefined && (
				<p className="explanation-belief">
					Many believe:{" "}
					<Marked>
						<q>{lesson.belief}</q>
					</Marked>
				</p>
			)}
			{lesson.explain.says.map((paragraph) => (
				<p key={paragraph}>
					<Marked>{paragraph}</Marked>
				</p>
			))}
			<ul className="explanation-clauses" aria-label="By the standard">
				{lesson.explain.clauses.map((id) => (
					<li key={id}>
						<b className="wire">{clauseLabel(id)}</b> <Marked>{clauseText(id) === null ? "" : `${clauseText(id)}.`}</Marked>
					</li>
				))}
			</ul>
		</section>
	);
}

/** What this run has shown; nothing here was written in advance. */
export function EvidenceList({ lesson, run }: { lesson: Lesson; run: Run }) {
	const found = useMemo(() => evidenceOf(run, lesson.watches), [run, lesson]);
	return (
		<section className="explanation-evidence" aria-labelledby="evidence">
			<h3 id="evidence">Evidence from this run</h3>
			{found.length === 0 && <p className="lesson-note">This page saw no packet that shows it.</p>}
			<ul>
				{found.map((one) => (
					<li key={one.key}>
						<Mark mark={one.mark} />
						<span>
							<Marked>
								<b className={one.wire ? "wire" : undefined}>{one.title}</b>
								<small>{one.says}</small>
							</Marked>
						</span>
					</li>
				))}
			</ul>
		</section>
	);
}

function Mark({ mark }: Pick<Evidence, "mark">) {
	switch (mark.kind) {
		case "packet":
			return <PacketMark type={mark.type} h={25} />;
		case "queue":
			return (
				<i className="explanation-queue wire" aria-hidden="true">
					{mark.says}
				</i>
			);
		case "puck":
			return <Puck qos={mark.qos} label={mark.label} fate={mark.fate} retain={mark.retain} dup={mark.dup} h={30} />;
	}
}
