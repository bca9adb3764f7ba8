import { useStore } from "zustand";
import { usePlayground } from "#script/playground.ts";
import type { ScriptLine } from "#script/runner.ts";
import { sayStep } from "#script/say-step.ts";
import { CodeSheet } from "#share/code-sheet.tsx";
import { MakeLessonSheet } from "#share/make-lesson-sheet.tsx";
import { OpenLessonSheet } from "#share/open-lesson-sheet.tsx";
import { ShareSheet } from "#share/share-sheet.tsx";
import { courseOf } from "./course-here.ts";
import { go } from "./router.ts";

type SheetsProps = { room: string; lesson: string | null; shown: string | null; onClose: () => void };

/** The sheets behind "Take home", about what this page has done since the room was cleared. Loaded when a sheet is first asked for. */
export function TakeHomeSheets({ room, lesson, shown, onClose }: SheetsProps) {
	const playground = usePlayground();
	const recorded = useStore(playground.recorder, (state) => state.steps);
	const loaded = useStore(playground.script, (state) => state.script);
	const mqttPort = useStore(playground.drawn, (state) => state.mqttPort);
	const delayMs = useStore(playground.drawn, (state) => state.live.delayMs);
	const course = courseOf(playground);
	const steps = linesOf(recorded, loaded?.steps ?? []);
	const title = loaded?.title ?? `Room ${room.toUpperCase()}`;
	const shared = lesson === null ? undefined : course.lessonOf(lesson);
	const addOwn = course.addOwn;
	return (
		<>
			<ShareSheet open={shown === "share"} onClose={onClose} title={title} steps={steps} lesson={shared} room={room} />
			<CodeSheet open={shown === "code"} onClose={onClose} title={title} steps={steps} room={room} mqttPort={mqttPort} delayMs={delayMs} />
			<MakeLessonSheet open={shown === "make"} onClose={onClose} room={room} addOwn={addOwn} />
			<OpenLessonSheet open={shown === "open"} onClose={onClose} room={room} addOwn={addOwn} go={go} />
		</>
	);
}

/** With the script's own sentence, as long as the step is still the script's own. */
function linesOf(recorded: readonly { readonly step: ScriptLine["step"] }[], script: readonly ScriptLine[]): readonly ScriptLine[] {
	return recorded.map(({ step }, at) => {
		const line = script[at];
		const same = line !== undefined && line.step.do === step.do && JSON.stringify({ ...step, ...line.step }) === JSON.stringify(step);
		return same ? { ...line, step } : { says: sayStep(step), step };
	});
}
