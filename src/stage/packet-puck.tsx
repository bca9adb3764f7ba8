import { memo, useLayoutEffect, useRef } from "react";
import { markWidth, PacketMark } from "#kit/packet-mark.tsx";
import { Puck } from "#kit/puck.tsx";
import { puckWidth } from "#kit/shape.ts";
import type { PacketUnderWay } from "#model/world.ts";
import { captionLength } from "./captions.ts";
import { captionOf } from "./packet-text.ts";
import type { PuckLoop, Rider } from "./puck-loop.ts";
import type { WireShape } from "./wire-path.ts";

export type PacketPuckProps = {
	packet: PacketUnderWay;
	clientId: string;
	shape: WireShape;
	loop: PuckLoop;
	/** Its full name; null for one that has arrived and only glides to the end. */
	name: string | null;
	held: boolean;
	selected: boolean;
	captioned: boolean;
	tabStop: boolean;
	glide: Rider["glide"];
	onSelect: (packet: string) => void;
};

/** One packet on its wire: a button that rides the loop. */
export const PacketPuck = memo(function PacketPuck(props: PacketPuckProps) {
	const { packet, clientId, shape, loop, name, held, selected, captioned, glide, tabStop, onSelect } = props;
	const element = useRef<HTMLButtonElement>(null);
	const caption = useRef<HTMLSpanElement>(null);
	const lines = captionOf(packet.fields);
	const height = sizeOn(shape, packet, selected);
	useLayoutEffect(() => {
		if (element.current === null) return;
		const inset = shape.axis === "y" ? height / 2 + 3 : widthOf(packet, height) / 2 + 2;
		const captionInset = shape.axis === "y" ? inset : captionLength(lines) / 2 - 10;
		return loop.ride({ packet, clientId, element: element.current, caption: caption.current, inset, captionInset, glide });
	});
	return (
		<>
			<button
				ref={element}
				type="button"
				className="packet"
				data-packet={packet.packet}
				data-held={held && shape.gauge.gap > 5}
				aria-label={name ?? undefined}
				aria-hidden={name === null || undefined}
				aria-haspopup="dialog"
				aria-expanded={selected}
				tabIndex={tabStop && name !== null ? 0 : -1}
				onClick={() => onSelect(packet.packet)}
			>
				<PacketDrawing packet={packet} shape={shape} h={height} held={held} selected={selected} />
			</button>
			{captioned && (
				<span ref={caption} className="packet-caption" data-place={captionPlace(packet, shape)} aria-hidden="true">
					<span>
						{lines[0]}
						<br />
						{lines[1]}
					</span>
				</span>
			)}
		</>
	);
});

function PacketDrawing({
	packet,
	shape,
	h,
	held,
	selected,
}: {
	packet: PacketUnderWay;
	shape: WireShape;
	h: number;
	held: boolean;
	selected: boolean;
}) {
	const { fields } = packet;
	const way = wayOf(packet, shape);
	if (fields.type !== "PUBLISH") return <PacketMark type={fields.type} dir={way} h={h} />;
	return (
		<Puck
			qos={fields.qos}
			label={fields.message}
			fate="flight"
			h={h}
			retain={fields.retain}
			dup={fields.dup}
			resend={fields.attempt > 1 && !fields.dup}
			wake={held || shape.gauge.gap <= 20 ? undefined : way}
			selected={selected}
		/>
	);
}

function wayOf(packet: PacketUnderWay, shape: WireShape): "right" | "left" | "down" | "up" {
	const forward = shape.broker.along > shape.client.along === (packet.direction === "up");
	if (shape.axis === "x") return forward ? "right" : "left";
	return forward ? "down" : "up";
}

function captionPlace(packet: PacketUnderWay, shape: WireShape): "above" | "below" | "left" | "right" {
	if (shape.axis === "y") return packet.direction === "up" ? "left" : "right";
	return packet.direction === "up" ? "above" : "below";
}

/** Height of its drawing. On a thread only the selected one is large enough to read. */
function sizeOn(shape: WireShape, packet: PacketUnderWay, selected: boolean): number {
	const puck = selected ? Math.max(28, shape.gauge.puck) : shape.gauge.puck;
	return packet.fields.type === "PUBLISH" ? puck : Math.max(12, Math.round(puck * 0.6));
}

function widthOf(packet: PacketUnderWay, h: number): number {
	const { fields } = packet;
	return fields.type === "PUBLISH" ? puckWidth(fields.qos, h) : markWidth(fields.type, h);
}
