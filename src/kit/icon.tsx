import { ICONS } from "./icons.ts";
import "./icon.css";

export type IconName = keyof typeof ICONS;

/** n: the icon's name. s: the icon's size in px, default 16. Only a drawing: the control around the icon carries the word. */
export function Icon({ n, s = 16, className }: { n: IconName; s?: number | undefined; className?: string | undefined }) {
	return (
		<svg className={className === undefined ? "icon" : `icon ${className}`} width={s} height={s} viewBox="0 0 16 16" aria-hidden="true">
			<path d={ICONS[n]} />
		</svg>
	);
}
