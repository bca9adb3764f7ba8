import { type ReactNode, useCallback, useMemo, useState } from "react";
import { useStore } from "zustand";
import { isBench } from "#contract/bench.ts";
import { LIMITS } from "#contract/limits.ts";
import { Button } from "#kit/button.tsx";
import { CopyAll } from "#kit/copy-all.tsx";
import { NameChoice } from "#kit/name-choice.tsx";
import type { RoomState } from "#room/room-state.ts";
import { usePlayground, useRecorded } from "#script/playground.ts";
import { useCalmly } from "#script/use-calmly.ts";
import type { LogLine } from "#story/log-line.ts";
import { asText, countText, keep, type LogFilter, leftOut, NO_FILTER, namesIn, openLines, WITHOUT_PINGS, wholeText } from "./lines.ts";
import { LogList } from "./log-list.tsx";
import { useClockChoice } from "./use-clock-choice.tsx";
import "./log.css";

/**
 * Every packet and every decision, as a line of text. heading: in place of the word, where the panel shows other things too; showDoor: shows who
 * stood at the door.
 */
export function Log({ heading, showDoor }: { heading: ReactNode; showDoor: () => void }) {
	const { room } = usePlayground();
	const history = useCalmly(historyOf);
	const past = useCalmly(pastOf);
	const [linesOf] = useState(openLines);
	const inClass = useStore(room, (state) => state.class !== null && !isBench(state.room));
	const [chosen, setFilter] = useState<LogFilter | null>(null);
	const filter = chosen ?? (inClass ? WITHOUT_PINGS : NO_FILTER);
	const upTo = useCalmly(lastDrawn);
	const lines = useMemo(() => linesOf(history, upTo), [linesOf, history, upTo]);
	const wholeOf = useCallback((line: LogLine) => wholeText(line, room.getState().history), [room]);
	const kept = useMemo(() => keep(lines, filter), [lines, filter]);
	const { timeOf, choice } = useClockChoice();
	const before = beforeLines(leftOut(history, upTo), history.from, past);
	return (
		<section className="log" aria-label="Log">
			<header className="log-head">
				{heading}
				<p>{countText(kept.length, lines.length, before === null || before === "told")}</p>
				<Filters filter={filter} names={useMemo(() => namesIn(lines), [lines])} onChange={setFilter} />
				{choice}
				<CopyAll text={() => asText(kept, history, timeOf)} />
			</header>
			{kept.length === 0 ? (
				<Empty filtered={lines.length > 0} onShowAll={() => setFilter(NO_FILTER)} />
			) : (
				<LogList lines={kept} wholeOf={wholeOf} past={before} askPast={room.askPast} showDoor={showDoor} timeOf={timeOf} />
			)}
		</section>
	);
}

/** What there is before the first line; null: nothing, the room begins there. */
function beforeLines(out: number, from: number, past: RoomState["past"]): RoomState["past"] | "left-out" | null {
	if (out === 0) return null;
	return out > from ? "left-out" : past;
}

/** What came after the moment that the page looks at is drawn too, in grey, so that a reader sees what follows. */
function lastDrawn({ cursor, live }: RoomState): number {
	return cursor.at === "live" ? live.seq : Math.min(live.seq, cursor.seq + LIMITS.logLines / 2);
}

const historyOf = ({ history }: RoomState) => history;
const pastOf = ({ past }: RoomState) => past;

type FiltersProps = {
	readonly filter: LogFilter;
	readonly names: ReturnType<typeof namesIn>;
	readonly onChange: (filter: LogFilter) => void;
};

function Filters({ filter, names, onChange }: FiltersProps) {
	return (
		<div className="log-filters">
			<NameChoice
				className="log-choice"
				label="Client"
				all="All clients"
				names={names.clients}
				value={filter.client}
				onChange={(client) => onChange({ ...filter, client })}
			/>
			<NameChoice
				className="log-choice"
				label="Message"
				all="All messages"
				names={names.messages}
				value={filter.message}
				onChange={(message) => onChange({ ...filter, message })}
			/>
			<fieldset className="log-kinds">
				<legend className="sr">Kinds of lines</legend>
				<Toggle word="Packets" on={filter.packets} onChange={(packets) => onChange({ ...filter, packets })} />
				<Toggle word="Decisions" on={filter.decisions} onChange={(decisions) => onChange({ ...filter, decisions })} />
				{names.pings && <Toggle word="Pings" on={filter.pings} onChange={(pings) => onChange({ ...filter, pings })} />}
			</fieldset>
		</div>
	);
}

function Toggle({ word, on, onChange }: { word: string; on: boolean; onChange: (on: boolean) => void }) {
	return (
		<button type="button" className="log-toggle" aria-pressed={on} onClick={() => onChange(!on)}>
			{word}
		</button>
	);
}

function Empty({ filtered, onShowAll }: { filtered: boolean; onShowAll: () => void }) {
	const recorded = useRecorded();
	if (!filtered)
		return (
			<p className="log-empty">
				{recorded ? "Nothing happens in this recording." : "Nothing has happened since this page was opened. Connect a client."}
			</p>
		);
	return (
		<p className="log-empty">
			No line matches this filter.{" "}
			<Button size="small" onClick={onShowAll}>
				Show all
			</Button>
		</p>
	);
}
