import { type ComponentPropsWithRef, type ReactNode, useId } from "react";
import "./field.css";

type FieldProps = Omit<ComponentPropsWithRef<"input">, "onChange" | "value"> & {
	/** The field's name; drawn above the field unless hideLabel. */
	label: string;
	hideLabel?: boolean | undefined;
	/** The same name, where more than its letters is drawn. */
	heading?: ReactNode;
	value: string;
	onChange: (value: string) => void;
	/** A sentence that says what is wrong with the text in the field. */
	wrong?: string | null | undefined;
	/** Called when Enter is pressed in the field. */
	onEnter?: (() => void) | undefined;
	/** The name of what it sets in a packet. */
	"data-sets"?: string | undefined;
};

/** One line of text that becomes bytes: monospace, and without any autocorrection. */
export function Field({ label, hideLabel, heading, value, onChange, wrong, onEnter, className, id, onKeyDown, ...rest }: FieldProps) {
	const own = useId();
	const name = id ?? own;
	const faulty = wrong !== undefined && wrong !== null;
	return (
		<div className={className === undefined ? "field" : `field ${className}`}>
			<label htmlFor={name} className={hideLabel ? "sr" : "legend"}>
				{heading ?? label}
			</label>
			<input
				autoComplete="off"
				autoCapitalize="off"
				autoCorrect="off"
				spellCheck={false}
				{...rest}
				id={name}
				value={value}
				aria-invalid={faulty || undefined}
				aria-describedby={faulty ? `${name}-wrong` : rest["aria-describedby"]}
				onChange={(event) => onChange(event.currentTarget.value)}
				onKeyDown={(event) => {
					onKeyDown?.(event);
					if (event.key === "Enter" && !event.nativeEvent.isComposing) onEnter?.();
				}}
			/>
			{faulty && (
				<p className="field-wrong" id={`${name}-wrong`} role="alert">
					{wrong}
				</p>
			)}
		</div>
	);
}
