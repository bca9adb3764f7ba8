import type { CSSProperties } from "react";
import { PacketMark } from "#kit/packet-mark.tsx";
import { Puck } from "#kit/puck.tsx";
import type { LostPacket } from "#model/world.ts";
import { useRoomNow, useWorld } from "#script/playground.ts";
import { lyingOn } from "./lying.ts";
import { useRecent } from "./use-recent.ts";
import { type Point, pointOn, type WireShape } from "./wire-path.ts";
import "./lost-layer.css";

/** Room-clock ms that a lost packet lies under its lane. */
const LIES_MS = 4_000;
const DRAWN = 12;

/** Packets that were on a wire when it was cut: they fall off their lanes, lie there, and disappear, at the latest when the wire carries the next connection. */
export function LostLayer({ shapes }: { shapes: readonly WireShape[] }) {
	const roomNow = useRoomNow();
	const lost = useWorld((world) => world.lost);
	const clients = useWorld((world) => world.clients);
	const lying = useRecent(lyingOn(lost, clients), (packet) => packet.lostAt, LIES_MS, roomNow).slice(-DRAWN);
	return lying.map((packet, nth) => {
		const shape = shapes.find((one) => one.clientId === packet.clientId);
		if (shape === undefined) return null;
		const at = pointOn(shape, packet.direction, packet.progress, 24);
		const lies = placeOf(shape, at, nth);
		return (
			<span
				key={packet.packet}
				className="lost-layer-packet"
				aria-hidden="true"
				style={{ left: lies.x, top: lies.y, "--fell": `${at.y - lies.y}px` } as CSSProperties}
			>
				<span>
					<LostMark packet={packet} h={Math.min(30, shape.gauge.puck)} />
				</span>
			</span>
		);
	});
}

/** Below the words under the wire; between close wires there is only the wire's own place. On a tall stage beside the wire, opposite the words. */
function placeOf({ axis, client, broker, gauge }: WireShape, at: Point, nth: number): Point {
	if (axis === "y") return { x: broker.across - gauge.half - 20 - 34 * (nth % BESIDE), y: (client.along + broker.along) / 2 };
	if (gauge.gap < 20) return { x: at.x, y: at.y + 26 };
	return { x: at.x, y: Math.max(client.across, broker.across) + gauge.half + 66 };
}
const BESIDE = 4;

/** Lost is said of a packet, not of the packet's message: at QoS 1 and 2 the sender keeps a copy. */
function LostMark({ packet, h }: { packet: LostPacket; h: number }) {
	const { fields } = packet;
	if (fields.type === "PUBLISH")
		return <Puck qos={fields.qos} label={fields.message} fate={fields.qos === 0 ? "dropped" : "ghost"} h={h} />;
	return <PacketMark type={fields.type} h={h * 0.8} />;
}
