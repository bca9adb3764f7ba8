import { useEffect, useMemo, useRef } from "react";
import { type PaperProps, SideBySide } from "#compare/side-by-side.tsx";
import { useBackCloses } from "#kit/use-back-closes.ts";
import { useLabClients } from "#script/playground.ts";
import { orderOf } from "#tape/lanes.ts";
import { StillTape } from "#tape/still-tape.tsx";
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
	const own = useLabClients();
	const order = useMemo(() => {
		const of = (side: "publisher" | "subscriber") => Object.keys(own).filter((clientId) => own[clientId]?.setup.side === side);
		return orderOf({ above: of("publisher"), below: of("subscriber") }, above, true);
	}, [own, above]);
	return <StillTape {...still} order={order} />;
}
