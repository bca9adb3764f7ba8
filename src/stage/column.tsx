import { memo, type ReactNode, useRef } from "react";
import { useStore } from "zustand";
import type { CardForm } from "#kit/card-form.ts";
import { usePlayground } from "#script/playground.ts";
import { CROWD, clientIndex, type Side, type Sides } from "./sides.ts";
import { useBelow } from "./use-below.ts";
import "./column.css";

export type CardOf = (clientId: string, form: CardForm) => ReactNode;

/** The clients of one side. On a tall stage one client, and a row of chips to choose it. */
export function Column({
	side,
	all,
	shown,
	form,
	card,
	addClient,
	choose,
}: {
	side: Side;
	all: Sides;
	shown: readonly string[];
	form: CardForm;
	card: CardOf;
	addClient: ReactNode;
	choose: ((clientId: string) => void) | null;
}) {
	const name = side === "publisher" ? "Publishers" : "Subscribers";
	// Before the welcome, nobody knows which cards will stand here.
	const known = useStore(usePlayground().drawn, ({ link }) => link.state !== "opening");
	const cards = useRef<HTMLDivElement>(null);
	const below = useBelow(cards, shown.length);
	const chips = choose !== null && all[side].length > 1;
	return (
		<section className="column" data-side={side} data-form={form} aria-label={name}>
			{chips && (
				<div className="column-chips" role="radiogroup" aria-label={`Which of the ${name.toLowerCase()}`}>
					{all[side].map((clientId) => (
						<label key={clientId} className="column-chip">
							<input type="radio" name={`shown-${side}`} checked={shown.includes(clientId)} onChange={() => choose?.(clientId)} />
							<span>{clientId === CROWD ? "Seats" : clientId}</span>
						</label>
					))}
				</div>
			)}
			<div className="column-cards" data-wire-column={side} ref={cards}>
				{shown.map((clientId) => (
					<div
						key={clientId}
						className="column-card"
						data-wire-card={clientId}
						data-client-index={clientIndex(all, clientId)}
						tabIndex={-1}
					>
						<Card clientId={clientId} form={form} card={card} />
					</div>
				))}
				{shown.length === 0 && known && (
					<p className="column-nobody">{side === "publisher" ? "No publisher here." : "No subscriber here."}</p>
				)}
			</div>
			<div className="column-add">
				{addClient}
				{below > 0 && (form === "row" || form === "line") && <p className="column-below">{below} more below</p>}
			</div>
		</section>
	);
}

const Card = memo(function Card({ clientId, form, card }: { clientId: string; form: CardForm; card: CardOf }) {
	return card(clientId, form);
});
