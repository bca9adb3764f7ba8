import { type ReactNode, useState } from "react";
import { Field } from "#kit/field.tsx";

/** of: the value in force when the text was typed; start: when typing began. */
type Draft<T> = { readonly text: string; readonly of: T; readonly start: T; readonly focused: boolean };

/**
 * A field that passes its text on, letter by letter, as long as the text parses. Text that does not parse stays in the field and is marked as
 * wrong, also when the field is left, and what was in force before it was typed is in force again: of "300" not the 30.
 */
export function DraftField<T extends string | number>({
	label,
	value,
	parse,
	onChange,
	wrong,
	hideLabel,
	heading,
	onEnter,
	className,
	inputMode,
	sets,
}: {
	label: string;
	value: T;
	parse: (text: string) => T | null;
	onChange: (value: T) => void;
	/** Shown while the text does not parse. */
	wrong?: string | undefined;
	hideLabel?: boolean | undefined;
	/** The label, where more than its letters is drawn. */
	heading?: ReactNode;
	onEnter?: (() => void) | undefined;
	className?: string | undefined;
	inputMode?: "numeric" | undefined;
	/** The name of what it sets in a packet. */
	sets?: string | undefined;
}) {
	const [draft, setDraft] = useState<Draft<T> | null>(null);
	// left alone, the field says what is in force once somebody else has changed that
	const kept = draft !== null && (draft.focused || draft.of === value) ? draft : null;
	const isWrong = kept !== null && parse(kept.text) === null;
	return (
		<Field
			label={label}
			hideLabel={hideLabel}
			heading={heading}
			value={kept?.text ?? String(value)}
			className={className}
			inputMode={inputMode}
			data-sets={sets}
			wrong={isWrong ? wrong : undefined}
			onChange={(text) => {
				const start = kept?.start ?? value;
				const next = parse(text) ?? start;
				setDraft({ text, of: next, start, focused: true });
				if (next !== value) onChange(next);
			}}
			onFocus={() => setDraft({ ...(kept ?? { text: String(value), of: value, start: value }), focused: true })}
			onBlur={() => setDraft(isWrong ? { ...kept, focused: false } : null)}
			onEnter={isWrong ? undefined : onEnter}
		/>
	);
}

export const asText = (text: string): string => text;
