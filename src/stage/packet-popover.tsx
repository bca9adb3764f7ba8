import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { openBeside } from "#kit/beside.ts";
import { Button } from "#kit/button.tsx";
import { IconButton } from "#kit/icon-button.tsx";
import { shortWords } from "#kit/legible.ts";
import type { PacketUnderWay } from "#model/world.ts";
import { usePlayground } from "#script/playground.ts";
import { Marked } from "#words/marked.tsx";
import { Told } from "#words/told.tsx";
import { Word } from "#words/word.tsx";
import { packetRows, termOf } from "./packet-rows.ts";
import { routeText } from "./packet-text.ts";
import { useSome } from "./some.tsx";
import "./packet-popover.css";

/** What this packet carries, and the two things that a person can do to it. */
export function PacketPopover({
	packet,
	clientId,
	first,
	onClose,
}: {
	packet: PacketUnderWay;
	clientId: string;
	first: boolean;
	onClose: () => void;
}) {
	const { perform } = usePlayground();
	const dialog = useRef<HTMLDivElement>(null);
	useInTopLayer(dialog, packet.packet);
	useEffect(() => {
		const outside = (event: Event) => {
			const target = event.target;
			if (target instanceof Element && !dialog.current?.contains(target) && target.closest(".packet-puck, .asked") === null) onClose();
		};
		document.addEventListener("pointerdown", outside);
		return () => document.removeEventListener("pointerdown", outside);
	});
	const { shown, more } = useSome(packetRows(packet));
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
			popover="manual"
			data-spares
			onKeyDown={(event) => {
				if (event.key === "Escape") onClose();
				else if (event.key === "x") cut();
				else if (event.key === "l") letGo();
				else return;
				event.preventDefault();
				event.stopPropagation();
			}}
		>
			<div>
				<header>
					<h3 className="wire">
						<Word of={termOf(packet.fields)}>{packet.fields.type}</Word>
					</h3>
					<p>{shortWords(routeText(packet.direction, clientId))}</p>
					<IconButton label="Close" icon="cross" size="small" s={14} onClick={onClose} />
				</header>
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
			</div>
		</div>
	);
}

/**
 * In the top layer the stage, which is only as high as the window leaves it, cuts nothing of the card off. The card stays where the packet was
 * pressed, although the packet goes on, and moves with the packet's wire when that is scrolled.
 */
function useInTopLayer(card: RefObject<HTMLElement | null>, packet: string): void {
	useLayoutEffect(() => {
		const puck = document.querySelector(`.packet-puck[data-packet="${CSS.escape(packet)}"]`);
		const inside = card.current?.firstElementChild ?? null;
		if (card.current === null || puck === null || inside === null) return;
		const element = card.current;
		let pressed = puck.getBoundingClientRect();
		const open = () => openBeside(element, { getBoundingClientRect: () => pressed }, { align: "middle", side: "bottom" });
		const moved = ({ target }: Event) => {
			if (target instanceof Node && (element.contains(target) || !target.contains(element))) return;
			pressed = puck.getBoundingClientRect();
			open();
		};
		open();
		element.focus({ preventScroll: true });
		// What a word means is loaded with the first card, and makes the card higher.
		const grown = new ResizeObserver(open);
		grown.observe(inside);
		document.addEventListener("scroll", moved, { capture: true, passive: true });
		window.addEventListener("resize", moved);
		return () => {
			grown.disconnect();
			document.removeEventListener("scroll", moved, { capture: true });
			window.removeEventListener("resize", moved);
		};
	}, [card, packet]);
}
