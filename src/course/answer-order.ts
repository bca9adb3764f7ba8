import { readText, writeText } from "#script/set-aside.ts";
import type { Answer, Lesson } from "./lesson.ts";

const KEY = "slow-wire/answer-order";
const SEED = /^\d{1,10}$/;

/** An answer with the letter under which this browser shows it. */
export type Lettered = { readonly letter: string; readonly answer: Answer };

/** What this browser shuffles answers by: drawn once, and kept. In a browser that keeps nothing it lasts as long as the page. */
export function answerSeed(storage: Storage): number {
	const kept = readText(storage, KEY);
	if (kept !== null && SEED.test(kept)) return Number(kept) >>> 0;
	writeText(storage, KEY, String(ofThisPage));
	return ofThisPage;
}

const ofThisPage = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;

/**
 * The answers of a lesson in this browser's order, lettered as they are seen. The order in which they are written is the author's: it must
 * not give the right one away, neither in the course nor in a file of a reader's own.
 */
export function answersInOrder({ id, answers }: Pick<Lesson, "id" | "answers">, seed: number): readonly Lettered[] {
	const draw = drawsOf(mixed(hashOf(id) ^ mixed(seed)));
	const left = [...answers];
	const order: Answer[] = [];
	while (left.length > 0) order.push(...left.splice(Math.floor(draw() * left.length), 1));
	return order.map((answer, at) => ({ letter: String.fromCharCode(65 + at), answer }));
}

/** FNV-1a. */
function hashOf(text: string): number {
	let hash = 0x811c9dc5;
	for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
	return hash >>> 0;
}

/** The end of MurmurHash3: seeds that are neighbours draw nothing alike. */
function mixed(value: number): number {
	let mix = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
	mix = Math.imul(mix ^ (mix >>> 13), 0xc2b2ae35);
	return (mix ^ (mix >>> 16)) >>> 0;
}

/** Mulberry32: numbers from 0 to just below 1, the same ones for the same seed. */
function drawsOf(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mix = Math.imul(state ^ (state >>> 15), state | 1);
		mix ^= mix + Math.imul(mix ^ (mix >>> 7), mix | 61);
		return ((mix ^ (mix >>> 14)) >>> 0) / 2 ** 32;
	};
}
