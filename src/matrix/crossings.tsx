import { PacketMark } from "#kit/packet-mark.tsx";
import { Puck } from "#kit/puck.tsx";
import type { Crossing } from "#trial/positions.ts";
import { sayPacket } from "./say-cell.ts";
import "./crossings.css";

/** The packets of one moment, as their bytes describe them. CONNECT is left out: it says the same as the settings above. */
export function Crossings({ packets }: { packets: readonly Crossing[] }) {
	const shown = packets.filter(({ fields }) => fields.type !== "CONNECT" && fields.type !== "DISCONNECT");
	if (shown.length === 0) return null;
	return (
		<ul className="crossings">
			{shown.map((crossing, at) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: what has been measured does not change; an id may come twice
				<li key={at}>
					<Drawing crossing={crossing} />
					<code>{sayPacket(crossing.fields)}</code>
					<small>{`${crossing.direction === "up" ? "from" : "to"} ${crossing.clientId}`}</small>
				</li>
			))}
		</ul>
	);
}

function Drawing({ crossing: { fields, direction } }: { crossing: Crossing }) {
	if (fields.type === "PUBLISH") {
		const { qos, message, retain, dup } = fields;
		return <Puck qos={qos} label={message} fate={direction === "down" ? "delivered" : "outline"} retain={retain} dup={dup} h={30} />;
	}
	// The broker is on the left, as in a list that says "to sub-1".
	return <PacketMark type={fields.type} dir={direction === "down" ? "right" : "left"} h={20} />;
}
