import { type ReactNode, useEffect, useId, useRef } from "react";
import { IconButton } from "./icon-button.tsx";
import { useBackCloses } from "./use-back-closes.ts";
import "./sheet.css";

type SheetProps = {
	open: boolean;
	/** Called on Esc, the cross, or a press that begins and ends outside. */
	onClose: () => void;
	title: string;
	wide?: boolean | undefined;
	className?: string | undefined;
	children: ReactNode;
};

/**
 * A dialog on a desk, a sheet from below on a phone. The focus goes to the element that carries data-first. The browser keeps the focus in
 * the dialog and gives it back.
 */
export function Sheet({ open, onClose, title, wide, className, children }: SheetProps) {
	const dialog = useRef<HTMLDialogElement>(null);
	const heading = useId();
	const press = useRef<{ begun: EventTarget | null; ended: EventTarget | null }>({ begun: null, ended: null });
	useEffect(() => {
		const element = dialog.current;
		if (element === null || element.open === open) return;
		if (!open) return element.close();
		element.showModal();
		// React's autoFocus comes before showModal, which then takes the focus to the cross
		element.querySelector<HTMLElement>("[data-first]")?.focus();
	}, [open]);
	useBackCloses(open, onClose);
	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents: the press is on the backdrop; for keys there are Esc and the cross
		<dialog
			ref={dialog}
			className={["sheet", wide ? "wide" : undefined, className].filter((name) => name !== undefined).join(" ")}
			aria-labelledby={heading}
			onClose={onClose}
			onPointerDown={({ target }) => {
				press.current.begun = target;
			}}
			onPointerUp={({ target }) => {
				press.current.ended = target;
			}}
			onClick={({ currentTarget: backdrop }) => {
				// a press that only begins or only ends beside the sheet, as when a text is marked, closes nothing
				if (press.current.begun === backdrop && press.current.ended === backdrop) onClose();
			}}
		>
			{open && (
				<>
					<header className="sheet-head">
						<h2 id={heading}>{title}</h2>
						<IconButton label="Close" icon="cross" onClick={onClose} />
					</header>
					<div className="sheet-body">{children}</div>
				</>
			)}
		</dialog>
	);
}
