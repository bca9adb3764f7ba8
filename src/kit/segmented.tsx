import { type ReactNode, useId } from "react";
import "./segmented.css";

export type Choice<T extends string | number> = {
	readonly value: T;
	readonly label: ReactNode;
	/** The choice's name, when the label is a drawing or too short to be a name. */
	readonly name?: string | undefined;
	/** A sentence that says why this choice cannot be chosen. */
	readonly disabled?: string | undefined;
};

type SegmentedProps<T extends string | number> = {
	/** Name of the group. */
	label: string;
	choices: readonly Choice<T>[];
	/** null: none of the choices. */
	value: T | null;
	onChange: (value: T) => void;
	size?: "small" | undefined;
	/** Whether segments are as narrow as their labels. */
	compact?: boolean | undefined;
	/** A sentence that says why nothing can be chosen now. */
	disabled?: string | boolean | undefined;
	className?: string | undefined;
	/** The name of what these choices set in a packet. */
	sets?: string | undefined;
};

/** The browser's own radio buttons, drawn as segments. One that refuses keeps its place among the keys, so that everybody can read why. */
export function Segmented<T extends string | number>(props: SegmentedProps<T>) {
	const { label, choices, value, onChange, size, compact, disabled, className, sets } = props;
	const group = useId();
	const off = disabled !== undefined && disabled !== false;
	const classes = ["segmented", size, compact ? "compact" : undefined, className].filter((name) => name !== undefined);
	return (
		<div role="radiogroup" aria-label={label} aria-disabled={off || undefined} className={classes.join(" ")} data-sets={sets}>
			{choices.map((choice) => {
				const refuses = off || choice.disabled !== undefined;
				return (
					<label key={choice.value}>
						<input
							type="radio"
							name={group}
							aria-label={choice.name}
							aria-disabled={refuses || undefined}
							title={choice.disabled ?? (typeof disabled === "string" ? disabled : undefined)}
							checked={choice.value === value}
							onChange={() => {
								if (!refuses) onChange(choice.value);
							}}
						/>
						{choice.label}
					</label>
				);
			})}
		</div>
	);
}
