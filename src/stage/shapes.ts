import { chosenGauge, GAUGES, type Gauge, gaugeFor, placeWires, type Span, type WireAsk } from "./layout.ts";
import { type Box, type Boxes, clip } from "./measure.ts";
import type { Side, Sides } from "./sides.ts";
import { SOCKET, type WireShape } from "./wire-path.ts";

export const TALL_SOCKET = 11;
/** A packet with a caption on the uppermost wire still has to fit on the stage. */
const CAPTION_ROOM = 44;
/** At the foot of the gutter stands the button that adds a client. */
const ADD_LINE = 44;
const TALL: Gauge = { gap: 23, half: 33, puck: 38, lane: 2.5 };

/**
 * The wires of a wide stage: cards left and right, the broker between. A card that its column does not show has no wire: the ends of all of
 * these would lie on one point. chosen: the client that somebody looks at.
 */
export function wideShapes(boxes: Boxes, sides: Sides, chosen: string | null): readonly WireShape[] {
	const { broker } = boxes;
	if (broker === null) return [];
	const shown = (["publisher", "subscriber"] as const).map((side) => ({
		side,
		cards: sides[side].flatMap((clientId): Card[] => {
			const box = boxes.cards.get(clientId);
			const card = box === undefined ? null : clip(box, boxes.columns.get(side));
			return box === undefined || card === null || card.to - card.from < SEEN ? [] : [{ clientId, box, card }];
		}),
	}));
	const total = shown.reduce((sum, { cards }) => sum + cards.length, 0);
	return shown.flatMap(({ side, cards }) => sideShapes(boxes, broker, side, cards, total, chosen));
}

type Card = { readonly clientId: string; readonly box: Box; readonly card: Span };
/** Px of a card in sight, from which on it has its wire. */
const SEEN = 12;

function sideShapes(
	boxes: Boxes,
	broker: Box,
	side: Side,
	cards: readonly Card[],
	total: number,
	chosen: string | null,
): readonly WireShape[] {
	const left = side === "publisher";
	const whole = { from: broker.top + 12, to: broker.bottom - 12 };
	const gauge = gaugeFor(cards.length, total, whole);
	const asks = cards.map((card): WireAsk & Card => {
		const session = boxes.sessions.get(card.clientId);
		return {
			...card,
			session: session === undefined ? null : clip(session, boxes.glass),
			gauge: card.clientId === chosen ? chosenGauge(gauge, cards.length, whole) : gauge,
		};
	});
	const edge = asks[0]?.gauge === GAUGES.full ? { from: broker.top + CAPTION_ROOM, to: whole.to } : whole;
	return placeWires(asks, edge).map((place, index, places) => {
		const card = asks[index]?.box ?? broker;
		const next = places[index + 1];
		const floor = next === undefined ? boxes.height - ADD_LINE : Math.min(next.broker, next.card) - (asks[index + 1]?.gauge.half ?? 0);
		return {
			clientId: place.clientId,
			axis: "x",
			client: { along: left ? card.right + SOCKET : card.left - SOCKET, across: place.card },
			broker: { along: left ? broker.left - SOCKET : broker.right + SOCKET, across: place.broker },
			gauge: asks[index]?.gauge ?? gauge,
			below: floor - Math.max(place.broker, place.card),
		};
	});
}

/** The wires of a tall stage: one publisher above the broker, one subscriber below. */
export function tallShapes(boxes: Boxes): readonly WireShape[] {
	const { broker } = boxes;
	if (broker === null) return [];
	const across = Math.round((broker.left + broker.right) / 2);
	return [...boxes.cards].map(([clientId, card]) => {
		const above = card.bottom <= broker.top;
		return {
			clientId,
			axis: "y",
			client: { along: above ? card.bottom + TALL_SOCKET : card.top - TALL_SOCKET, across },
			broker: { along: above ? broker.top - TALL_SOCKET : broker.bottom + TALL_SOCKET, across },
			gauge: TALL,
			below: 0,
		};
	});
}
