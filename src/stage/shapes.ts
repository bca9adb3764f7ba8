import { GAUGES, type Gauge, gaugeFor, placeWires, type WireAsk } from "./layout.ts";
import { type Box, type Boxes, clip } from "./measure.ts";
import type { Side, Sides } from "./sides.ts";
import { SOCKET, type WireShape } from "./wire-path.ts";

export const TALL_SOCKET = 11;
/** A packet with a caption on the uppermost wire still has to fit on the stage. */
const CAPTION_ROOM = 44;
/** At the foot of the gutter stands the button that adds a client. */
const ADD_LINE = 44;
const TALL: Gauge = { gap: 23, half: 33, puck: 38, lane: 2.5 };

/** The wires of a wide stage: cards left and right, the broker between. */
export function wideShapes(boxes: Boxes, sides: Sides): readonly WireShape[] {
	const { broker } = boxes;
	if (broker === null) return [];
	const total = sides.publisher.length + sides.subscriber.length;
	return (["publisher", "subscriber"] as const).flatMap((side) => sideShapes(boxes, broker, side, sides[side], total));
}

function sideShapes(boxes: Boxes, broker: Box, side: Side, clients: readonly string[], total: number): readonly WireShape[] {
	const left = side === "publisher";
	const whole = { from: broker.top + 12, to: broker.bottom - 12 };
	const gauge = gaugeFor(clients.length, total, whole);
	const edge = gauge === GAUGES.full ? { from: broker.top + CAPTION_ROOM, to: whole.to } : whole;
	const asks = clients.flatMap((clientId): (WireAsk & { readonly box: Box })[] => {
		const box = boxes.cards.get(clientId);
		if (box === undefined) return [];
		const session = boxes.sessions.get(clientId);
		return [
			{
				clientId,
				box,
				card: clip(box, boxes.columns.get(side)),
				session: session === undefined ? null : clip(session, boxes.glass),
			},
		];
	});
	const places = placeWires(asks, edge, gauge);
	return places.map((place, index) => {
		const card = asks[index]?.box ?? broker;
		const next = places[index + 1];
		const floor = next === undefined ? boxes.height - ADD_LINE : Math.min(next.broker, next.card) - gauge.half;
		return {
			clientId: place.clientId,
			axis: "x",
			client: { along: left ? card.right + SOCKET : card.left - SOCKET, across: place.card },
			broker: { along: left ? broker.left - SOCKET : broker.right + SOCKET, across: place.broker },
			gauge,
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
