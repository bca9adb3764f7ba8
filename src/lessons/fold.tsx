import { type ReactNode, useState } from "react";
import { Icon } from "#kit/icon.tsx";
import "./fold.css";

/** A part of a lesson that is folded until it is asked for, and not in the page before. */
export function Fold({ title, className, children }: { title: string; className: string; children: ReactNode }) {
	const [open, setOpen] = useState(false);
	return (
		<details className={`fold ${className}`} onToggle={(event) => setOpen(event.currentTarget.open)}>
			<summary>
				<Icon n="book" s={16} />
				{title}
				<Icon n="down" s={14} />
			</summary>
			{open && children}
		</details>
	);
}
