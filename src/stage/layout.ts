/** Wire geometry from measured boxes: pure, in CSS px of the stage. A wire runs between a card's edge and the broker's edge. */
export type Span = { readonly from: number; readonly to: number };
export type WireAsk = {
	readonly clientId: string;
	/** The card's extent along the edge that carries its socket. Cards are ordered and never overlap. */
	readonly card: Span;
	/** The session's extent along the broker's edge; null while the client has no session. In the order of the cards. */
	readonly session: Span | null;
	readonly gauge: Gauge;
};
type WirePlace = {
	readonly clientId: string;
	/** Middle of the two lanes at the card, and at the broker. If both are equal, the wire is straight. */
	readonly card: number;
	readonly broker: number;
};
export type Gauge = {
	/** Half the distance between the two lanes. */
	readonly gap: number;
	/** Half the length of a socket block. */
	readonly half: number;
	/** Height of a puck on this wire. */
	readonly puck: number;
	readonly lane: number;
};

/** Thick to thin. A side takes the first size for which its wires have room; a stage with 7 or more wires takes threads, except for the chosen wire. */
export const GAUGES = {
	full: { gap: 22, half: 33, puck: 42, lane: 2.5 },
	slim: { gap: 13, half: 21, puck: 26, lane: 2.5 },
	thread: { gap: 5, half: 9, puck: 15, lane: 2 },
} as const satisfies Record<string, Gauge>;

const THREADS_FROM = 7;
/** Whether the wires of a side have room for captions and words between them. */
const FULL_MOST = 2;
const AIR = 4;
/** A socket keeps this far from the rounded corners of a card. */
const CORNER = 8;

export function gaugeFor(wiresOnSide: number, wiresOnStage: number, edge: Span): Gauge {
	const length = edge.to - edge.from;
	if (wiresOnStage >= THREADS_FROM) return GAUGES.thread;
	if (wiresOnSide <= FULL_MOST && wiresOnSide * (2 * GAUGES.full.half + AIR) <= length) return GAUGES.full;
	return wiresOnSide * (2 * GAUGES.slim.half + AIR) <= length ? GAUGES.slim : GAUGES.thread;
}

/** Among threads, the wire that somebody looks at is large enough for the names on its packets, where its side has room for that. */
export function chosenGauge(side: Gauge, wiresOnSide: number, edge: Span): Gauge {
	const others = (wiresOnSide - 1) * (2 * side.half + AIR);
	return side === GAUGES.thread && others + 2 * GAUGES.slim.half + AIR <= edge.to - edge.from ? GAUGES.slim : side;
}

/** Places every wire of one side. Order is kept at both ends, so no two of them cross. */
export function placeWires(asks: readonly WireAsk[], broker: Span): readonly WirePlace[] {
	const halves = asks.map(({ gauge }) => gauge.half);
	const edge = { from: broker.from + (halves[0] ?? 0), to: broker.to - (halves.at(-1) ?? 0) };
	const pitches = halves.slice(1).map((half, index) => half + (halves[index] ?? 0) + AIR);
	const atBroker = spread(asks.map(wantedAt), edge, pitches);
	return asks.map((ask, index) => {
		const at = atBroker[index] ?? 0;
		return { clientId: ask.clientId, broker: at, card: within(at, reach(ask.card, ask.gauge.half + CORNER)) };
	});
}

/** Where the socket on the broker should be: within its session, and level with its card where the two overlap. */
function wantedAt(ask: WireAsk): number {
	const { gauge } = ask;
	const card = reach(ask.card, gauge.half + CORNER);
	if (ask.session === null) return within(ask.card.from + PREFERRED * (ask.card.to - ask.card.from), card);
	const session = reach(ask.session, Math.min(gauge.half, (ask.session.to - ask.session.from) / 2));
	const preferred = within(ask.session.from + PREFERRED * (ask.session.to - ask.session.from), session);
	return within(within(preferred, card), session);
}

/** Sockets sit a little above the middle, which leaves room below for a hanging plug. */
const PREFERRED = 0.42;

/** The span in which the middle of something `half` long each way may lie; its middle if there is no room. */
function reach(span: Span, half: number): Span {
	const middle = (span.from + span.to) / 2;
	return span.to - span.from < 2 * half ? { from: middle, to: middle } : { from: span.from + half, to: span.to - half };
}

function within(value: number, span: Span): number {
	return Math.min(Math.max(value, span.from), span.to);
}

/** The wanted values in order, each at least its pitch from the one before, inside the span, moved as little as one pass each way moves them. */
export function spread(wanted: readonly number[], span: Span, pitches: readonly number[]): readonly number[] {
	const whole = pitches.reduce((sum, pitch) => sum + pitch, 0);
	const scale = whole === 0 ? 1 : Math.min(1, Math.max(0, span.to - span.from) / whole);
	const step = (index: number) => (pitches[index] ?? 0) * scale;
	const placed = wanted.map((value) => within(value, span));
	for (let index = 1; index < placed.length; index++) {
		placed[index] = Math.max(placed[index] ?? 0, (placed[index - 1] ?? 0) + step(index - 1));
	}
	let limit = span.to;
	for (let index = placed.length - 1; index >= 0; index--) {
		placed[index] = Math.max(span.from, Math.min(placed[index] ?? 0, limit));
		limit = (placed[index] ?? 0) - step(index - 1);
	}
	return placed;
}
