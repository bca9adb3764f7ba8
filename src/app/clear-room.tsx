import { useStore } from "zustand";
import { many } from "#contract/many.ts";
import { LoseSomething } from "#crowd/lose-something.tsx";
import { useLoss } from "#crowd/use-loss.ts";
import { Button } from "#kit/button.tsx";
import { Sheet } from "#kit/sheet.tsx";
import type { World } from "#model/world.ts";
import { usePlayground } from "#script/playground.ts";
import "./clear-room.css";

/** by: "load": to lay out a test. then: what is done once somebody has agreed. */
export type ClearingAsked = { readonly by: "clear" | "load"; readonly then: () => void };

/** Before a room is cleared for everybody: what goes with it. asks: null: nothing is asked. */
export function ClearRoom({ asks, onClose }: { asks: ClearingAsked | null; onClose: () => void }) {
	const by = asks?.by ?? "clear";
	const says = useLoss(by, asks !== null);
	const agreed = () => {
		onClose();
		asks?.then();
	};
	return (
		<>
			<LoseSomething by={by} says={says} onClose={onClose} onAgreed={agreed} />
			<Alone open={asks !== null && says === null} onClose={onClose} onAgreed={agreed} />
		</>
	);
}

/** Where nobody leads a class, or none of its seats is here. */
function Alone({ open, onClose, onAgreed }: { open: boolean; onClose: () => void; onAgreed: () => void }) {
	return (
		<Sheet open={open} onClose={onClose} title="Clear the room?">
			<Losses />
			<div className="clear-room-acts">
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
		<p className="clear-room-says">
			A new broker takes the place of this one, for everybody in the room. What goes with it: {lost}, and every message.
		</p>
	);
}

/** What would be lost is what is there now, whichever moment is shown. */
function useLive<T>(select: (world: World) => T): T {
	return useStore(usePlayground().drawn, ({ live }) => select(live));
}
