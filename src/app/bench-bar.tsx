import { useEffect } from "react";
import { useStore } from "zustand";
import { Button } from "#kit/button.tsx";
import { usePlayground } from "#script/playground.ts";
import { benchProgress } from "./bench-progress.ts";
import { courseOf } from "./course-here.ts";
import { goBackToClass } from "./follow-class.ts";
import "./bench-bar.css";

/** On the bench of a seat: whose room this is, and the way back. */
export function BenchBar() {
	const { room } = usePlayground();
	const lesson = useStore(room, (state) => state.class);
	const name = useStore(room, (state) => state.room);
	useProgressTold(lesson?.you.role === "seat" ? lesson.told.benches : null);
	if (lesson === null) return null;
	const { you, told } = lesson;
	return (
		<p className="bench-bar" role="status">
			<b>{you.role === "seat" ? "This is your own room" : `The bench of ${name.toUpperCase()}`}</b>
			{you.role === "seat" && <span>Seat {you.seat}. Nobody else is in here.</span>}
			<Button size="small" icon="back" onClick={() => goBackToClass(name, told.benches)}>
				Back to class
			</Button>
		</p>
	);
}

/** The class is told how far this bench has come with its lesson; null: there is nothing to tell. */
function useProgressTold(lesson: string | null): void {
	const playground = usePlayground();
	useEffect(() => {
		if (lesson === null) return;
		const course = courseOf(playground);
		let told = "";
		const tell = () => {
			const { lessons, progress } = course.getState();
			const now = benchProgress(lessons[lesson], progress[lesson]);
			if (told === JSON.stringify(now)) return;
			told = JSON.stringify(now);
			void playground.room.sendClass({ type: "class.progress", progress: now });
		};
		tell();
		return course.subscribe(tell);
	}, [playground, lesson]);
}
