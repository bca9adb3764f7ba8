/**
 * A list that has just opened below its button and would be cut off there opens above the button, if there is more room; then the list is
 * scrolled into view.
 */
export function showWhole(list: HTMLElement, button: HTMLElement): void {
	const place = clipOf(list);
	const { top, bottom } = button.getBoundingClientRect();
	const cutOff = list.getBoundingClientRect().bottom > place.bottom;
	if (cutOff && top - place.top > place.bottom - bottom) list.dataset.side = "top";
	list.scrollIntoView({ block: "nearest" });
}

/** What cuts the list off: the next scrolling box around it, or the window. */
function clipOf(element: HTMLElement): { readonly top: number; readonly bottom: number } {
	for (let box = element.parentElement; box !== null; box = box.parentElement) {
		if (getComputedStyle(box).overflowY !== "visible") return box.getBoundingClientRect();
	}
	return { top: 0, bottom: window.innerHeight };
}
