import { Fragment, type ReactNode } from "react";
import { useStore } from "zustand";
import { usePlayground } from "#script/playground.ts";
import { selectedMessage } from "#script/selected-message.ts";
import { trafficOf } from "#script/use-traffic.ts";
import { timeText } from "#story/phrases.ts";
import { type FateTimes, timesOf } from "./fate-times.ts";
import type { Standing } from "./rows.ts";
import "./row-parts.css";

export function PickMessage({ message, children }: { message: string; children: ReactNode }) {
	const playground = usePlayground();
	const { room } = playground;
	const selected = useStore(room, ({ selection, cursor }) => {
		const seq = cursor.at === "live" ? Number.POSITIVE_INFINITY : cursor.seq;
		return selectedMessage(selection, () => trafficOf(playground).getState(), seq) === message;
	});
	return (
		<>
			{selected && <i className="row-parts-bar" />}
			<button
				type="button"
				className="row-parts-pick"
				aria-pressed={selected}
				title={`Show the exchange of ${message}`}
				onClick={() => room.select({ of: "message", message, subscriber: null })}
			>
				{children}
			</button>
		</>
	);
}

/** Drawn anew with its row alone: a fate that stays as it is has the times that it had. */
export function StandingTimes({ message, standing: { subscriber, at } }: { message: string; standing: Standing }) {
	const playground = usePlayground();
	const times = timesOf(playground.read.getState(), trafficOf(playground).getState(), message, subscriber, at);
	if (times === null) return null;
	return (
		<p className="row-parts-times">
			{times.is}{" "}
			{times.moments.slice(-MOST).map((moment, nth, all) => (
				<Fragment key={`${moment.seq} ${moment.at}`}>
					{nth > 0 && (nth === all.length - 1 ? " and " : ", ")}
					<Moment moment={moment} message={message} />
				</Fragment>
			))}
		</p>
	);
}

/** Of a message that came more often, the last times. */
const MOST = 3;

function Moment({ moment: { seq, at }, message }: { moment: FateTimes["moments"][number]; message: string }) {
	const { room } = usePlayground();
	if (seq === null) return <span>{timeText(at)}</span>;
	return (
		<button type="button" title={`Go to this moment of ${message}`} onClick={() => room.seek({ seq })}>
			{timeText(at)}
		</button>
	);
}
