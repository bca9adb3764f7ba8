import type { Movers } from "#crowd/movers.ts";
import { type LanePuck, pucksOf, underWay } from "#crowd/under-way.ts";
import { useMovers } from "#crowd/use-movers.ts";
import { useRiding } from "#crowd/use-riding.ts";
import { PacketMark } from "#kit/packet-mark.tsx";
import { Puck } from "#kit/puck.tsx";
import { usePlayground, useRoomNow, useWorld } from "#script/playground.ts";
import { type TrunkEnds, trunkLane, trunkPath } from "./trunk-lane.ts";
import "./seats-trunk.css";

/** Height of a puck on the trunk, px. */
const PUCK = 26;
/** Pucks of one kind that are closer than this share of the trunk are one. */
const GAP = 0.3;

type SeatsTrunkProps = { readonly place: TrunkEnds; readonly isOne: (clientId: string) => boolean };

/** The wires of all seats as one, with one puck for all copies that left together. */
export function SeatsTrunk({ place, isOne }: SeatsTrunkProps) {
	const { room } = usePlayground();
	const movers = useMovers(room);
	const roomNow = useRoomNow();
	const packets = useWorld((world) => world.packets);
	const connections = useWorld((world) => world.connections);
	const paused = useWorld((world) => world.clock.paused);
	const pucks = pucksOf(underWay({ packets, connections }, isOne), { now: roomNow(), gap: GAP, most: 6 });
	return (
		<>
			<svg className="seats-trunk" aria-hidden="true">
				<path d={trunkPath(place)} />
			</svg>
			<div className="seats-trunk-pucks" aria-hidden="true">
				{pucks.map((puck) => (
					<TrunkPuck key={puck.lead.packet} puck={puck} place={place} movers={movers} held={paused || puck.still} />
				))}
			</div>
		</>
	);
}

type TrunkPuckProps = { readonly puck: LanePuck; readonly place: TrunkEnds; readonly movers: Movers; readonly held: boolean };

function TrunkPuck({ puck, place, movers, held }: TrunkPuckProps) {
	const { lead, mark, count, client } = puck;
	const ends = trunkLane(place, puck.direction);
	const element = useRiding<HTMLSpanElement>(movers, lead, ends);
	return (
		<span ref={element} className="seats-trunk-puck">
			{mark.type === "PUBLISH" ? (
				<Puck qos={mark.qos} label={puck.message ?? ""} h={PUCK} retain={mark.retain} dup={mark.dup} held={held} />
			) : (
				<PacketMark type={mark.type} dir={ends.to.x > ends.from.x ? "right" : "left"} h={PUCK - 6} />
			)}
			<b>{count > 1 ? `× ${count}` : client}</b>
		</span>
	);
}
