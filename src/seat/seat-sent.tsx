import { Puck } from "#kit/puck.tsx";
import { useWorld } from "#script/playground.ts";
import { SEAT_PUCK, SeatList, SeatRow } from "./seat-list.tsx";
import { sentRows } from "./sent-text.ts";

/** What this phone's publisher has sent, newest first, and what it keeps a copy of. */
export function SeatSent({ clientId }: { clientId: string }) {
	const messages = useWorld((world) => world.messages);
	const clients = useWorld((world) => world.clients);
	const rows = sentRows({ messages, clients }, clientId);
	return (
		<SeatList
			title="Published"
			count={rows.length}
			rows={rows.length}
			empty="Nothing yet."
			draw={(shown) =>
				rows.slice(0, shown).map(({ message, payload, qos, retain, fate, says }) => (
					<SeatRow key={message} payload={payload} says={says}>
						<Puck qos={qos} label={message} fate={fate} h={SEAT_PUCK} retain={retain} />
						<span className="sr">{`${message}, QoS ${qos}: `}</span>
					</SeatRow>
				))
			}
		/>
	);
}
