import { useStore } from "zustand";
import { many } from "#contract/many.ts";
import { LoseSomething } from "#crowd/lose-something.tsx";
import { useLoss } from "#crowd/use-loss.ts";
import { Button } from "#kit/button.tsx";
import { Sheet } from "#kit/sheet.tsx";
import type { World } from "#model/world.ts";
import { usePlayground } from "#script/playground.ts";

/** Before a room is cleared for everybody: what goes with it. */
export function ClearRoom({ open, onClose, clear }: { open: boolean; onClose: () => void; clear: () => void }) {
	const says = useLoss("clear", open);
	const agreed = () => {
		onClose();
		clear();
	};
	return (
		<>
			<LoseSomething by="clear" says={says} onClose={onClose} onAgreed={agreed} />
			<Alone open={open && says === null} onClose={onClose} onAgreed={agreed} />
		</>
	);
}

/** Where nobody else would lose anything. */
function Alone({ open, onClose, onAgreed }: { open: boolean; onClose: () => void; onAgreed: () => void }) {
	return (
		<Sheet open={open} onClose={onClose} title="Clear the room?">
			<Losses />
			<div className="sheet-acts">
				<Button data-first look="primary" onClick={onAgreed}>
					Clear the room
				</Button>
				<Button onClick={onClose}>Keep it</Button>
			</div>
		</Sheet>
	);
}

function Losses() {
	const connections = useLive((world) => Object.keys(world.connections).length);
	const sessions = useLive((world) => Object.keys(world.sessions).length);
	const retained = useLive((world) => Object.keys(world.retained).length);
	const lost = [many(connections, "connection"), many(sessions, "session"), many(retained, "retained message")].join(", ");
	return (
		<p className="sheet-says">
			A new broker takes the place of this one, for everybody in the room. What goes with it: {lost}, and every message.
		</p>
	);
}

/** What would be lost is what is there now, whichever moment is shown. */
function useLive<T>(select: (world: World) => T): T {
	return useStore(usePlayground().drawn, ({ live }) => select(live));
}
