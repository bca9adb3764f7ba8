import { type ReactNode, useCallback, useMemo, useState } from "react";
import { many } from "#contract/many.ts";
import { Button } from "#kit/button.tsx";
import { CopyAll } from "#kit/copy-all.tsx";
import type { RoomState } from "#room/room-state.ts";
import { usePlayground } from "#script/playground.ts";
import { useCalmly } from "#script/use-calmly.ts";
import type { LogLine } from "#story/log-line.ts";
import { asText, keep, type LogFilter, NO_FILTER, namesIn, openLines, wholeText } from "./lines.ts";
import { LogList } from "./log-list.tsx";
import "#kit/button.css";
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
	const [filter, setFilter] = useState<LogFilter>(NO_FILTER);
	const lines = useMemo(() => linesOf(history), [linesOf, history]);
	const wholeOf = useCallback((line: LogLine) => wholeText(line, room.getState().history), [room]);
	const kept = useMemo(() => keep(lines, filter), [lines, filter]);
	return (
		<section className="log" aria-label="Log">
			<header className="log-head">
				{heading}
				<p>{kept.length === lines.length ? many(lines.length, "line") : `${kept.length} of ${many(lines.length, "line")}`}</p>
				<Filters filter={filter} names={useMemo(() => namesIn(lines), [lines])} onChange={setFilter} />
				<CopyAll text={() => asText(kept, history)} />
			</header>
			{kept.length === 0 ? (
				<Empty filtered={lines.length > 0} onShowAll={() => setFilter(NO_FILTER)} />
			) : (
				<LogList lines={kept} wholeOf={wholeOf} past={history.from === 0 ? null : past} askPast={room.askPast} showDoor={showDoor} />
			)}
		</section>
	);
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
			<Choice
				label="Client"
				all="All clients"
				names={names.clients}
				value={filter.client}
				onChange={(client) => onChange({ ...filter, client })}
			/>
			<Choice
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
			</fieldset>
		</div>
	);
}

type ChoiceProps = {
	readonly label: string;
	readonly all: string;
	readonly names: readonly string[];
	readonly value: string | null;
	readonly onChange: (name: string | null) => void;
};

/** Found by index: a client may be called anything. */
function Choice({ label, all, names, value, onChange }: ChoiceProps) {
	const offered = value === null || names.includes(value) ? names : [...names, value];
	return (
		<select
			className="button small log-choice"
			aria-label={label}
			value={value === null ? -1 : offered.indexOf(value)}
			onChange={(event) => onChange(offered[Number(event.currentTarget.value)] ?? null)}
		>
			<option value={-1}>{all}</option>
			{offered.map((name, index) => (
				<option key={name} value={index}>
					{name}
				</option>
			))}
		</select>
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
	if (!filtered) return <p className="log-empty">Nothing has happened since this page was opened. Connect a client.</p>;
	return (
		<p className="log-empty">
			No line matches this filter.{" "}
			<Button size="small" onClick={onShowAll}>
				Show all
			</Button>
		</p>
	);
}
