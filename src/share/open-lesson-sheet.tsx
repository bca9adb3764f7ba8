import { useMemo, useState } from "react";
import { LIMITS } from "#contract/limits.ts";
import { many } from "#contract/many.ts";
import type { Added } from "#course/course-state.ts";
import { type ReadLesson, readLessonFile } from "#course/file/lesson-file.ts";
import type { Lesson } from "#course/lesson.ts";
import { FileDrop } from "#kit/file-drop.tsx";
import { Sheet } from "#kit/sheet.tsx";
import { Area } from "./area.tsx";
import { FaultList } from "./fault-list.tsx";
import { FoundLesson } from "./found-lesson.tsx";
import "./warning.css";
import "./open-lesson-sheet.css";

type OpenLessonSheetProps = {
	open: boolean;
	onClose: () => void;
	addOwn: (lesson: Lesson) => Added;
	/** Follows an address of this site. */
	go: (href: string) => void;
	room: string;
};

type Taken = { readonly name: string | null; readonly text: string };

/** A lesson from a file or a pasted text. Faults are shown beside their lines; the text stays, so that it can be corrected here. */
export function OpenLessonSheet({ open, onClose, addOwn, go, room }: OpenLessonSheetProps) {
	// Kept outside the sheet, so that closing the sheet by mistake costs nothing.
	const [taken, setTaken] = useState<Taken>({ name: null, text: "" });
	return (
		<Sheet open={open} onClose={onClose} title="Open a lesson file" wide className="open-lesson-sheet">
			<Body
				taken={taken}
				take={setTaken}
				addOwn={addOwn}
				onOpen={(id) => {
					onClose();
					setTaken({ name: null, text: "" });
					go(`/r/${room}/lessons/${id}`);
				}}
			/>
		</Sheet>
	);
}

/** The lesson has replaced another one, which is said before the lesson is opened. `text`: the text for which this is true. */
type Kept = { readonly id: string; readonly says: string; readonly text: string };
type BodyProps = { taken: Taken; take: (taken: Taken) => void; addOwn: OpenLessonSheetProps["addOwn"]; onOpen: (id: string) => void };

function Body({ taken, take, addOwn, onOpen }: BodyProps) {
	const [refused, setRefused] = useState<string | null>(null);
	const [kept, setKept] = useState<Kept | null>(null);
	// Once for each text: a lesson that is found is run, and has to stay the same object during the run.
	const read = useMemo(
		() => (taken.text.trim() === "" && taken.name === null ? null : readLessonFile(taken.text, taken.name ?? "This text")),
		[taken],
	);
	const open = async (file: File) => {
		setRefused(null);
		// Characters take up to four bytes; a film is not read to its end just to be called too long.
		if (file.size > LIMITS.lessonCharacters * 4)
			return setRefused(`${file.name} has ${many(file.size, "byte")}; a lesson file has at most ${LIMITS.lessonCharacters} characters.`);
		try {
			take({ name: file.name, text: await file.text() });
		} catch {
			setRefused(`${file.name} could not be read. Has it been moved since?`);
		}
	};
	const add = (lesson: Lesson) => {
		const added = addOwn(lesson);
		if (!added.ok) setRefused(added.says);
		else if (added.says === null) onOpen(added.id);
		else setKept({ id: added.id, says: added.says, text: taken.text });
	};
	return (
		<>
			<FileDrop
				icon="book"
				label="Lesson file"
				accept=".yaml,.yml,.json,text/yaml,application/json"
				onFile={(file) => void open(file)}
				onRefused={setRefused}
			>
				<span>or drop it here: YAML or JSON, as “Save as file” writes it</span>
			</FileDrop>
			{refused !== null && (
				<p className="warning" role="alert">
					{refused}
				</p>
			)}
			{read !== null && <Result read={read} taken={taken} kept={kept?.text === taken.text ? kept : null} add={add} onOpen={onOpen} />}
			<Area
				label={taken.name === null ? "Or paste its text" : `Text of ${taken.name}, to be mended here`}
				value={taken.text}
				rows={taken.text === "" ? 5 : 14}
				invalid={read !== null && !read.ok}
				onChange={(text) => take({ name: text === "" ? null : taken.name, text })}
			/>
		</>
	);
}

type ResultProps = { read: ReadLesson; taken: Taken; kept: Kept | null; add: (lesson: Lesson) => void; onOpen: BodyProps["onOpen"] };

function Result({ read, taken, kept, add, onOpen }: ResultProps) {
	if (read.ok)
		return (
			<FoundLesson lesson={read.lesson} kept={kept?.says ?? null} onOpen={() => (kept === null ? add(read.lesson) : onOpen(kept.id))} />
		);
	return (
		<>
			<FaultList faults={read.faults} text={taken.text} />
			{read.mayFollow && <p>More may follow once {read.faults.length === 1 ? "this is" : "these are"} mended.</p>}
		</>
	);
}
