import { useEffect, useRef, useState } from "react";
import { Button } from "#kit/button.tsx";
import { IconButton } from "#kit/icon-button.tsx";
import { shortWords } from "#kit/legible.ts";
import { progress } from "#model/progress.ts";
import type { PacketUnderWay } from "#model/world.ts";
import { usePlayground, useRoomNow } from "#script/playground.ts";
import { Marked } from "#words/marked.tsx";
import { Told } from "#words/told.tsx";
import { Word } from "#words/word.tsx";
import type { Boxes } from "./measure.ts";
import { packetRows, termOf } from "./packet-rows.ts";
import { routeText } from "./packet-text.ts";
import { useSome } from "./some.tsx";
import { pointOn, type WireShape } from "./wire-path.ts";
import "./packet-popover.css";

const WIDTH = 276;

/** What this packet carries, and the two things that a person can do to it. */
export function PacketPopover({
	packet,
	clientId,
	shape,
	bounds,
	first,
	onClose,
}: {
	packet: PacketUnderWay;
	clientId: string;
	shape: WireShape;
	bounds: Boxes;
	first: boolean;
	onClose: () => void;
}) {
	const { perform } = usePlayground();
	const roomNow = useRoomNow();
	const dialog = useRef<HTMLDivElement>(null);
	// the popover stays where the packet was pressed
	const [at] = useState(() => pointOn(shape, packet.direction, progress(packet, roomNow()), 24));
	useEffect(() => dialog.current?.focus(), []);
	useEffect(() => {
		const outside = (event: Event) => {
			const target = event.target;
			if (target instanceof Element && !dialog.current?.contains(target) && target.closest(".packet-puck, .asked") === null) onClose();
		};
		document.addEventListener("pointerdown", outside);
		return () => document.removeEventListener("pointerdown", outside);
	});
	const { shown, more } = useSome(packetRows(packet));
	const above = at.y > bounds.height / 2;
	const letGo = () => {
		void perform({ do: "step", packet: packet.packet });
		onClose();
	};
	const cut = () => {
		void perform({ do: "cut", client: clientId });
		onClose();
	};
	return (
		<div
			ref={dialog}
			role="dialog"
			tabIndex={-1}
			aria-label={`Packet ${packet.fields.type}`}
			className="packet-popover"
			data-spares
			data-above={above}
			style={{ left: Math.min(Math.max(8, at.x - WIDTH / 2), Math.max(8, bounds.width - WIDTH - 8)), top: at.y, width: WIDTH }}
			onKeyDown={(event) => {
				if (event.key === "Escape") onClose();
				else if (event.key === "x") cut();
				else if (event.key === "l") letGo();
				else return;
				event.preventDefault();
				event.stopPropagation();
			}}
		>
			<header>
				<h3 className="wire">
					<Word of={termOf(packet.fields)}>{packet.fields.type}</Word>
				</h3>
				<p>{shortWords(routeText(packet.direction, clientId))}</p>
				<IconButton label="Close" icon="cross" size="small" s={14} onClick={onClose} />
			</header>
			<Told className="packet-popover-told" of={termOf(packet.fields)} />
			<table>
				<tbody>
					{shown.map(([name, value]) => (
						<tr key={`${name} ${value}`}>
							<th scope="row">
								<Marked>{name}</Marked>
							</th>
							<td className="wire">{name === "flags" ? <Marked>{value}</Marked> : value}</td>
						</tr>
					))}
				</tbody>
			</table>
			{more}
			<div className="packet-popover-acts">
				<Button
					size="small"
					icon="arrow"
					disabled={packet.still ? "Its wire is silent" : first ? undefined : "Another packet is before it on this lane"}
					onClick={letGo}
				>
					Let it go
				</Button>
				<Button size="small" icon="scissors" title="This packet and everything on this connection is lost" onClick={cut}>
					Cut here
				</Button>
			</div>
		</div>
	);
}
