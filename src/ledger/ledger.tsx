import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { many } from "#contract/many.ts";
import { Button } from "#kit/button.tsx";
import { Segmented } from "#kit/segmented.tsx";
import type { World } from "#model/world.ts";
import { worldAtCursor } from "#room/cursor.ts";
import { useRecorded } from "#script/playground.ts";
import { useCalmly } from "#script/use-calmly.ts";
import { timeText } from "#story/phrases.ts";
import { HowToAsk } from "#words/how-to-ask.tsx";
import { Word } from "#words/word.tsx";
import { useDrawnRows } from "./drawn-rows.ts";
import { LedgerEquation } from "./equation.tsx";
import { LedgerRow } from "./ledger-row.tsx";
import { NOBODY, rowsOf } from "./rows.ts";
import { ALL, type Focus, useFocus } from "./view.ts";
import "#kit/button.css";
import "./ledger.css";

export { LedgerEquation } from "./equation.tsx";

/** With more subscribers than this, they are chosen from a list. */
const MOST_SEGMENTS = 2;
/** Px from the end within which the ledger follows the newest message. */
const NEAR_END = 60;

/** Where each message is now, for one subscriber or for all of them. */
export function Ledger({ heading }: { heading: ReactNode }) {
	const focus = useFocus();
	const { subscribers, shown } = focus;
	const world = useCalmly(worldAtCursor);
	const [all, setAll] = useState(false);
	const { rows, earlier } = useMemo(() => rowsOf(world, shown === ALL ? subscribers : [shown], all), [world, subscribers, shown, all]);
	const [openedAt] = useState(world.at);
	const drawn = useDrawnRows(rows);
	const scroll = useFollow(drawn.length);
	const recorded = useRecorded();
	const present = recorded ? "at the end" : "now";
	const when = useCalmly(({ cursor }) => (cursor.at === "live" ? present : `at ${timeText(cursor.time)}`));
	const column = shown === ALL ? "For each subscriber" : shown === NOBODY ? "Fate" : `For ${shown}`;
	return (
		<section className="ledger" aria-label="Ledger">
			<header className="ledger-head">
				{heading}
				<p>where each message is {when}</p>
				{subscribers.length > 1 && <Chooser focus={focus} />}
			</header>
			<div className="ledger-scroll" ref={scroll}>
				<div>
					{world.forgotten.messages > 0 && (
						<p className="ledger-forgotten">
							{many(world.forgotten.messages, "older message")}: counted in the sum below, and no longer listed.
						</p>
					)}
					{earlier > 0 && (
						<Button className="ledger-earlier" size="small" onClick={() => setAll(true)}>
							{many(earlier, "earlier message")}
						</Button>
					)}
					{rows.length === 0 ? (
						<div className="ledger-empty">
							<p>Nothing sent yet. {!recorded && (anyConnected(world) ? "Publish a message." : "Connect a client.")}</p>
							<HowToAsk href="/words" once />
						</div>
					) : (
						<table aria-label={`Where each message is ${when}`}>
							<thead>
								<tr>
									<th scope="col">
										<Word of="message">Message</Word>
									</th>
									<th scope="col">{shown === NOBODY ? <Word of="fate">{column}</Word> : column}</th>
								</tr>
							</thead>
							<tbody>
								{drawn.map((row) => (
									<LedgerRow key={row.message} row={row} fresh={row.at > openedAt} named={shown === ALL} />
								))}
							</tbody>
						</table>
					)}
				</div>
			</div>
			<LedgerEquation />
		</section>
	);
}

function anyConnected({ clients }: World): boolean {
	return Object.values(clients).some(({ phase }) => phase.phase === "connected");
}

function Chooser({ focus }: { focus: Focus }) {
	const { subscribers, shown, choose } = focus;
	if (subscribers.length <= MOST_SEGMENTS) {
		const choices = [...subscribers.map((name) => ({ value: name, label: name })), { value: ALL, label: "all" }];
		return <Segmented className="ledger-for" label="Ledger for" choices={choices} value={shown} onChange={choose} size="small" compact />;
	}
	return (
		<select
			className="button small ledger-for"
			aria-label="Ledger for"
			value={shown}
			onChange={(event) => choose(event.currentTarget.value)}
		>
			{subscribers.map((name) => (
				<option key={name} value={name}>
					For {name}
				</option>
			))}
			<option value={ALL}>For all {subscribers.length}</option>
		</select>
	);
}

/** Keeps the newest message in sight, unless somebody has scrolled back. */
function useFollow(count: number) {
	const scroll = useRef<HTMLDivElement>(null);
	const following = useRef(true);
	useEffect(() => {
		const box = scroll.current;
		if (box === null) return;
		let [top, high] = [box.scrollTop, 0];
		// Only a person who scrolls back stops this: rows that come faster than the box follows, or change their height, do not.
		const moved = () => {
			if (box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END) following.current = true;
			else if (box.scrollTop < top && box.scrollHeight - box.clientHeight === high) following.current = false;
			[top, high] = [box.scrollTop, box.scrollHeight - box.clientHeight];
		};
		// A row is as high as its reason, which comes later than the row. Under a row that somebody opened, the list stands still.
		const resized = () => {
			if (following.current && box.querySelector("details[open]") === null) box.scrollTop = box.scrollHeight;
		};
		const observer = new ResizeObserver(resized);
		observer.observe(box);
		if (box.firstElementChild !== null) observer.observe(box.firstElementChild);
		box.addEventListener("scroll", moved, { passive: true });
		return () => {
			observer.disconnect();
			box.removeEventListener("scroll", moved);
		};
	}, []);
	useEffect(() => {
		const box = scroll.current;
		if (box !== null && count > 0 && following.current) box.scrollTop = box.scrollHeight;
	}, [count]);
	return scroll;
}
