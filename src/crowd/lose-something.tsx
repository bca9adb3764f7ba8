import { Button } from "#kit/button.tsx";
import { Sheet } from "#kit/sheet.tsx";
import type { Losing } from "./loss-text.ts";

const TITLES: Readonly<Record<Losing, string>> = {
	clear: "Clear the room?",
	load: "Run it in an empty room?",
	restart: "Restart the broker?",
	replace: "Start another broker?",
};
const ACTS: Readonly<Record<Losing, string>> = {
	clear: "Clear the room",
	load: "Clear and run it",
	restart: "Restart",
	replace: "Start it",
};

type LoseSomethingProps = {
	by: Losing;
	/** What would be lost: lossText(). Null: nothing is asked. */
	says: string | null;
	onClose: () => void;
	onAgreed: () => void;
};

/** The one question before others lose something. */
export function LoseSomething({ by, says, onClose, onAgreed }: LoseSomethingProps) {
	return (
		<Sheet open={says !== null} onClose={onClose} title={TITLES[by]} className="lose-something">
			<p className="sheet-says">{says}</p>
			<div className="sheet-acts">
				<Button data-first look="primary" onClick={onAgreed}>
					{ACTS[by]}
				</Button>
				<Button onClick={onClose}>Cancel</Button>
			</div>
		</Sheet>
	);
}
