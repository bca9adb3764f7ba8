import type { ReactNode } from "react";
import { useStore } from "zustand";
import { Button } from "#kit/button.tsx";
import { seqAtCursor } from "#room/cursor.ts";
import { usePlayground, useRecorded } from "#script/playground.ts";
import { useCalmly } from "#script/use-calmly.ts";
import { useTraffic } from "#script/use-traffic.ts";
import { lifeAt } from "#traffic/lives.ts";
import type { TapePacket, Traffic } from "#traffic/traffic.ts";
import { PacketAnatomy } from "./packet-anatomy.tsx";
import { PacketHead } from "./packet-head.tsx";
import { standingOf } from "./standing.ts";
import { useMoment } from "./use-moment.ts";
import "./packet-panel.css";

/** The packet that is selected, in any view: its bytes, its fields, and what it is for. */
export function PacketPanel({ heading }: { heading: ReactNode }) {
	const selection = useStore(usePlayground().room, (state) => state.selection);
	const traffic = useTraffic();
	const name = selection?.of === "packet" ? selection.packet : null;
	const packet = name === null ? null : traffic.named(name);
	return (
		<section className="packet-panel" aria-label="Packet">
			<header className="packet-panel-head">{heading}</header>
			<div className="packet-panel-scroll">
				{packet !== null ? (
					<Inspected key={packet.packet} packet={packet} traffic={traffic} />
				) : (
					<Nothing traffic={traffic} forgotten={name !== null} />
				)}
			</div>
		</section>
	);
}

function Inspected({ packet, traffic }: { packet: TapePacket; traffic: Traffic }) {
	const moment = useMoment(packet.end === null);
	const standing = standingOf(packet, traffic, moment);
	return (
		<div className="packet-panel-packet">
			<PacketHead packet={packet} standing={standing} />
			<PacketAnatomy packet={packet} traffic={traffic} />
		</div>
	);
}

/** forgotten: a packet is selected, and the page does not know it any longer. */
function Nothing({ traffic, forgotten }: { traffic: Traffic; forgotten: boolean }) {
	const { room } = usePlayground();
	const recorded = useRecorded();
	const seq = useCalmly(seqAtCursor);
	const { after } = lifeAt(traffic.clears, seq);
	const last = traffic.packets.findLast(({ left }) => left.seq <= seq);
	if (last === undefined || last.left.seq <= after)
		return <p className="packet-panel-nothing">Nothing sent yet.{!recorded && " Connect a client."}</p>;
	return (
		<div className="packet-panel-nothing">
			<p>
				{forgotten
					? "This page no longer keeps that packet: it is older than the oldest on the tape."
					: "Select a packet on the tape, on a wire or in the log."}
			</p>
			<Button size="small" onClick={() => room.select({ of: "packet", packet: last.packet, field: null })}>
				Last packet
			</Button>
		</div>
	);
}
