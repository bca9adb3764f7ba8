import type { ComponentPropsWithRef, MouseEvent } from "react";
import { Icon, type IconName } from "./icon.tsx";
import "./button.css";

type ButtonProps = Omit<ComponentPropsWithRef<"button">, "disabled" | "type"> & {
	/** primary: the one thing to do here. ghost: no edge until hovered. */
	look?: "primary" | "ghost" | undefined;
	size?: "small" | "big" | undefined;
	/** Whether the button fills the width of its place. */
	wide?: boolean | undefined;
	icon?: IconName | undefined;
	/** A sentence that says why the button cannot be pressed now. The button stays focusable, so that everybody can read the sentence. */
	disabled?: string | boolean | undefined;
	type?: "button" | "submit" | undefined;
};

export function Button({ look, size, wide, icon, disabled, className, children, title, type = "button", onClick, ...rest }: ButtonProps) {
	const off = disabled !== undefined && disabled !== false;
	const press = (event: MouseEvent<HTMLButtonElement>) => {
		if (off) event.preventDefault();
		else onClick?.(event);
	};
	const classes = ["button", look, size, wide ? "wide" : undefined, className].filter((name) => name !== undefined);
	return (
		<button
			{...rest}
			type={type}
			className={classes.join(" ")}
			aria-disabled={off || undefined}
			title={typeof disabled === "string" ? disabled : title}
			onClick={press}
		>
			{icon !== undefined && <Icon n={icon} s={size === "big" ? 17 : 15} />}
			{children}
		</button>
	);
}
