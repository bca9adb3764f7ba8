import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { openBeside } from "#kit/beside.ts";
import { Button } from "#kit/button.tsx";
import { IconButton } from "#kit/icon-button.tsx";
import { shortWords } from "#kit/legible.ts";
import type { PacketUnderWay } from "#model/world.ts";
import { letGoStep, sayLetGo, whyNotLetGo } from "#script/let-go-step.ts";
import { usePlayground, useWorld } from "#script/playground.ts";
import { Marked } from "#words/marked.tsx";
import { Told } from "#words/told.tsx";
import { Word } from "#words/word.tsx";
import { arriveThenCut } from "./let-go.ts";
import { packetRows, termOf } from "./packet-rows.ts";
import { routeText } from "./packet-text.ts";
import { useSome } from "./some.tsx";
import "./packet-popover.css";

/** What this packet carries, and what a person can do to it. */
export function PacketPopover({ packet, clientId, onClose }: { packet: PacketUnderWay; clientId: string; onClose: () => void }) {
	const playground = usePlayground();
	const { perform, room } = playground;
	const why = useWorld((world) => whyNotLetGo(packet, world));
	const comes = useWorld((world) => sayLetGo(packet, clientId, world));
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
		void perform(letGoStep(packet, clientId, playground.room.getState().live));
		onClose();
	};
	const arrive = () => {
		void arriveThenCut(playground, { packet, clientId });
		onClose();
	};
	const cut = () => {
		void perform({ do: "cut", client: clientId, connection: packet.connection });
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
					<Button size="small" icon="arrow" title={comes} disabled={why} onClick={letGo}>
						Let it go
					</Button>
					<Button size="small" icon="scissors" title="This packet and everything on this connection is lost" onClick={cut}>
						Cut here
					</Button>
					{packet.direction === "up" && (
						<Button size="small" icon="scissors" title={`${comes}. Whatever the broker answers is lost`} disabled={why} onClick={arrive}>
							Let it arrive, then cut
						</Button>
					)}
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
				<Button
					size="small"
					onClick={() => {
						room.select({ of: "packet", packet: packet.packet, field: null });
						onClose();
					}}
				>
					All bytes
				</Button>
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
