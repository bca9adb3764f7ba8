import { type ReactNode, type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { wantMotion } from "#kit/motion.tsx";
import type { World } from "#model/world.ts";
import { useLabClients, useWorld } from "#script/playground.ts";
import { Broker } from "./broker.tsx";
import { type CardOf, Column } from "./column.tsx";
import { PacketLayer } from "./packet-layer.tsx";
import { tallShapes, wideShapes } from "./shapes.ts";
import { CROWD, cardForm, placeClients, type Side, type Sides, withCrowd } from "./sides.ts";
import type { StageCrowd } from "./stage-crowd.ts";
import { useBoxes } from "./use-boxes.ts";
import { WireLayer } from "./wire-layer.tsx";
import type { WireShape } from "./wire-path.ts";
import "./stage.css";

type StageProps = {
	/** Draws the card of one client. Stage and bench do not know each other: the app introduces them. */
	readonly card: CardOf;
	readonly addClient: ReactNode;
	/** Drawn in the broker's head. */
	readonly tools?: ReactNode;
	/** Clients that are drawn as one; null: there are none. */
	readonly crowd?: StageCrowd | null | undefined;
};

/** The client of a side that a tall stage shows; not there: its first. */
type Chosen = Readonly<Partial<Record<Side, string>>>;

/** Padding above and below the cards. */
const AROUND_CARDS = 30;

/** Whether anything that is drawn with motion stands in the broker, or may from now on. */
function hasWhatMoves({ connections, sessions, retained, gone }: World): boolean {
	return [connections, sessions, retained, gone].some((all) => Object.keys(all).length > 0);
}

/** Publishers, wires, the broker in its glass case, wires, subscribers. */
export function Stage({ card, addClient, tools, crowd = null }: StageProps) {
	const content = useRef<HTMLDivElement>(null);
	const sides = useSides(crowd);
	const [chosen, setChosen] = useState<Chosen>({});
	const looked = useLookedAt(content);
	const order = useWorld((world) => Object.keys(world.sessions).join("\n"));
	const moves = useWorld(hasWhatMoves);
	useEffect(() => {
		if (moves) wantMotion();
	}, [moves]);
	const boxes = useBoxes(content, `${JSON.stringify([sides, chosen])}\n${order}`);
	const { tall: isTall } = boxes;
	const shown = isTall ? oneEach(sides, chosen) : sides;
	const shapes = useMemo(() => (isTall ? tallShapes(boxes) : wideShapes(boxes, sides, looked)), [boxes, isTall, sides, looked]);
	const wires = shapes.filter(isOneClient);
	const room = boxes.height - AROUND_CARDS;
	const column = (side: Side) => (
		<Column
			side={side}
			all={sides}
			shown={shown[side]}
			form={isTall ? "bar" : cardForm(sides[side].length, room)}
			card={card}
			addClient={addClient}
			choose={isTall ? (clientId) => setChosen({ ...chosen, [side]: clientId }) : null}
		/>
	);
	return (
		<main className="stage tiled" aria-label="Stage" data-tall={isTall}>
			<div className="stage-content" ref={content}>
				{column("publisher")}
				<WireLayer shapes={wires} />
				<PacketLayer shapes={wires} bounds={boxes} />
				{crowd !== null && shapes.filter((shape) => !isOneClient(shape)).map(crowd.trunk)}
				<Broker
					sides={sides}
					shown={isTall ? [...shown.publisher, ...shown.subscriber] : null}
					height={boxes.height}
					tools={tools}
					crowd={crowd}
				/>
				{column("subscriber")}
			</div>
		</main>
	);
}

function isOneClient({ clientId }: WireShape): boolean {
	return clientId !== CROWD;
}

/** Which clients stand where; the value changes only when the arrangement does. */
function useSides(crowd: StageCrowd | null): Sides {
	const own = useLabClients();
	const told = useWorld((world) => {
		const placed = placeClients(own, world);
		return JSON.stringify(crowd === null ? placed : withCrowd(placed, crowd.isOne));
	});
	return useMemo(() => JSON.parse(told) as Sides, [told]);
}

/** The client whose card had the focus last; null: none has had it. */
function useLookedAt(content: RefObject<HTMLElement | null>): string | null {
	const [looked, setLooked] = useState<string | null>(null);
	useEffect(() => {
		const element = content.current;
		const onFocus = ({ target }: FocusEvent) => {
			const card = target instanceof Element ? target.closest("[data-wire-card]") : null;
			if (card !== null) setLooked(card.getAttribute("data-wire-card"));
		};
		element?.addEventListener("focusin", onFocus);
		return () => element?.removeEventListener("focusin", onFocus);
	}, [content]);
	return looked;
}

/** A tall stage has room for one client a side: the chosen client, or the first. */
function oneEach(sides: Sides, chosen: Chosen): Sides {
	const one = (side: Side) => {
		const wanted = chosen[side];
		return wanted !== undefined && sides[side].includes(wanted) ? [wanted] : sides[side].slice(0, 1);
	};
	return { publisher: one("publisher"), subscriber: one("subscriber") };
}
