import type { ComponentPropsWithRef, MouseEvent } from "react";
import { Icon, type IconName } from "./icon.tsx";
import "./icon-button.css";

type IconButtonProps = Omit<ComponentPropsWithRef<"button">, "disabled" | "aria-label" | "type"> & {
	/** What the button does, in words; also its tooltip. */
	label: string;
	icon: IconName;
	/** Size of the drawing in px, default 18. */
	s?: number | undefined;
	size?: "small" | undefined;
	/** A sentence that says why the button cannot be pressed now. */
	disabled?: string | boolean | undefined;
};

export function IconButton({ label, icon, s = 18, size, disabled, className, onClick, title, ...rest }: IconButtonProps) {
	const off = disabled !== undefined && disabled !== false;
	const press = (event: MouseEvent<HTMLButtonElement>) => {
		if (!off) onClick?.(event);
	};
	return (
		<button
			{...rest}
			type="button"
			className={["icon-button", size, className].filter((name) => name !== undefined).join(" ")}
			aria-label={label}
			aria-disabled={off || undefined}
			title={typeof disabled === "string" ? disabled : (title ?? label)}
			onClick={press}
		>
			<Icon n={icon} s={s} />
		</button>
	);
}
