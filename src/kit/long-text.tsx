import { useId, useLayoutEffect, useRef, useState } from "react";
import { openBeside } from "./beside.ts";
import { Icon } from "./icon.tsx";
import { legible } from "./legible.ts";
import "./long-text.css";

/** Characters that stand in any place of a card without being cut off. */
const FITS = 16;

/** A name, topic or payload of any length in a line of its own: what has no room is cut off, and a press shows the whole. */
export function LongText({ text, fits = FITS }: { text: string; fits?: number | undefined }) {
	const id = useId();
	const [open, setOpen] = useState(false);
	const more = useRef<HTMLButtonElement>(null);
	const whole = useRef<HTMLSpanElement>(null);
	useLayoutEffect(() => {
		if (open && whole.current !== null && more.current !== null)
			openBeside(whole.current, more.current, { align: "start", side: "bottom" });
	}, [open]);
	const shown = legible(text, true);
	if (shown.length <= fits) return shown;
	return (
		<span className="long-text">
			<span className="long-text-line">{shown}</span>
			<button ref={more} type="button" className="long-text-more" aria-label="Whole text" popoverTarget={id}>
				<Icon n="dots" s={14} />
			</button>
			<span ref={whole} id={id} popover="auto" className="long-text-whole wire" onToggle={({ newState }) => setOpen(newState === "open")}>
				{open && shown}
			</span>
		</span>
	);
}
