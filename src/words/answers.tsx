import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { beside } from "#kit/beside.ts";
import { Asked } from "./asked.tsx";
import { keepAsked } from "./asked-before.ts";
import type { TermId } from "./names.ts";
import type { PageAround } from "./page-around.ts";
import { termById } from "./terms.ts";
import { tryHref } from "./try-it.ts";
import { type Way, walk } from "./walk.ts";

/** Ms that the pointer may take from a term to its explanation. */
const LEAVE_MS = 300;
/** Px between a term and its explanation. */
const GAP = 10;

/** The question that is being answered. */
type Question = { readonly word: HTMLElement; readonly how: "pressed" | "rested" };

const box = document.createElement("div");
box.className = "asked";
box.popover = "auto";
box.tabIndex = -1;
box.setAttribute("role", "dialog");
const root = createRoot(box);
let now: Question | null = null;
let leaving: ReturnType<typeof setTimeout> | undefined;

export { walk };

/** Tells what a term is, beside the term. A press takes the focus there, a resting pointer does not. */
export function answer(word: HTMLElement, how: Question["how"], page: PageAround): void {
	// a dialog that has gone took an open answer with it, and nothing was told of that
	if (!box.matches(":popover-open")) ended();
	if (how === "rested" && (!word.matches(":hover") || now?.word === word || now?.how === "pressed")) return;
	// the pointer has left what was asked before, not what is asked now
	clearTimeout(leaving);
	// a term in the answer is asked in its place
	const asked = now !== null && box.contains(word) ? now.word : word;
	const term = termById(word.dataset.word as TermId);
	const tryIt = async () => {
		const href = await tryHref(term.tryIt, page.room());
		close();
		page.go(href);
	};
	show(asked, how);
	keepAsked();
	box.setAttribute("aria-label", term.name);
	flushSync(() => root.render(<Asked term={term} clause={word.dataset.clause ?? null} onClose={close} onTry={() => void tryIt()} />));
	place(asked);
	if (how === "pressed") box.focus({ preventScroll: true });
}

function show(word: HTMLElement, how: Question["how"]): void {
	if (now?.word !== word) {
		now?.word.removeAttribute("data-asked");
		// Outside of a dialog nothing can be pressed; and a popover closes those that do not contain it.
		const within = word.closest<HTMLElement>("dialog:modal, [popover]:popover-open") ?? document.body;
		if (box.parentElement !== within) within.append(box);
	}
	now = { word, how };
	word.setAttribute("data-asked", "");
	if (!box.matches(":popover-open")) box.showPopover();
}

function place(word: HTMLElement): void {
	const [term = word.getBoundingClientRect()] = word.getClientRects();
	// what the term speaks of, and the keys of the room
	const spares = [word.closest("[data-spares]"), document.querySelector("[data-spared]")];
	box.style.removeProperty("--asked-height");
	const size = box.getBoundingClientRect();
	const screen = { width: window.innerWidth, height: window.innerHeight };
	const { left, top, height } = beside(term, size, screen, {
		align: "middle",
		side: "top",
		gap: GAP,
		spares: spares.flatMap((one) => (one === null ? [] : [one.getBoundingClientRect()])),
	});
	// On a phone a sheet from below, or from above where the term stands low.
	box.dataset.side = term.bottom > screen.height - size.height ? "top" : "bottom";
	const zoom = box.currentCSSZoom ?? 1;
	for (const [name, px] of Object.entries({ left, top, height })) box.style.setProperty(`--asked-${name}`, `${px / zoom}px`);
}

function close(): void {
	ended();
	if (box.matches(":popover-open")) box.hidePopover();
}

/** Every way in which an answer ends comes here first, and is over before the focus moves: what follows from that finds nothing open. */
function ended(): void {
	clearTimeout(leaving);
	if (now === null) return;
	const { word } = now;
	now = null;
	word.removeAttribute("data-asked");
	if (box.contains(document.activeElement)) giveBack(word);
}

/** Where the term has gone meanwhile, the focus goes to the same term elsewhere. */
function giveBack(word: HTMLElement): void {
	const back = word.isConnected ? word : document.querySelector<HTMLElement>(`[data-word="${word.dataset.word}"]`);
	back?.focus({ preventScroll: true });
}

// A press elsewhere closes the box by itself.
box.addEventListener("beforetoggle", (event) => {
	if ((event as ToggleEvent).newState === "closed") ended();
});
box.addEventListener("focusout", (event) => {
	const to = (event as FocusEvent).relatedTarget;
	if (now !== null && to instanceof Node && !box.contains(to)) close();
});
// Single keys act on the room, and somebody that reads an answer does not mean the room. W leads on, to the words of the answer.
box.addEventListener("keydown", (event) => {
	if (event.key.length === 1 && event.key.toLowerCase() !== "w") event.stopPropagation();
});
document.addEventListener("pointerover", ({ target }) => {
	clearTimeout(leaving);
	const inside = target instanceof Node && (box.contains(target) || now?.word.contains(target) === true);
	if (now?.how === "rested" && !inside) leaving = setTimeout(close, LEAVE_MS);
});
// What is told stays beside its term, wherever the term goes.
const follow = () => now?.word.isConnected === true && place(now.word);
window.addEventListener("resize", follow);
window.addEventListener("popstate", close);
document.addEventListener("scroll", follow, { capture: true, passive: true });

const WAYS: Readonly<Record<string, Way>> = {
	ArrowRight: "next",
	ArrowDown: "next",
	ArrowLeft: "previous",
	ArrowUp: "previous",
	Home: "first",
	End: "last",
	Escape: "back",
};
// Before the views: an open answer has Esc to itself, and on a term the arrows lead to the other terms.
document.addEventListener(
	"keydown",
	(event) => {
		if (event.ctrlKey || event.metaKey || event.altKey) return;
		const way = WAYS[event.key];
		if (event.key === "Escape" && box.matches(":popover-open")) close();
		else if (way === undefined || document.activeElement?.hasAttribute("data-word") !== true || !walk(way)) return;
		event.preventDefault();
		event.stopPropagation();
	},
	true,
);
