import type { KeyboardEvent } from "react";

/** From a line, the arrow keys go up and down to the next lines, and right and left to what else can be pressed in it. From the log itself, Enter goes to the first line in view. */
export function moveInLog(event: KeyboardEvent<HTMLElement>): void {
	const { key, currentTarget: box, target } = event;
	const times = [...box.querySelectorAll<HTMLElement>(".log-row-time")];
	const row = (target as Element).closest(".log-row");
	let to: HTMLElement | undefined;
	if (row === null) {
		if (key !== "Enter") return;
		const { top } = box.getBoundingClientRect();
		to = times.find((time) => time.getBoundingClientRect().top >= top);
	} else if (key === "ArrowUp" || key === "ArrowDown") {
		const at = times.findIndex((time) => row.contains(time));
		to = times[at + (key === "ArrowUp" ? -1 : 1)];
	} else if (key === "ArrowLeft" || key === "ArrowRight") {
		const all = [...row.querySelectorAll<HTMLElement>("button")];
		to = all[all.indexOf(target as HTMLElement) + (key === "ArrowLeft" ? -1 : 1)];
	}
	if (to === undefined) return;
	event.preventDefault();
	to.focus();
}
