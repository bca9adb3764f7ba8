import { memo, useLayoutEffect, useRef } from "react";
import { PacketMark } from "#kit/packet-mark.tsx";
import { Puck } from "#kit/puck.tsx";
import type { PacketUnderWay } from "#model/world.ts";
import { captionLength } from "./captions.ts";
import type { Rider } from "./lane-rides.ts";
import { sizeOn, wayOf, widthOf } from "./packet-size.ts";
import type { PuckLoop } from "./puck-loop.ts";
import type { WireShape } from "./wire-path.ts";
import "./packet-puck.css";

type PacketPuckProps = {
	packet: PacketUnderWay;
	clientId: string;
	shape: WireShape;
	loop: PuckLoop;
	/** The packet's full name; null for a packet that has arrived and only glides to the end. */
	name: string | null;
	held: boolean;
	/** One of a crowd: the packet is painted, and its button shows nothing. */
	painted: boolean;
	/** Whether its card is open. */
	selected: boolean;
	/** Whether it is the packet that all views speak of. */
	chosen?: boolean | undefined;
	/** The packet's caption, line by line; undefined when there is none. */
	first?: string | undefined;
	second?: string | undefined;
	tabStop: boolean;
	glide: Rider["glide"];
	onSelect: (packet: string) => void;
};

/** One packet on its wire: a button that rides the loop. */
export const PacketPuck = memo(function PacketPuck(props: PacketPuckProps) {
	const { packet, clientId, shape, loop, name, held, painted, selected, chosen, first, second, glide, tabStop, onSelect } = props;
	const element = useRef<HTMLButtonElement>(null);
	const caption = useRef<HTMLSpanElement>(null);
	const height = sizeOn(shape, packet, selected);
	useLayoutEffect(() => {
		if (element.current === null) return;
		const inset = shape.axis === "y" ? height / 2 + 3 : widthOf(packet, height) / 2 + 2;
		const captionInset = shape.axis === "y" ? inset : captionLength([first ?? "", second ?? ""]) / 2 - 10;
		return loop.ride({ packet, clientId, element: element.current, caption: caption.current, inset, captionInset, glide, painted });
	});
	return (
		<>
			<button
				ref={element}
				type="button"
				className="packet-puck"
				data-packet={packet.packet}
				data-painted={painted || undefined}
				data-chosen={chosen || undefined}
				data-held={held && !painted && shape.gauge.gap > 5}
				data-lane={packet.direction}
				data-way={wayOf(packet, shape)}
				data-shape={packet.fields.type === "PUBLISH" ? `q${packet.fields.qos}` : undefined}
				data-wake={hasWake(held, shape) || undefined}
				aria-label={name ?? undefined}
				aria-hidden={name === null || undefined}
				aria-haspopup="dialog"
				aria-expanded={selected}
				tabIndex={tabStop && name !== null ? 0 : -1}
				style={painted ? bareBox(widthOf(packet, height), height) : undefined}
				onClick={() => onSelect(packet.packet)}
			>
				{!painted && <PacketDrawing packet={packet} shape={shape} h={height} held={held} selected={selected || chosen === true} />}
			</button>
			{first !== undefined && (
				<span
					ref={caption}
					className="packet-puck-caption"
					data-place={captionPlace(packet, shape)}
					data-large={packet.fields.type === "PUBLISH" || undefined}
					aria-hidden="true"
				>
					<span>
						{first}
						<br />
						{second}
					</span>
				</span>
			)}
		</>
	);
});

/** For a button that shows nothing: its middle is at the packet's place. */
function bareBox(wide: number, high: number) {
	const width = Math.max(LEAST_BOX, wide);
	const height = Math.max(LEAST_BOX, high);
	return { width, height, marginLeft: -width / 2, marginTop: -height / 2 };
}
/** Px: a target that is large enough for a pointer. */
const LEAST_BOX = 24;

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
			wake={hasWake(held, shape) ? way : undefined}
			selected={selected}
		/>
	);
}

function hasWake(held: boolean, shape: WireShape): boolean {
	return !held && shape.gauge.gap > 20;
}

function captionPlace(packet: PacketUnderWay, shape: WireShape): "above" | "below" | "left" | "right" {
	if (shape.axis === "y") return packet.direction === "up" ? "left" : "right";
	return packet.direction === "up" ? "above" : "below";
}
