import type { ClassTask } from "#contract/class.ts";
import { seatClient } from "#contract/seat-client.ts";
import { Button } from "#kit/button.tsx";
import { usePhase } from "#script/phase-text.ts";
import type { Step } from "#script/step.ts";
import { leaveReason } from "./jack.ts";
import { useElsewhere } from "./use-elsewhere.ts";
import type { OwnSeat } from "./use-seat.ts";
import "./seat-other.css";

type SeatOtherProps = {
	own: OwnSeat;
	/** The client that the phone is now. */
	which: ClassTask["client"];
	act: (step: Step) => void;
};

/** A seat has two clients, and the phone shows one: the other is told of for as long as it is connected, and can leave. */
export function SeatOther({ own: { seat, hands }, which, act }: SeatOtherProps) {
	const client = seatClient(seat, which === "pub" ? "sub" : "pub");
	const phase = usePhase(client);
	const elsewhere = useElsewhere(client);
	if (!phase.online) return null;
	return (
		<div className="seat-other">
			<p>
				<b className="wire">{client}</b> is still connected.
			</p>
			<Button
				icon="unplug"
				aria-label={`Disconnect ${client}`}
				disabled={leaveReason(phase, hands, elsewhere)}
				onClick={() => act({ do: "disconnect", client })}
			>
				Disconnect
			</Button>
		</div>
	);
}
