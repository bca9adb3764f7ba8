import { m } from "framer-motion";
import { useEffect, useRef } from "react";
import type { BrokerSettings } from "#contract/settings.ts";
import { shortWords } from "#kit/legible.ts";
import { DURATION, EASE } from "#kit/motion.tsx";
import { Puck } from "#kit/puck.tsx";
import { queueNumbers } from "#model/queue-limit.ts";
import type { Session } from "#model/world.ts";
import { useWorld } from "#script/playground.ts";
import { Marked } from "#words/marked.tsx";
import { Word } from "#words/word.tsx";
import { queueText } from "./session-text.ts";
import { type SlotWindow, slotWindow } from "./slots.ts";
import "./queue-slots.css";

/** The queue: slots fill from the left, the leftmost leaves first. */
export function QueueSlots({ session, settings }: { session: Session; settings: BrokerSettings }) {
	const view = slotWindow(session.queue, queueNumbers(settings, session));
	const moved = useMoves(view);
	const text = useWorld((world) => queueText(session, { settings, messages: world.messages }));
	return (
		<>
			<div className="queue-slots-head">
				<p className="legend">
					<Word of="queue">Queue</Word>
				</p>
				<p>
					<Marked>{shortWords(text)}</Marked>
				</p>
				<p className="tabular">{view.count}</p>
			</div>
			<ol className="queue-slots" aria-label={`Queue of ${session.session}`} data-beyond={view.beyond !== null}>
				{view.slots.map((slot) =>
					slot.kind === "empty" ? (
						<li key={slot.position} className="queue-slots-slot" aria-label={`slot ${slot.position}, empty`}>
							{slot.position}
						</li>
					) : (
						<li
							key={slot.position}
							className="queue-slots-slot filled"
							aria-label={`${slot.queued.message}, QoS ${slot.queued.qos}${slot.position === 1 ? ", next out" : ""}`}
						>
							<m.span key={slot.queued.delivery} {...moved(slot.queued.delivery, slot.position)}>
								<Puck qos={slot.queued.qos} label={slot.queued.message} fate="queued" h={28} />
							</m.span>
						</li>
					),
				)}
				{view.beyond !== null && (
					<li className="queue-slots-slot beyond" data-kind={view.beyond.kind}>
						+{view.beyond.count}
						<span className="sr">{view.beyond.kind === "free" ? " free" : " more waiting"}</span>
					</li>
				)}
			</ol>
		</>
	);
}

const AT_REST = { x: 0, y: 0, opacity: 1 };
const SHIFT = { duration: DURATION.move, ease: EASE.both };
/** Slides in from the open end, then drops the last 6 px. */
const LATCH = {
	x: { duration: DURATION.move, ease: EASE.out },
	y: { delay: DURATION.move / 2, duration: DURATION.settle - DURATION.move / 2, ease: EASE.latch },
	opacity: { duration: DURATION.tap },
};
const SLOTS_AT_MOST = 3;

/** How a puck comes to its slot: a puck that stood further back moves up, a new puck slides in and drops onto the floor. */
function useMoves(view: SlotWindow) {
	const before = useRef<ReadonlyMap<string, number>>(new Map());
	useEffect(() => {
		before.current = new Map(
			view.slots.flatMap((slot) => (slot.kind === "queued" ? [[slot.queued.delivery, slot.position] as const] : [])),
		);
	});
	return (delivery: string, position: number) => {
		const stood = before.current.get(delivery);
		if (stood !== undefined && stood !== position)
			return { initial: { x: `${(stood - position) * 100}%`, y: 0, opacity: 1 }, animate: AT_REST, transition: SHIFT };
		const from = Math.max(1, Math.min(SLOTS_AT_MOST, view.slots.length - position));
		return { initial: { x: `${from * 100}%`, y: -6, opacity: 0 }, animate: AT_REST, transition: LATCH };
	};
}
