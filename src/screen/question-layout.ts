import type { ClassQuestion } from "#contract/class.ts";
import type { QoS } from "#mqtt/packet.ts";
import { linesOf } from "./fit-text.ts";

/** How a question is set. Nobody can scroll a projector: what does not fit is set closer, in two columns, or without its setup. */
export type QuestionLayout = {
	readonly question: number;
	readonly answer: number;
	readonly row: number;
	readonly gap: number;
	readonly columns: 1 | 2;
	readonly setup: boolean;
};

const LOOSE = { question: 76, answer: 56, row: 112, gap: 18 } as const;
const CLOSE = { question: 64, answer: 52, row: 84, gap: 12 } as const;
const LAYOUTS: readonly QuestionLayout[] = [
	{ ...LOOSE, columns: 1, setup: true },
	{ ...CLOSE, columns: 1, setup: true },
	{ ...CLOSE, columns: 2, setup: true },
	{ ...CLOSE, columns: 1, setup: false },
	{ ...CLOSE, columns: 2, setup: false },
];

/** width, height: of the stage. On a stage that scrolls, everything is loose. */
export function questionLayout(question: ClassQuestion, width: number, height: number): QuestionLayout {
	return LAYOUTS.find((layout) => heightOf(question, layout, width) <= height) ?? (LAYOUTS.at(-1) as QuestionLayout);
}

function heightOf({ asks, answers, setup }: ClassQuestion, layout: QuestionLayout, width: number): number {
	const inner = width - 96;
	const head = 2 * 40 + linesOf(asks, layout.question * 1.1, inner) * layout.question + 34;
	const moments = layout.setup && setup.length > 0 ? 44 + setupHeight(setup, inner) : 0;
	const column = inner / layout.columns - 140;
	const rows = answers.map((answer) => Math.max(layout.row, linesOf(answer, layout.answer, column) * layout.answer * 1.08 + 30));
	const pairs = layout.columns === 1 ? rows : rows.flatMap((row, at) => (at % 2 === 0 ? [Math.max(row, rows[at + 1] ?? 0)] : []));
	return head + moments + pairs.reduce((sum, row) => sum + row + layout.gap, -layout.gap);
}

function setupHeight(setup: ClassQuestion["setup"], inner: number): number {
	const text = inner / setup.length - 118;
	return Math.max(
		...setup.map(({ says, code, messages }) => {
			const lines = linesOf(says, 36, text) + (code === undefined ? 0 : linesOf(code, 42, text));
			return 50 + lines * 44 + (messages === undefined || messages.length === 0 ? 0 : 84);
		}),
	);
}

/** How the answers are set at "reveal". */
export type AnswerLayout = {
	readonly heading: number;
	readonly bar: number;
	readonly gap: number;
	/** Lines that an answer takes at the most. */
	readonly lines: number;
	/** Whether there is room for the evidence beside the answers: many answers need the whole width. */
	readonly evidence: boolean;
};

const REVEALS: readonly AnswerLayout[] = [
	{ heading: 64, bar: 52, gap: 34, lines: 3, evidence: true },
	{ heading: 64, bar: 44, gap: 22, lines: 2, evidence: true },
	{ heading: 56, bar: 38, gap: 12, lines: 2, evidence: true },
	{ heading: 52, bar: 26, gap: 6, lines: 2, evidence: true },
	{ heading: 64, bar: 44, gap: 22, lines: 2, evidence: false },
	{ heading: 56, bar: 36, gap: 8, lines: 2, evidence: false },
	{ heading: 56, bar: 32, gap: 6, lines: 1, evidence: false },
];
/** Px that stand beside the answers. */
const EVIDENCE = 688;
const LETTERS = 48 + 64 + 92;
/** Px of a letter's plate, which is as high as a line of its answer at least. */
const PLATE = 60;

export function answerLayout({ asks, answers }: ClassQuestion, width: number, height: number): AnswerLayout {
	const fits = (layout: AnswerLayout) => {
		const inner = width - LETTERS - (layout.evidence ? EVIDENCE : 0);
		const head = 40 + 54 + 34 + 16 + linesOf(asks, layout.heading * 1.1, inner) * layout.heading;
		const text = (answer: string) => Math.max(PLATE, Math.min(layout.lines, linesOf(answer, 54, inner)) * 56);
		const rows = answers.map((answer) => text(answer) + 8 + layout.bar + layout.gap);
		return head + rows.reduce((sum, row) => sum + row, 0) <= height;
	};
	return REVEALS.find(fits) ?? (REVEALS.at(-1) as AnswerLayout);
}

/** The length of each answer's bar as a share of the longest. An answer that nobody gave has none. */
export function barShares(given: readonly number[]): readonly number[] {
	const most = Math.max(1, ...given);
	return given.map((count) => count / most);
}

export function letterOf(answer: number): string {
	return String.fromCharCode(65 + answer);
}

/** The QoS that a moment of the setup speaks of, for the shape of its messages; 0 where it speaks of none. */
export function qosIn(says: string): QoS {
	return Number(/QoS ([012])/.exec(says)?.[1] ?? 0) as QoS;
}
