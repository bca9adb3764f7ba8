import type { CSSProperties } from "react";
import { PacketMark } from "#kit/packet-mark.tsx";
import { Puck } from "#kit/puck.tsx";
import type { LostPacket } from "#model/world.ts";
import { usePlayground, useWorld } from "#script/playground.ts";
import { useRecent } from "./use-recent.ts";
import { pointOn, type WireShape } from "./wire-path.ts";

/** Room-clock ms that a lost packet lies under its lane. */
const LIES_MS = 4_000;
const DRAWN = 12;

/** Packets that were on a wire when it was cut: they fall off their lanes, lie there, and are gone. */
export function LostLayer({ shapes }: { shapes: readonly WireShape[] }) {
	const { room } = usePlayground();
	const lost = useWorld((world) => world.lost);
	const lying = useRecent(lost, (packet) => packet.lostAt, LIES_MS, room.now).slice(-DRAWN);
	return lying.map((packet) => {
		const shape = shapes.find((one) => one.clientId === packet.clientId);
		if (shape === undefined) return null;
		const at = pointOn(shape, packet.direction, packet.progress, 24);
		const ground = fallTo(shape);
		return (
			<span
				key={packet.packet}
				className="lost-packet"
				aria-hidden="true"
				style={{ left: at.x, top: ground ?? at.y + 26, "--fell": `${at.y - (ground ?? at.y + 26)}px` } as CSSProperties}
			>
				<span>
					<LostMark packet={packet} h={Math.min(30, shape.gauge.puck)} />
				</span>
			</span>
		);
	});
}

/** Below the words under the wire; on a tall stage and between close wires there is no such place. */
function fallTo(shape: WireShape): number | null {
	if (shape.axis === "y" || shape.gauge.gap < 20) return null;
	return Math.max(shape.client.across, shape.broker.across) + shape.gauge.half + 66;
}

/** Lost is said of a packet, not of its message: at QoS 1 and 2 its sender keeps a copy. */
function LostMark({ packet, h }: { packet: LostPacket; h: number }) {
	const { fields } = packet;
	if (fields.type === "PUBLISH")
		return <Puck qos={fields.qos} label={fields.message} fate={fields.qos === 0 ? "dropped" : "ghost"} h={h} />;
	return <PacketMark type={fields.type} h={h * 0.8} />;
}
