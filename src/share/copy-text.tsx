import { type FocusEvent, useEffect, useId, useRef, useState } from "react";
import { Button } from "#kit/button.tsx";
import "./copy-text.css";

type CopyTextProps = {
	/** The field's name, drawn above it. */
	label: string;
	value: string;
	/** Lines to show; 1: a field. */
	rows?: number | undefined;
	/** Whether the field gets the focus when its sheet opens. */
	first?: boolean | undefined;
};

/** Text to take away: a press copies the text; where the browser forbids that, the text is selected to be copied by hand. */
export function CopyText({ label, value, rows = 1, first }: CopyTextProps) {
	const id = useId();
	const field = useRef<HTMLTextAreaElement & HTMLInputElement>(null);
	const [said, setSaid] = useState<"copied" | "by-hand" | null>(null);
	useEffect(() => {
		if (said !== "copied") return;
		const timer = setTimeout(() => setSaid(null), 2_000);
		return () => clearTimeout(timer);
	}, [said]);
	const copy = async () => {
		try {
			// over plain http on a classroom network there is no clipboard
			await navigator.clipboard.writeText(value);
			setSaid("copied");
		} catch {
			field.current?.focus();
			field.current?.select();
			setSaid("by-hand");
		}
	};
	const shared = {
		id,
		ref: field,
		value,
		readOnly: true,
		spellCheck: false,
		onFocus: (event: FocusEvent<HTMLInputElement | HTMLTextAreaElement>) => event.currentTarget.select(),
	};
	return (
		<div className="copy-text">
			<label htmlFor={id} className="legend">
				{label}
			</label>
			<div className="copy-text-row">
				{rows === 1 ? <input {...shared} /> : <textarea {...shared} rows={rows} />}
				<Button
					icon={said === "copied" ? "check" : "copy"}
					data-first={first || undefined}
					aria-label={`Copy: ${label}`}
					onClick={() => void copy()}
				>
					{said === "copied" ? "Copied" : "Copy"}
				</Button>
			</div>
			<p className="copy-text-said" role="status">
				{said === "by-hand" ? "This browser does not let the page copy. The text is selected: copy it with the keyboard." : ""}
				{said === "copied" && <span className="sr">Copied to the clipboard.</span>}
			</p>
		</div>
	);
}
