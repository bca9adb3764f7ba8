import { type FocusEvent, type KeyboardEvent, type PointerEvent, useMemo, useRef } from "react";
import { useStore } from "zustand";
import { usePlayground } from "#script/playground.ts";

/** The field that is looked at, of the packet that is selected: by its name. */
export function useFieldLookedAt(): string | null {
	return useStore(usePlayground().room, ({ selection }) => (selection?.of === "packet" ? selection.field : null));
}

/**
 * Bytes, bits and rows carry the name of their field (data-field) and stand in groups (data-fields): the pointer and the focus look at one of
 * them, arrows go from one to the next within a group, Escape goes back to where the focus came from.
 */
export function useFields(packet: string) {
	const { room } = usePlayground();
	const came = useRef<Element | null>(null);
	return useMemo(() => {
		const look = (field: string | null) => {
			const { selection } = room.getState();
			if (selection?.of === "packet" && selection.packet === packet && selection.field !== field)
				room.select({ of: "packet", packet, field });
		};
		return {
			onPointerOver: ({ target }: PointerEvent) => {
				const field = fieldAt(target);
				if (field !== null) look(field);
			},
			onPointerLeave: ({ currentTarget }: PointerEvent) =>
				look(currentTarget.contains(document.activeElement) ? fieldAt(document.activeElement) : null),
			onFocus: ({ target, relatedTarget, currentTarget }: FocusEvent) => {
				if (!currentTarget.contains(relatedTarget)) came.current = relatedTarget;
				const field = fieldAt(target);
				if (field !== null) look(field);
			},
			onBlur: ({ relatedTarget, currentTarget }: FocusEvent) => {
				if (!currentTarget.contains(relatedTarget)) look(null);
			},
			onKeyDown: (event: KeyboardEvent) => {
				if (fieldAt(event.target) === null || event.ctrlKey || event.metaKey || event.altKey) return;
				if (event.key === "Escape") goBack(came.current, event.currentTarget);
				else if (!moveWithin(event)) return;
				event.preventDefault();
				event.stopPropagation();
			},
		};
	}, [room, packet]);
}

function fieldAt(target: EventTarget | null): string | null {
	return target instanceof Element ? (target.closest("[data-field]")?.getAttribute("data-field") ?? null) : null;
}

function goBack(to: Element | null, from: Element): void {
	if (to instanceof HTMLElement && to.isConnected && to !== document.body) to.focus();
	else if (from.contains(document.activeElement) && document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

/** One tab stop in each group: the one that had the focus last. */
function moveWithin({ key, target }: KeyboardEvent): boolean {
	const here = target instanceof Element ? target.closest<HTMLElement>("[data-field]") : null;
	const group = here?.closest("[data-fields]");
	if (here == null || group == null) return false;
	const all = [...group.querySelectorAll<HTMLElement>("[data-field]")];
	const to = neighbour(all, all.indexOf(here), key);
	if (to === undefined) return false;
	for (const one of all) one.tabIndex = one === to ? 0 : -1;
	to.focus();
	return true;
}

/** Up and down are told by where the things stand: how many are in a row depends on the width. Undefined: this key moves nothing. */
function neighbour(all: readonly HTMLElement[], at: number, key: string): HTMLElement | undefined {
	const here = all[at];
	if (here === undefined) return undefined;
	const { offsetLeft: left, offsetTop: top } = here;
	switch (key) {
		case "ArrowRight":
			return all[at + 1] ?? here;
		case "ArrowLeft":
			return all[at - 1] ?? here;
		case "ArrowDown":
			return (
				all.slice(at + 1).find((one) => one.offsetTop > top && one.offsetLeft >= left) ??
				all.slice(at + 1).findLast((one) => one.offsetTop > top) ??
				here
			);
		case "ArrowUp":
			return all.slice(0, at).findLast((one) => one.offsetTop < top && one.offsetLeft <= left) ?? here;
		case "Home":
			return all[0];
		case "End":
			return all.at(-1);
		default:
			return undefined;
	}
}
