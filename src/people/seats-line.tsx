import { many } from "#contract/many.ts";
import { Button } from "#kit/button.tsx";
import { Icon } from "#kit/icon.tsx";
import { Puck } from "#kit/puck.tsx";
import { type SeatsSum, sayWaiting } from "./seats-sum.ts";
import "./seats-line.css";

/** The sessions of all seats as one line in the broker. onOpen: shows each of them, in a table. */
export function SeatsLine({ sum, onOpen }: { sum: SeatsSum; onOpen: () => void }) {
	return (
		<div className="seats-line">
			<b>{many(sum.sessions, "seat")}</b>
			<span>{sum.persistent} persistent</span>
			<span>
				{sum.waiting > 0 && <Puck qos={1} fate="queued" h={13} />}
				{sayWaiting(sum)}
			</span>
			<Button size="small" look="ghost" onClick={onOpen}>
				Open
				<Icon n="right" s={13} />
			</Button>
		</div>
	);
}
