import { Fragment, type KeyboardEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { openBeside } from "./beside.ts";
import { Icon, type IconName } from "./icon.tsx";
import "./button.css";
import "./menu.css";

export type MenuEntry = {
	readonly key: string;
	readonly label: string;
	readonly onSelect: () => void;
	/** A second, quieter line. */
	readonly hint?: string | undefined;
	readonly icon?: IconName | undefined;
	/** Whether to draw a line above this row. */
	readonly apart?: boolean | undefined;
	/** A sentence that says why this row cannot be chosen now; it stands in place of the hint. */
	readonly disabled?: string | undefined;
};

type MenuProps = {
	/** What the button shows. */
	children: ReactNode;
	/** The button's name, when children is a drawing. */
	label?: string | undefined;
	entries: readonly MenuEntry[];
	align?: "start" | "end" | undefined;
	/** Whether the list opens above the button. */
	side?: "top" | "bottom" | undefined;
	/** Classes of the button, default "button small". */
	buttonClass?: string | undefined;
	className?: string | undefined;
	/** Stands below the rows, and is not one of them. */
	foot?: ReactNode;
};

/** A menu button and, in the top layer, its menu. Enter, Space and arrows open the menu; arrows, Home, End and first letters move; Esc closes it and returns the focus. */
export function Menu({
	children,
	label,
	entries,
	align = "start",
	side = "bottom",
	buttonClass = "button small",
	className,
	foot,
}: MenuProps) {
	const id = useId();
	const [open, setOpen] = useState<"first" | "last" | null>(null);
	const root = useRef<HTMLDivElement>(null);
	const button = useRef<HTMLButtonElement>(null);
	const list = useRef<HTMLDivElement>(null);
	useLayoutEffect(() => {
		if (open === null || list.current === null || button.current === null) return;
		openBeside(list.current, button.current, { align, side });
		const rows = rowsOf(list.current);
		rows[open === "first" ? 0 : rows.length - 1]?.focus({ preventScroll: true });
	}, [open, align, side]);
	useEffect(() => {
		if (open === null) return;
		const outside = (event: Event) => {
			if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(null);
		};
		// The menu goes with its button; what takes the button away takes the menu too.
		const scrolled = ({ target: scroller }: Event) => {
			if (!(scroller instanceof Node) || button.current === null || list.current === null || !scroller.contains(button.current)) return;
			if (isInSight(button.current, scroller)) openBeside(list.current, button.current, { align, side });
			else setOpen(null);
		};
		const resized = () => setOpen(null);
		// in the rows it has closed the menu already
		const pressed = ({ key }: globalThis.KeyboardEvent) => {
			if (key !== "Escape") return;
			setOpen(null);
			button.current?.focus();
		};
		document.addEventListener("keydown", pressed);
		document.addEventListener("pointerdown", outside);
		document.addEventListener("focusin", outside);
		document.addEventListener("scroll", scrolled, { capture: true, passive: true });
		window.addEventListener("resize", resized);
		return () => {
			document.removeEventListener("keydown", pressed);
			document.removeEventListener("pointerdown", outside);
			document.removeEventListener("focusin", outside);
			document.removeEventListener("scroll", scrolled, { capture: true });
			window.removeEventListener("resize", resized);
		};
	}, [open, align, side]);
	const shut = () => {
		setOpen(null);
		button.current?.focus();
	};
	const onButtonKey = (event: KeyboardEvent) => {
		if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
		event.preventDefault();
		setOpen(event.key === "ArrowDown" ? "first" : "last");
	};
	return (
		<div className={className === undefined ? "menu" : `menu ${className}`} ref={root}>
			<button
				ref={button}
				type="button"
				className={buttonClass}
				aria-label={label}
				title={label}
				aria-haspopup="menu"
				aria-expanded={open !== null}
				aria-controls={open === null ? undefined : id}
				onClick={() => setOpen(open === null ? "first" : null)}
				onKeyDown={onButtonKey}
			>
				{children}
			</button>
			{open !== null && (
				<div ref={list} className="menu-list" popover="manual">
					<div
						className="menu-rows"
						id={id}
						role="menu"
						tabIndex={-1}
						aria-label={label}
						onKeyDown={(event) => moveIn(event, list.current, shut)}
					>
						{entries.map((entry) => (
							<MenuRow key={entry.key} entry={entry} shut={shut} />
						))}
					</div>
					{foot !== undefined && <div className="menu-foot">{foot}</div>}
				</div>
			)}
		</div>
	);
}

function isInSight(button: Element, scroller: Node): boolean {
	const { top, bottom } = button.getBoundingClientRect();
	const box = scroller instanceof Element ? scroller.getBoundingClientRect() : { top: 0, bottom: window.innerHeight };
	return bottom > box.top && top < box.bottom;
}

function MenuRow({ entry, shut }: { entry: MenuEntry; shut: () => void }) {
	const says = useId();
	const hint = entry.disabled ?? entry.hint;
	const choose = () => {
		if (entry.disabled !== undefined) return;
		shut();
		entry.onSelect();
	};
	return (
		<Fragment>
			{entry.apart && <hr />}
			<button
				type="button"
				role="menuitem"
				tabIndex={-1}
				aria-disabled={entry.disabled !== undefined || undefined}
				aria-label={entry.label}
				aria-describedby={hint === undefined ? undefined : says}
				onClick={choose}
			>
				{entry.icon !== undefined && <Icon n={entry.icon} s={15} />}
				<span>{entry.label}</span>
				{hint !== undefined && <small id={says}>{hint}</small>}
			</button>
		</Fragment>
	);
}

function rowsOf(root: HTMLElement | null): HTMLElement[] {
	return root === null ? [] : [...root.querySelectorAll<HTMLElement>("[role=menuitem]")];
}

function moveIn(event: KeyboardEvent, root: HTMLElement | null, shut: () => void): void {
	const rows = rowsOf(root);
	const here = rows.indexOf(document.activeElement as HTMLElement);
	const to = target(event.key, rows, here);
	if (event.key === "Escape") shut();
	else if (to !== undefined) rows[to]?.focus();
	else if (event.key === "Tab") return;
	else if (event.key !== "Enter" && event.key !== " ") return;
	if (event.key !== "Enter" && event.key !== " ") event.preventDefault();
	event.stopPropagation();
}

/** Index of the row that this key goes to. */
function target(key: string, rows: readonly HTMLElement[], here: number): number | undefined {
	if (key === "ArrowDown") return (here + 1) % rows.length;
	if (key === "ArrowUp") return (here - 1 + rows.length) % rows.length;
	if (key === "Home") return 0;
	if (key === "End") return rows.length - 1;
	if (key.length !== 1 || key === " ") return undefined;
	const letter = key.toLowerCase();
	const found = rows.findIndex((_, n) => rows[(here + 1 + n) % rows.length]?.textContent?.toLowerCase().startsWith(letter));
	return found < 0 ? undefined : (here + 1 + found) % rows.length;
}
