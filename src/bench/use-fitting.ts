import { type RefObject, useLayoutEffect, useState } from "react";

/**
 * How many lines of a list, `least` to `most`, fit on a card that has its column of the stage to itself: so that no line is cut at the foot
 * of the stage. A sheet scrolls as a whole, and in a column that is shared the cards are small: both show `most`. `asked` is how many there
 * are; 0: it does not matter.
 */
export function useFitting(list: RefObject<HTMLElement | null>, asked: number, least: number, most: number): number {
	const [fitting, setFitting] = useState(most);
	useLayoutEffect(() => {
		const lines = list.current;
		const card = lines?.closest<HTMLElement>("[data-wire-card]");
		const column = card?.parentElement;
		if (lines === null || card == null || column == null || lines.closest("dialog") !== null || column.childElementCount > 1 || asked === 0)
			return setFitting(most);
		// a list without lines has no height to measure
		let line = 0;
		const read = () => {
			line = (lines.firstElementChild as HTMLElement | null)?.offsetHeight ?? line;
			setFitting(Math.min(most, Math.max(least, fittingIn(column, card, lines, line))));
		};
		const observer = new ResizeObserver(read);
		for (const one of [column, card]) observer.observe(one);
		read();
		return () => observer.disconnect();
	}, [list, asked, least, most]);
	return fitting;
}

/** In the px of the element itself: the stage may be drawn larger on a large screen. */
function fittingIn(column: HTMLElement, card: HTMLElement, lines: HTMLElement, line: number): number {
	const { paddingTop, paddingBottom } = getComputedStyle(column);
	const around = card.offsetHeight - lines.offsetHeight + Number.parseFloat(paddingTop) + Number.parseFloat(paddingBottom);
	const gap = Number.parseFloat(getComputedStyle(lines).rowGap);
	return Math.floor((column.clientHeight - around + gap) / (line + gap));
}
