import { type ReactNode, useMemo } from "react";
import { LIMITS } from "#contract/limits.ts";
import { Segmented } from "#kit/segmented.tsx";
import type { World } from "#model/world.ts";
import { cut } from "#mqtt/cut.ts";
import { seqAtCursor, worldAtCursor } from "#room/cursor.ts";
import { usePlayground, useRecorded } from "#script/playground.ts";
import { useCalmly } from "#script/use-calmly.ts";
import { useTraffic } from "#script/use-traffic.ts";
import { timeText } from "#story/phrases.ts";
import { exchangeOf } from "#traffic/exchange.ts";
import { Checklist } from "./checklist.tsx";
import { type Chosen, chosenOf, offeredOf, sentLater } from "./choosing.ts";
import { Holders } from "./holders.tsx";
import { IfCut } from "./if-cut.tsx";
import "#kit/button.css";
import "./exchange.css";

/** The exchange of one message, packet by packet: what is done and what is missing, who holds a copy, and what a cut would do. */
export function Exchange({ heading }: { heading: ReactNode }) {
	const { room } = usePlayground();
	const world = useCalmly(worldAtCursor);
	const seq = useCalmly(seqAtCursor);
	const selection = useCalmly((state) => state.selection);
	const traffic = useTraffic();
	const recorded = useRecorded();
	const chosen = useMemo(() => chosenOf(world, traffic, seq, selection), [world, traffic, seq, selection]);
	const { message, subscriber } = chosen;
	const exchange = useMemo(
		() => (message === null ? null : exchangeOf(world, traffic, seq, message, subscriber)),
		[world, traffic, seq, message, subscriber],
	);
	const choose = (next: string, of: string | null) => room.select({ of: "message", message: next, subscriber: of });
	return (
		<section className="exchange" aria-label="Exchange">
			<header className="exchange-head">
				{heading}
				{message !== null && <Choosers world={world} chosen={chosen} message={message} choose={choose} />}
			</header>
			{message === null && (
				<p className="exchange-empty">Nothing sent yet.{!recorded && " Publish a message: its packets are ticked here one by one."}</p>
			)}
			{message !== null && exchange === null && <p className="exchange-empty">{saysUnknown(message, sentLater(traffic, message, seq))}</p>}
			{exchange !== null && (
				// biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region that the keyboard has to reach
				<section className="exchange-scroll" tabIndex={0} aria-label={`The exchange of ${exchange.message.message}`}>
					<Checklist exchange={exchange} world={world} subscriber={subscriber} />
					<Holders world={world} message={exchange.message} subscriber={subscriber} />
				</section>
			)}
			{exchange !== null && <IfCut world={world} message={exchange.message} subscriber={subscriber} />}
		</section>
	);
}

function saysUnknown(message: string, later: number | null): string {
	return later === null
		? `What became of ${message} is no longer known at this moment. Choose another message.`
		: `${message} has not been sent yet at this moment: it leaves at ${timeText(later)}.`;
}

/** With more subscribers than this, they are chosen from a list. */
const MOST_SEGMENTS = 2;
/** Characters of a payload beside the name of its message. */
const SHOWN = 14;

type ChoosersProps = {
	readonly world: World;
	readonly chosen: Chosen;
	readonly message: string;
	readonly choose: (message: string, subscriber: string | null) => void;
};

function Choosers({ world, chosen: { subscriber, subscribers }, message, choose }: ChoosersProps) {
	return (
		<div className="exchange-choosers">
			{subscribers.length > 1 && subscribers.length <= MOST_SEGMENTS && (
				<Segmented
					className="exchange-for"
					label="Copy of"
					choices={subscribers.map((name) => ({ value: name, label: name }))}
					value={subscriber}
					onChange={(name) => choose(message, name)}
					size="small"
					compact
				/>
			)}
			{subscribers.length > MOST_SEGMENTS && (
				<select
					className="button small exchange-for"
					aria-label="Copy of"
					value={subscriber ?? ""}
					onChange={(event) => choose(message, event.currentTarget.value)}
				>
					{subscribers.map((name) => (
						<option key={name} value={name}>
							To {name}
						</option>
					))}
				</select>
			)}
			<select
				className="button small exchange-message"
				aria-label="Message"
				value={message}
				onChange={(event) => choose(event.currentTarget.value, subscriber)}
			>
				{offeredOf(world, message, LIMITS.exchangeMessages).map((name) => (
					<option key={name} value={name}>
						{nameOf(world, name)}
					</option>
				))}
			</select>
		</div>
	);
}

/** "m2 “21.5”" */
function nameOf({ messages }: World, name: string): string {
	const payload = messages[name]?.payload ?? "";
	return payload === "" ? name : `${name} “${cut(payload, SHOWN)}”`;
}
