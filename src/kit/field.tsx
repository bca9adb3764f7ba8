import { type ComponentPropsWithRef, useId } from "react";
import "./field.css";

type FieldProps = Omit<ComponentPropsWithRef<"input">, "onChange" | "value"> & {
	/** Its name; drawn above it unless hideLabel. */
	label: string;
	hideLabel?: boolean | undefined;
	value: string;
	onChange: (value: string) => void;
	/** A sentence: what is wrong with what stands there. */
	wrong?: string | null | undefined;
	/** Pressed Enter in it. */
	onEnter?: (() => void) | undefined;
};

/** One line of text that becomes bytes: monospace, and nothing corrects it. */
export function Field({ label, hideLabel, value, onChange, wrong, onEnter, className, id, onKeyDown, ...rest }: FieldProps) {
	const own = useId();
	const name = id ?? own;
	const faulty = wrong !== undefined && wrong !== null;
	return (
		<div className={className === undefined ? "field" : `field ${className}`}>
			<label htmlFor={name} className={hideLabel ? "sr" : "legend"}>
				{label}
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
