import { legible } from "#kit/legible.ts";
import { Puck } from "#kit/puck.tsx";
import { useWorld } from "#script/playground.ts";
import { clockText } from "#story/phrases.ts";
import { SEAT_PUCK, SeatList, SeatRow } from "./seat-list.tsx";
import { useSettled } from "./use-settled.ts";

/** What this phone's application got, newest first. title: by which client, where the phone shows another one. */
export function SeatInbox({ clientId, title = "Received" }: { clientId: string; title?: string }) {
	const received = useWorld((world) => world.clients[clientId]?.received ?? NONE);
	const count = useWorld((world) => world.clients[clientId]?.receivedCount ?? 0);
	const rows = [...received].reverse();
	const [newest] = rows;
	const said = useSettled(newest === undefined ? "" : `${title} ${newest.message}: ${legible(newest.payload, true)}. ${count} in all.`);
	return (
		<>
			<SeatList
				title={title}
				count={count}
				rows={rows.length}
				empty="Nothing yet."
				draw={(shown) =>
					rows.slice(0, shown).map(({ message, payload, qos, retain, dup, at }) => (
						<SeatRow key={`${message} ${at} ${dup}`} payload={payload} says={<span className="wire">{clockText(at)}</span>}>
							<Puck qos={qos} label={message} fate="delivered" h={SEAT_PUCK} retain={retain} dup={dup} />
							<span className="sr">{`${message}, QoS ${qos}${dup ? ", DUP" : ""}${retain ? ", retained" : ""}: `}</span>
						</SeatRow>
					))
				}
			/>
			<p className="sr" role="status">
				{said}
			</p>
		</>
	);
}

const NONE: readonly never[] = [];
