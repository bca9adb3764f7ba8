import { useState } from "react";
import { isDelay } from "#contract/delay.ts";
import { LIMITS } from "#contract/limits.ts";
import { Segmented } from "#kit/segmented.tsx";
import { usePlayground } from "#script/playground.ts";
import { Word } from "#words/word.tsx";
import { DELAYS, delayText } from "./clock-text.ts";
import "#kit/button.css";
import "./delay-choice.css";

type DelayProps = { readonly delayMs: number; readonly onChange: (delayMs: number) => void };

const CHOICES = DELAYS.map((ms) => ({ value: ms as number, label: delayText(ms) }));

/** Four delays, one press each, and any other number of ms in a field. */
export function DelayChoice({ delayMs, onChange }: DelayProps) {
	return (
		<div className="delay-choice">
			<span className="legend">
				<Word of="wire-delay">Wire delay</Word>
			</span>
			<Segmented label="Wire delay" choices={CHOICES} value={delayMs} onChange={onChange} />
			<OtherDelay key={delayMs} delayMs={delayMs} onChange={onChange} />
		</div>
	);
}

/** Keyed by the delay in force: a change from elsewhere replaces a half-typed number. */
function OtherDelay({ delayMs, onChange }: DelayProps) {
	const named = isNamed(delayMs);
	const [draft, setDraft] = useState(named ? "" : String(delayMs));
	const wrong = draft !== "" && parseDelay(draft) === null;
	const { room } = usePlayground();
	const commit = () => {
		const ms = parseDelay(draft);
		if (wrong) room.notice(`A wire delay is a whole number of ms, 0 to ${LIMITS.delayMs}.`);
		if (ms !== null && ms !== delayMs) onChange(ms);
	};
	return (
		<span className="delay-choice-ms" data-on={!named}>
			<input
				aria-label="Wire delay in ms"
				aria-invalid={wrong || undefined}
				title={wrong ? `A whole number of ms, 0 to ${LIMITS.delayMs}` : "Any number of ms"}
				inputMode="numeric"
				autoComplete="off"
				size={5}
				maxLength={5}
				placeholder="other"
				value={draft}
				onChange={(event) => setDraft(event.currentTarget.value)}
				onBlur={commit}
				onKeyDown={(event) => {
					if (event.key === "Enter") commit();
					if (event.key === "Escape") setDraft(named ? "" : String(delayMs));
				}}
			/>
			<span aria-hidden="true">ms</span>
		</span>
	);
}

/** On a phone: the system's own list. */
export function DelaySelect({ delayMs, onChange }: DelayProps) {
	return (
		<select
			className="button delay-choice-select"
			aria-label="Wire delay"
			value={delayMs}
			onChange={(event) => onChange(Number(event.currentTarget.value))}
		>
			{DELAYS.map((ms) => (
				<option key={ms} value={ms}>
					{ms === 0 ? "No delay" : delayText(ms)}
				</option>
			))}
			{!isNamed(delayMs) && <option value={delayMs}>{delayText(delayMs)}</option>}
		</select>
	);
}

/** Whole ms within the limit; null for anything else. */
export function parseDelay(text: string): number | null {
	if (!/^\d{1,5}$/.test(text.trim())) return null;
	const ms = Number(text);
	return isDelay(ms) ? ms : null;
}

function isNamed(delayMs: number): boolean {
	return (DELAYS as readonly number[]).includes(delayMs);
}
