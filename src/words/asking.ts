import type { PageAround } from "./page-around.ts";

type Answers = typeof import("./answers.tsx");

/** Ms that the pointer rests on a term before the term answers. */
const REST_MS = 400;
/** Ms after which the explanations of the terms are loaded even if nobody has asked, once the page has nothing else to do. */
const PREFETCH_MS = 10_000;

let loading: Promise<Answers> | null = null;

/** Sentences, pictures and the popover, loaded once. A load that failed is tried again with the next question. */
function load(): Promise<Answers> {
	loading ??= import("./answers.tsx").catch((fault: unknown) => {
		loading = null;
		throw fault;
	});
	return loading;
}

/** The host is away: the question stays open, and the link of the term would lead nowhere either. */
function unanswered(word?: Element): void {
	word?.setAttribute("title", "This could not be loaded. Is the host still there?");
}

/** Brings the focus to the next term that can be asked, after the place where the focus is. */
export function toNextWord(): void {
	load().then(
		({ walk }) => walk("next"),
		() => unanswered(),
	);
}

/** Once for the page: terms are found by delegation, so a term costs nothing until it is asked. */
export function startAsking(page: PageAround): void {
	const answer = (word: HTMLElement, how: "pressed" | "rested") =>
		load().then(
			(answers) => answers.answer(word, how, page),
			() => unanswered(word),
		);
	const ask = (word: HTMLElement) => {
		void load().catch(() => {});
		return setTimeout(() => void answer(word, "rested"), REST_MS);
	};
	const stopResting = listenForRest(ask);
	// Before React and the router: a press on a term is a question, whatever the term stands in.
	document.addEventListener(
		"click",
		(event) => {
			const word = wordAt(event.target);
			if (word === null || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
			event.preventDefault();
			event.stopPropagation();
			stopResting();
			void answer(word, "pressed");
		},
		true,
	);
	document.addEventListener("keydown", (event) => {
		if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
		const single =
			event.key.toLowerCase() === "w" && page.singleKeys() && document.activeElement?.matches("input, textarea, select") !== true;
		if (event.key !== "F1" && !single) return;
		event.preventDefault();
		toNextWord();
	});
	setTimeout(() => (window.requestIdleCallback ?? setTimeout)(() => void load().catch(() => {})), PREFETCH_MS);
}

/**
 * A pointer asks when it has moved onto a term and rests there. Where a term has moved under the pointer, as when the log grows, nobody has
 * asked. Returns what ends a rest that has begun.
 */
function listenForRest(ask: (word: HTMLElement) => ReturnType<typeof setTimeout>): () => void {
	let resting: ReturnType<typeof setTimeout> | undefined;
	let on: HTMLElement | null = null;
	let from: DOMPointReadOnly | null = null;
	const stop = () => clearTimeout(resting);
	document.addEventListener("pointerover", ({ target }) => {
		if (wordAt(target) === on) return;
		stop();
		on = null;
	});
	document.addEventListener(
		"pointermove",
		({ target, pointerType, clientX, clientY }) => {
			if (pointerType !== "mouse") return;
			const before = from;
			from = new DOMPointReadOnly(clientX, clientY);
			const word = wordAt(target);
			if (word === null || word === on) return;
			on = word;
			stop();
			if (before === null || !covers(word, before)) resting = ask(word);
		},
		{ passive: true },
	);
	return stop;
}

function covers(word: Element, { x, y }: DOMPointReadOnly): boolean {
	return [...word.getClientRects()].some(({ left, right, top, bottom }) => x >= left && x <= right && y >= top && y <= bottom);
}

function wordAt(target: EventTarget | null): HTMLElement | null {
	return target instanceof Element ? target.closest<HTMLElement>("[data-word]") : null;
}
