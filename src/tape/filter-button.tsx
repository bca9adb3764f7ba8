import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { openBeside } from "#kit/beside.ts";
import { Button } from "#kit/button.tsx";
import { NameChoice } from "#kit/name-choice.tsx";
import type { Traffic } from "#traffic/traffic.ts";
import { type Choices, choicesIn, isSet, NO_TAPE_FILTER, type TapeFilter } from "./match.ts";
import "./filter-button.css";

const FIELDS = [
	{ of: "client", label: "Client", all: "All clients", choices: "clients" },
	{ of: "message", label: "Message", all: "All messages", choices: "messages" },
	{ of: "type", label: "Packet type", all: "All packet types", choices: "types" },
	{ of: "topic", label: "Topic", all: "All topics", choices: "topics" },
] as const;

type FilterProps = {
	readonly traffic: Traffic;
	readonly filter: TapeFilter;
	readonly onChange: (filter: TapeFilter) => void;
	readonly open: boolean;
	readonly setOpen: (open: boolean) => void;
};

/** What the tape is narrowed to, chosen in a small panel. */
export function FilterButton({ traffic, filter, onChange, open, setOpen }: FilterProps) {
	const root = useRef<HTMLDivElement>(null);
	const panel = useRef<HTMLFieldSetElement>(null);
	const [choices, setChoices] = useState<Choices | null>(null);
	const shut = () => {
		setOpen(false);
		root.current?.querySelector("button")?.focus();
	};
	// biome-ignore lint/correctness/useExhaustiveDependencies: what can be chosen is read when the panel opens, and stays while somebody chooses
	useLayoutEffect(() => setChoices(open ? choicesIn(traffic) : null), [open]);
	useLayoutEffect(() => {
		if (choices === null || panel.current === null || root.current === null) return;
		openBeside(panel.current, root.current, { align: "end", side: "bottom" });
		panel.current.querySelector("select")?.focus({ preventScroll: true });
	}, [choices]);
	useEffect(() => {
		if (!open) return;
		const outside = ({ target }: Event) => {
			if (target instanceof Node && !root.current?.contains(target)) setOpen(false);
		};
		document.addEventListener("pointerdown", outside);
		return () => document.removeEventListener("pointerdown", outside);
	}, [open, setOpen]);
	return (
		<div className="filter-button" ref={root}>
			<Button size="small" icon="filter" aria-expanded={open} onClick={() => setOpen(!open)}>
				Filter
			</Button>
			{choices !== null && (
				<fieldset
					className="filter-button-panel"
					ref={panel}
					popover="manual"
					onKeyDown={(event) => {
						if (event.key !== "Escape") return;
						event.stopPropagation();
						shut();
					}}
				>
					<legend className="sr">Filter the tape</legend>
					{FIELDS.map(({ of, label, all, choices: those }) => (
						<div key={of} className="filter-button-choice">
							<span aria-hidden="true">{label}</span>
							<NameChoice
								label={label}
								all={all}
								names={choices[those]}
								value={filter[of]}
								onChange={(value) => onChange({ ...filter, [of]: value })}
							/>
						</div>
					))}
					<div className="filter-button-foot">
						<Button size="small" disabled={!isSet(filter)} onClick={() => onChange(NO_TAPE_FILTER)}>
							Clear all
						</Button>
						<Button size="small" look="primary" onClick={shut}>
							Done
						</Button>
					</div>
				</fieldset>
			)}
		</div>
	);
}
