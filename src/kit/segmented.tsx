import { type KeyboardEvent, type ReactNode, useRef } from "react";
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
};

const WAYS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** A radiogroup: one tab stop, arrow keys choose. */
export function Segmented<T extends string | number>(props: SegmentedProps<T>) {
	const { label, choices, value, onChange, size, compact, disabled, className } = props;
	const group = useRef<HTMLDivElement>(null);
	const off = disabled !== undefined && disabled !== false;
	const open = choices.filter((choice) => choice.disabled === undefined);
	const stop = choices.some((choice) => choice.value === value) ? value : open[0]?.value;
	const onKeyDown = (event: KeyboardEvent) => {
		const way = WAYS[event.key];
		const here = choices.findIndex((choice) => choice.value === stop);
		const target =
			event.key === "Home" ? open[0] : event.key === "End" ? open.at(-1) : way === undefined ? undefined : after(choices, here, way);
		if (target === undefined) return;
		event.preventDefault();
		event.stopPropagation();
		if (!off) onChange(target.value);
		group.current?.querySelectorAll<HTMLElement>("[role=radio]")[choices.indexOf(target)]?.focus();
	};
	const classes = ["segmented", size, compact ? "compact" : undefined, className].filter((name) => name !== undefined);
	return (
		<div
			ref={group}
			role="radiogroup"
			tabIndex={-1}
			aria-label={label}
			aria-disabled={off || undefined}
			className={classes.join(" ")}
			onKeyDown={onKeyDown}
		>
			{choices.map((choice) => (
				// biome-ignore lint/a11y/useSemanticElements: a radio that sends nothing and may be refused
				<button
					key={choice.value}
					type="button"
					role="radio"
					aria-checked={choice.value === value}
					aria-label={choice.name}
					aria-disabled={off || choice.disabled !== undefined || undefined}
					title={choice.disabled ?? (typeof disabled === "string" ? disabled : undefined)}
					tabIndex={choice.value === stop ? 0 : -1}
					onClick={() => {
						if (!off && choice.disabled === undefined && choice.value !== value) onChange(choice.value);
					}}
				>
					{choice.label}
				</button>
			))}
		</div>
	);
}

/** The next choice that is open, wrapping around. */
function after<T extends string | number>(choices: readonly Choice<T>[], here: number, way: number): Choice<T> | undefined {
	for (let step = 1; step <= choices.length; step++) {
		const choice = choices[(here + way * step + choices.length * step) % choices.length];
		if (choice !== undefined && choice.disabled === undefined) return choice;
	}
	return undefined;
}
