import { useState } from "react";
import { Field } from "#kit/field.tsx";
import "./commit-field.css";

type CommitFieldProps = {
	label: string;
	/** What is in force. */
	value: number;
	/** Null: not understood. */
	parse: (text: string) => number | null;
	/** A sentence for what is not understood. */
	wrong: string;
	/** A sentence: why it cannot be changed. */
	disabled: string | undefined;
	onCommit: (value: number) => void;
};

/** A number that is sent with Enter or by leaving the field. It shows what is in force again at once: the event changes it, not the press. */
export function CommitField({ label, value, parse, wrong, disabled, onCommit }: CommitFieldProps) {
	const [typed, setTyped] = useState<{ readonly text: string; readonly over: number } | null>(null);
	// A change from elsewhere takes the place of what was half typed.
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
				// only what was typed is given up, not the whole sheet
				event.preventDefault();
				setTyped(null);
			}}
		/>
	);
}
