import { useState } from "react";
import { Field } from "#kit/field.tsx";

/** A field that passes its text on, letter by letter, as long as the text parses; text that does not parse stays in the field and is marked as wrong. */
export function DraftField<T extends string | number>({
	label,
	value,
	parse,
	onChange,
	wrong,
	hideLabel,
	onEnter,
	className,
	inputMode,
}: {
	label: string;
	value: T;
	parse: (text: string) => T | null;
	onChange: (value: T) => void;
	/** Shown while the text does not parse. */
	wrong?: string | undefined;
	hideLabel?: boolean | undefined;
	onEnter?: (() => void) | undefined;
	className?: string | undefined;
	inputMode?: "numeric" | undefined;
}) {
	const [draft, setDraft] = useState<string | null>(null);
	const text = draft ?? String(value);
	return (
		<Field
			label={label}
			hideLabel={hideLabel}
			value={text}
			className={className}
			inputMode={inputMode}
			wrong={draft !== null && parse(draft) === null ? wrong : undefined}
			onChange={(next) => {
				setDraft(next);
				const parsed = parse(next);
				if (parsed !== null) onChange(parsed);
			}}
			onFocus={() => setDraft(String(value))}
			onBlur={() => setDraft(null)}
			onEnter={onEnter}
		/>
	);
}

export const asText = (text: string): string => text;
