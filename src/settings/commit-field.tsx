import { useState } from "react";
import { Field } from "#kit/field.tsx";
import "./commit-field.css";

type CommitFieldProps = {
	label: string;
	/** The value in force. */
	value: number;
	/** Null: the text is not understood. */
	parse: (text: string) => number | null;
	/** A sentence for text that is not understood. */
	wrong: string;
	/** A sentence that says why the field cannot be changed. */
	disabled: string | undefined;
	onCommit: (value: number) => void;
};

/** A number that is sent with Enter or by leaving the field. The field shows the value in force again at once: the event changes the value, not the press. */
export function CommitField({ label, value, parse, wrong, disabled, onCommit }: CommitFieldProps) {
	const [typed, setTyped] = useState<{ readonly text: string; readonly over: number } | null>(null);
	// A change from elsewhere replaces a half-typed value.
	const draft = typed === null || typed.over !== value || disabled !== undefined ? null : typed.text;
	const parsed = draft === null ? value : parse(draft);
	const commit = () => {
		if (draft === null || parsed === null) return;
		setTyped(null);
		if (parsed !== value) onCommit(parsed);
	};
	return (
		<Field
			label={label}
			hideLabel
			className="commit-field"
			inputMode="numeric"
			maxLength={10}
			value={draft ?? String(value)}
			disabled={disabled !== undefined}
			title={disabled}
			wrong={parsed === null ? wrong : undefined}
			onChange={(text) => setTyped({ text, over: value })}
			onBlur={commit}
			onEnter={commit}
			onKeyDown={(event) => {
				if (event.key !== "Escape" || draft === null) return;
				// only the typed text is given up, not the whole sheet
				event.preventDefault();
				setTyped(null);
			}}
		/>
	);
}
