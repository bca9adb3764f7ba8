import { type ExpirationUnit, parseExpiration, splitExpiration } from "#contract/expiration.ts";
import { Segmented } from "#kit/segmented.tsx";
import { CommitField } from "./commit-field.tsx";
import "#kit/button.css";
import "./expiration-choice.css";

const UNITS = ["s", "min", "h", "d"] as const satisfies readonly ["s", ...ExpirationUnit[]];
/** EMQX's value. */
const FIRST_SECONDS = 7_200;

type ExpirationProps = {
	/** The control's name for people who do not see the row. */
	label: string;
	/** Null: never. */
	seconds: number | null;
	disabled: string | undefined;
	onChange: (seconds: number | null) => void;
};

/** Never, or after a number of seconds, minutes, hours or days. */
export function ExpirationChoice({ label, seconds, disabled, onChange }: ExpirationProps) {
	return (
		<div className="expiration-choice">
			<Segmented
				label={label}
				choices={[
					{ value: "never", label: "never" },
					{ value: "after", label: "after" },
				]}
				value={seconds === null ? "never" : "after"}
				disabled={disabled}
				onChange={(when) => onChange(when === "never" ? null : FIRST_SECONDS)}
			/>
			{seconds !== null && <After label={label} seconds={seconds} disabled={disabled} onChange={onChange} />}
		</div>
	);
}

function After({ label, seconds, disabled, onChange }: ExpirationProps & { seconds: number }) {
	const { count, unit } = splitExpiration(seconds, UNITS);
	return (
		<>
			<CommitField
				label={`${label}, how many`}
				value={count}
				parse={(text) => (parseExpiration(text.trim() + unit) == null ? null : Number(text))}
				wrong="A whole number from 1, and at most 136 years"
				disabled={disabled}
				onCommit={(next) => onChange(parseExpiration(next + unit) ?? null)}
			/>
			<select
				className="button"
				aria-label={`${label}, unit`}
				value={unit}
				disabled={disabled !== undefined}
				title={disabled}
				onChange={(event) => {
					const next = parseExpiration(count + event.currentTarget.value);
					if (next != null) onChange(next);
				}}
			>
				{UNITS.map((one) => (
					<option key={one} value={one} disabled={parseExpiration(count + one) === undefined}>
						{one}
					</option>
				))}
			</select>
		</>
	);
}
