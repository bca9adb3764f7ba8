import { type RefObject, useLayoutEffect, useState } from "react";

/** How many of the cards in a column that scrolls are below its end, whole or in part. `cards` is how many there are. */
export function useBelow(column: RefObject<HTMLElement | null>, cards: number): number {
	const [below, setBelow] = useState(0);
	// biome-ignore lint/correctness/useExhaustiveDependencies: with the number of cards, what is below changes, and not the size of the column
	useLayoutEffect(() => {
		const box = column.current;
		if (box === null) return;
		const read = () => {
			const end = box.offsetTop + box.scrollTop + box.clientHeight;
			const ends = [...box.children].map((card) => (card as HTMLElement).offsetTop + (card as HTMLElement).offsetHeight);
			setBelow(ends.filter((one) => one > end).length);
		};
		const observer = new ResizeObserver(read);
		observer.observe(box);
		box.addEventListener("scroll", read, { passive: true });
		read();
		return () => {
			observer.disconnect();
			box.removeEventListener("scroll", read);
		};
	}, [column, cards]);
	return below;
}
