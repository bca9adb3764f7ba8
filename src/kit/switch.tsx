import type { ReactNode } from "react";
import "./switch.css";

type SwitchProps = {
	checked: boolean;
	onChange: (checked: boolean) => void;
	/** The switch's name. Drawn before the track unless hideLabel. */
	label: string;
	/** Drawn instead of the label, which then is the accessible name. */
	children?: ReactNode | undefined;
	hideLabel?: boolean | undefined;
	/** A sentence that says why the switch cannot be changed now. */
	disabled?: string | boolean | undefined;
	title?: string | undefined;
	className?: string | undefined;
	/** The name of what it sets in a packet. */
	sets?: string | undefined;
};

export function Switch({ checked, onChange, label, children, hideLabel, disabled, title, className, sets }: SwitchProps) {
	const off = disabled !== undefined && disabled !== false;
	return (
		<button
			type="button"
			role="switch"
			aria-checked={checked}
			aria-label={label}
			aria-disabled={off || undefined}
			title={typeof disabled === "string" ? disabled : title}
			className={className === undefined ? "switch" : `switch ${className}`}
			data-sets={sets}
			onClick={() => {
				if (!off) onChange(!checked);
			}}
		>
			{!hideLabel && (children ?? label)}
			<i />
		</button>
	);
}
