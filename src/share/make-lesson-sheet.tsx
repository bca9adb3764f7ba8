import { useState } from "react";
import type { Lesson } from "#course/lesson.ts";
import type { Made } from "#course/made/made-from-lab.ts";
import { Segmented } from "#kit/segmented.tsx";
import { Sheet } from "#kit/sheet.tsx";
import type { Outcome } from "#lab/setup.ts";
import { usePlayground } from "#script/playground.ts";
import { type Changed, editsOf, withChanged } from "./made-edits.ts";
import { MakeLessonForm } from "./make-lesson-form.tsx";
import { Missing, useMissing } from "./missing.tsx";
import { useActors, useMade } from "./use-made.ts";
import "./warning.css";
import "./make-lesson-sheet.css";

type MakeLessonSheetProps = {
	open: boolean;
	onClose: () => void;
	room: string;
	/** Puts the lesson among the lessons of this browser. */
	addOwn: (lesson: Lesson) => Outcome;
};

/**
 * What was just done in the Lab, as a lesson: the steps are run again for the outcome, the words are written by hand. What is written stays
 * when the sheet is closed.
 */
export function MakeLessonSheet({ open, onClose, room, addOwn }: MakeLessonSheetProps) {
	const { script } = usePlayground();
	const { clients, first } = useActors();
	const [chosen, setChosen] = useState<string | null>(null);
	const [changed, setChanged] = useState<Changed>({});
	const watched = chosen !== null && clients.includes(chosen) ? chosen : first;
	const title = script.getState().script?.title ?? `Tried in room ${room.toUpperCase()}`;
	const made = useMade(open, { title, asks: `What do these steps lead to for ${watched}?`, watched });
	const watch = (clientId: string) => {
		setChosen(clientId);
		// The answers of the earlier lesson are about another client.
		setChanged({ ...changed, answers: {} });
	};
	const missing = useMissing();
	return (
		<Sheet open={open} onClose={onClose} title="Make this a lesson" wide className="make-lesson-sheet">
			<p>
				What was done here since the room was cleared becomes a lesson: predict, run, compare. Its steps are run again in a hidden room, and
				what happens there is the answer.
			</p>
			<Missing says={missing} />
			{clients.length > 1 && (
				<div className="make-lesson-sheet-row">
					<span className="legend" aria-hidden="true">
						The lesson watches
					</span>
					<Segmented
						label="The lesson watches"
						size="small"
						choices={clients.slice(0, 6).map((clientId) => ({ value: clientId, label: clientId }))}
						value={watched}
						onChange={watch}
					/>
				</div>
			)}
			<Body made={made} room={room} changed={changed} change={(more) => setChanged((now) => ({ ...now, ...more }))} addOwn={addOwn} />
		</Sheet>
	);
}

type BodyProps = {
	made: Made | null;
	room: string;
	changed: Changed;
	change: (more: Changed) => void;
	addOwn: MakeLessonSheetProps["addOwn"];
};

function Body({ made, room, changed, change, addOwn }: BodyProps) {
	if (made === null) return <p role="status">Running the steps again</p>;
	if (!made.ok) return <p className="warning">{made.says}</p>;
	const edits = withChanged(editsOf(made.lesson), changed);
	return (
		<>
			{made.differs !== null && <p className="warning">{made.differs}</p>}
			<MakeLessonForm lesson={made.lesson} edits={edits} change={change} room={room} addOwn={addOwn} />
		</>
	);
}
