import { type FocusEvent, useId, useRef } from "react";
import { Button } from "#kit/button.tsx";
import { BY_HAND, useCopy } from "#kit/use-copy.ts";
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
	const { said, copy } = useCopy(() => {
		field.current?.focus();
		field.current?.select();
	});
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
					onClick={() => void copy(value)}
				>
					{said === "copied" ? "Copied" : "Copy"}
				</Button>
			</div>
			<p className="copy-text-said" role="status">
				{said === "by-hand" && BY_HAND}
				{said === "copied" && <span className="sr">Copied to the clipboard.</span>}
			</p>
		</div>
	);
}
