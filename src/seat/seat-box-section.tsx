import type { ReactNode } from "react";
import { unreachable } from "#contract/unreachable.ts";
import { Icon } from "#kit/icon.tsx";
import { LongText } from "#kit/long-text.tsx";
import { Puck } from "#kit/puck.tsx";
import { useWorld } from "#script/playground.ts";
import { type SeatBox, type SeatPile, type SeatSlot, seatBox } from "./seat-box.ts";
import { SeatPuck } from "./seat-puck.tsx";
import "./seat-box-section.css";

/** The session that the broker keeps for this phone's client, at the bottom of the page. */
/** nextClean: what the phone asks for with its next CONNECT. */
export function SeatBoxSection({ clientId, nextClean }: { clientId: string; nextClean: boolean }) {
	const world = useWorld((now) => now);
	const box = seatBox(world, clientId, nextClean);
	return (
		<SeatBoxCase title="Your session at the broker" tag={box.tag} box={box}>
			{box.fell !== null && <SeatPileRow pile={box.fell} />}
		</SeatBoxCase>
	);
}

type CaseProps = { title: string; tag: string; box: SeatBox; children: ReactNode };

/** A session with its floor, or without one; children: what lies under it. */
export function SeatBoxCase({ title, tag, box: { kind, filters, slots, note }, children }: CaseProps) {
	return (
		<section className="seat-box-section" aria-label={title}>
			<h2>
				{title} <span>{tag}</span>
			</h2>
			<div className="seat-box-section-box" data-kind={kind}>
				{filters.length > 0 && (
					<ul className="seat-box-section-filters" aria-label="Subscriptions">
						{filters.map(([filter, qos]) => (
							<li key={filter}>
								<Icon n="filter" s={17} />
								<span className="wire">
									<LongText text={filter} fits={24} />
								</span>
								<span className="seat-box-section-qos">
									QoS <Puck qos={qos} fate="outline" h={16} /> {qos}
								</span>
							</li>
						))}
					</ul>
				)}
				{slots !== null && <Slots slots={slots} />}
				<p className="seat-box-section-note">
					{note.head !== "" && <b>{note.head}</b>} {note.says}
				</p>
			</div>
			{children}
		</section>
	);
}

function Slots({ slots }: { slots: readonly SeatSlot[] }) {
	return (
		<ol className="seat-box-section-slots" aria-label="Queue">
			{slots.map((slot) => (
				<li key={slot.position} data-kind={slot.kind}>
					<Slot slot={slot} />
				</li>
			))}
		</ol>
	);
}

function Slot({ slot }: { slot: SeatSlot }) {
	switch (slot.kind) {
		case "empty":
			return (
				<>
					{slot.position}
					<span className="sr">, empty</span>
				</>
			);
		case "more":
			return (
				<>
					+{slot.count}
					<span className="sr"> more</span>
				</>
			);
		case "flight":
		case "queued":
			return (
				<>
					<SeatPuck message={slot.message} qos={slot.qos} fate={slot.kind} />
					<span className="sr">{`${slot.message}, QoS ${slot.qos}, ${slot.kind === "flight" ? "in flight" : "waiting"}`}</span>
				</>
			);
		default:
			return unreachable(slot);
	}
}

/** Messages with one fate: pucks, and the reason in words. */
export function SeatPileRow({ pile: { fate, messages, head, says } }: { pile: SeatPile }) {
	return (
		<div className="seat-box-section-pile" data-fate={fate}>
			<div>
				{messages.map(({ message, qos }) => (
					<SeatPuck key={message} message={message} qos={qos} fate={fate} />
				))}
			</div>
			<p>
				<span className="sr">{messages.map(({ message }) => message).join(", ")}: </span>
				<b>{head}</b> {says}
			</p>
		</div>
	);
}
