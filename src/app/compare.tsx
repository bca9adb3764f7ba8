import { useEffect, useRef } from "react";
import { type PaperProps, SideBySide } from "#compare/side-by-side.tsx";
import { useBackCloses } from "#kit/use-back-closes.ts";
import { StillTape } from "#tape/still-tape.tsx";
import { useOrder } from "#tape/use-order.ts";
import "./compare.css";

/** Tape and comparison do not know each other: they meet here, over the whole Lab. The browser keeps the focus in the dialog, and gives it back. */
export function Compare({ onClose }: { onClose: () => void }) {
	const dialog = useRef<HTMLDialogElement>(null);
	useEffect(() => dialog.current?.showModal(), []);
	useBackCloses(true, onClose);
	return (
		<dialog ref={dialog} className="compare" aria-label="Side by side" onClose={onClose}>
			<SideBySide paper={(props) => <Paper {...props} />} onClose={onClose} />
		</dialog>
	);
}

/** This page’s own clients on the sides they have on the stage; every other client on the side that it has above. */
function Paper({ above, ...still }: PaperProps) {
	return <StillTape {...still} order={useOrder(above, true)} />;
}
