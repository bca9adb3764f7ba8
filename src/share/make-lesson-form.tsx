import { useState } from "react";
import type { CheckedLesson } from "#course/file/lesson-checks.ts";
import { writeLessonFile } from "#course/file/lesson-file.ts";
import type { Lesson } from "#course/lesson.ts";
import { Button } from "#kit/button.tsx";
import { Field } from "#kit/field.tsx";
import { Icon } from "#kit/icon.tsx";
import { saveFile } from "#kit/save-file.ts";
import type { Outcome } from "#lab/setup.ts";
import { packLink } from "#script/link.ts";
import { sayStep } from "#script/say-step.ts";
import { Area } from "./area.tsx";
import { CopyText } from "./copy-text.tsx";
import { type Changed, type Edits, editedLesson } from "./made-edits.ts";
import "./make-lesson-form.css";

type FormProps = {
	lesson: Lesson;
	edits: Edits;
	change: (more: Changed) => void;
	room: string;
	addOwn: (lesson: Lesson) => Outcome;
};

export function MakeLessonForm({ lesson, edits, change, room, addOwn }: FormProps) {
	const checked = editedLesson(lesson, edits);
	return (
		<div className="make-lesson-form">
			<Field label="Title" className="make-lesson-form-says" value={edits.title} onChange={(title) => change({ title })} data-first />
			<Area label="Question, asked before anything runs" says rows={2} value={edits.asks} onChange={(asks) => change({ asks })} />
			<h3>Answers</h3>
			<div className="make-lesson-form-answers">
				{lesson.answers.map(({ id }) => (
					<AnswerFields key={id} id={id} isTrue={id === lesson.comes} edits={edits} change={change} />
				))}
			</div>
			<h3>Explanation, shown afterwards</h3>
			<Field
				label="In one sentence"
				className="make-lesson-form-says"
				value={edits.explainTitle}
				onChange={(explainTitle) => change({ explainTitle })}
			/>
			<Area
				label="Paragraphs, with an empty line between them"
				says
				rows={4}
				value={edits.explain}
				onChange={(explain) => change({ explain })}
			/>
			<h3>Steps</h3>
			<Moments lesson={lesson} />
			{!checked.ok && <Faults checked={checked} />}
			<Acts checked={checked} room={room} addOwn={addOwn} />
		</div>
	);
}

type AnswerProps = Pick<FormProps, "edits" | "change"> & { id: string; isTrue: boolean };

function AnswerFields({ id, isTrue, edits, change }: AnswerProps) {
	const answer = edits.answers[id];
	if (answer === undefined) return null;
	const set = (more: Partial<typeof answer>) => change({ answers: { ...edits.answers, [id]: { ...answer, ...more } } });
	return (
		<section className="make-lesson-form-answer" data-true={isTrue} aria-label={isTrue ? "The answer that comes out" : "Another answer"}>
			<h4>
				{isTrue && <Icon n="check" s={13} />}{" "}
				{isTrue ? "Comes out: what was seen in the run is kept with it" : "Another answer, which does not come out"}
			</h4>
			<Field label="Answer" className="make-lesson-form-says" value={answer.says} onChange={(says) => set({ says })} />
			<Area label="Because" says rows={2} value={answer.because} onChange={(because) => set({ because })} />
		</section>
	);
}

function Moments({ lesson }: { lesson: Lesson }) {
	return (
		<ol className="make-lesson-form-moments">
			{lesson.moments.map(({ title, lines }, at) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: moments have no name of their own and keep their order
				<li key={at}>
					<h4>{title}</h4>
					<ol>
						{lines.map(({ says, step }, line) => (
							// biome-ignore lint/suspicious/noArrayIndexKey: the same step may be made twice
							<li key={line}>{says ?? sayStep(step)}</li>
						))}
					</ol>
				</li>
			))}
		</ol>
	);
}

function Faults({ checked }: { checked: Extract<CheckedLesson, { ok: false }> }) {
	return (
		<ul className="make-lesson-form-faults" aria-label="What is missing" role="status">
			{checked.faults.map(({ path, says }) => (
				<li key={path.join(".")}>{`${says.charAt(0).toUpperCase()}${says.slice(1)}.`}</li>
			))}
		</ul>
	);
}

function Acts({ checked, room, addOwn }: Pick<FormProps, "room" | "addOwn"> & { checked: CheckedLesson }) {
	const [said, setSaid] = useState<{ readonly says: string; readonly lesson: Lesson | null } | null>(null);
	const [link, setLink] = useState<string | null>(null);
	const off = checked.ok ? undefined : "Something is missing: see above";
	const lesson = checked.ok ? checked.lesson : null;
	const say = (says: string, added: Lesson | null = null) => setSaid({ says, lesson: added });
	const save = () => {
		if (lesson === null) return;
		saveFile(`${lesson.id}.yaml`, "text/plain;charset=utf-8", writeLessonFile(lesson));
		say(`Saved as ${lesson.id}.yaml.`);
	};
	const pack = async () => {
		if (lesson === null) return;
		const packed = await packLink({ kind: "lesson", lesson });
		setLink(packed.ok ? `${window.location.origin}/play#${packed.fragment}` : null);
		say(packed.ok ? "" : packed.says);
	};
	const add = () => {
		if (lesson === null) return;
		const added = addOwn(lesson);
		if (added.ok) say("It is under your own lessons. ", lesson);
		else say(added.says);
	};
	return (
		<div className="make-lesson-form-acts">
			{link !== null && lesson !== null && <CopyText label="Link to this lesson, as it was when the link was made" value={link} />}
			<p role="status">
				{said?.says}
				{said?.lesson != null && <a href={`/r/${room}/lessons/${said.lesson.id}`}>Open it</a>}
			</p>
			<Button look="primary" icon="book" disabled={off} onClick={add}>
				Add to my lessons
			</Button>
			<Button disabled={off} onClick={save}>
				Save as file
			</Button>
			<Button icon="share" disabled={off} onClick={() => void pack()}>
				Make a link
			</Button>
		</div>
	);
}
