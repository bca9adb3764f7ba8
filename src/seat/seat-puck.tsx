import type { PuckFate } from "#kit/fate.ts";
import { Puck } from "#kit/puck.tsx";
import type { QoS } from "#mqtt/packet.ts";
import "./seat-puck.css";

/** Characters that have room on a puck in a slot. */
const FITS = 4;

/** A puck in a slot. Its label keeps 16 px on a puck that is too small for that by the kit's measure. A drawing: the words belong beside it. */
export function SeatPuck({ message, qos, fate }: { message: string; qos: QoS; fate: PuckFate }) {
	return (
		<span className="seat-puck" data-fate={fate} data-qos={qos} aria-hidden="true">
			<Puck qos={qos} fate={fate} h={36} />
			<b>{message.length > FITS ? message.replace(/^\D+/, "") : message}</b>
		</span>
	);
}
