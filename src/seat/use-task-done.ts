import { useEffect, useState } from "react";
import type { ClassTask } from "#contract/class.ts";
import { seatClient } from "#contract/seat-client.ts";
import { usePlayground, useWorld } from "#script/playground.ts";
import { NOTHING_SEEN, seeTask, taskDone } from "./task-done.ts";

const NO_TASK = "";

/** That the task of now is done, as far as the phone itself can tell; null: it is not. Each event is looked at once. */
export function useTaskDone(seat: number, task: ClassTask | null): string | null {
	const { drawn } = usePlayground();
	const title = task?.title ?? NO_TASK;
	const clientId = seatClient(seat, task?.client ?? "sub");
	const [seen, setSeen] = useState(NOTHING_SEEN);
	useEffect(() => {
		setSeen(NOTHING_SEEN);
		if (title === NO_TASK) return;
		let upTo = drawn.getState().history.live.seq;
		return drawn.subscribe(({ history }) => {
			const events = history.after(upTo);
			upTo = history.live.seq;
			setSeen((now) => events.reduce((all, event) => seeTask(all, event, history.at(event.seq - 1), clientId), now));
		});
	}, [drawn, title, clientId]);
	return useWorld((world) => taskDone(title, { world, clientId, seen }));
}
