import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { REDUCED_MOTION, useMedia } from "#kit/media.ts";
import { progress } from "#model/progress.ts";
import type { PacketUnderWay, World } from "#model/world.ts";
import { letGoStep } from "#script/let-go-step.ts";
import { usePlayground, useReviewing, useRoomNow, useWorld } from "#script/playground.ts";
import type { Step } from "#script/step.ts";
import { captioned } from "./captioned.ts";
import { clientOf, isSuperseded, splitPackets } from "./lanes.ts";
import type { Boxes } from "./measure.ts";
import { openPainter } from "./packet-canvas.ts";
import { PacketPuck } from "./packet-puck.tsx";
import { packetName } from "./packet-text.ts";
import { isCrowd } from "./painted.ts";
import { openPuckLoop } from "./puck-loop.ts";
import { useDeparting } from "./use-departing.ts";
import { useSelected } from "./use-selected.ts";
import type { WireShape } from "./wire-path.ts";
import "./packet-layer.css";

/** Every packet on a wire, where it really is. One group for the keyboard: arrows go from packet to packet. */
export function PacketLayer({ shapes, bounds }: { shapes: readonly WireShape[]; bounds: Boxes }) {
	const { perform, drawn, room } = usePlayground();
	// Drawn anew with every move of the cursor: where a packet stands at that moment is in its name.
	const cursor = useStore(drawn, (state) => state.cursor);
	const reviewing = useReviewing();
	const roomNow = useRoomNow();
	const packets = useWorld((world) => world.packets);
	const connections = useWorld((world) => world.connections);
	const lost = useWorld((world) => world.lost);
	const paused = useWorld((world) => world.clock.paused);
	const reduced = useMedia(REDUCED_MOTION);
	const loop = usePuckLoop(shapes, reduced);
	const { selected, select, chosen, PacketPopover } = useSelected();
	const [stop, setStop] = useState<string | null>(null);
	const group = useRef<HTMLDivElement>(null);
	const departing = useDeparting({ packets, connections, lost }, roomNow, reduced || reviewing || isCrowd(Object.values(packets)), cursor);
	const byClient = new Map(shapes.map((shape) => [shape.clientId, shape]));
	const riding = Object.values(packets).flatMap((packet) => {
		const clientId = clientOf(packet, connections);
		const shape = clientId === null ? undefined : byClient.get(clientId);
		return clientId === null || shape === undefined || isSuperseded(packet, connections) ? [] : [{ packet, clientId, shape }];
	});
	const { dom, canvas } = splitPackets(riding);
	const now = roomNow();
	const crowded = isCrowd(riding);
	const captions = captioned(crowded ? [] : dom, now);
	const tabStop = dom.some((one) => one.packet.packet === stop) ? stop : (dom[0]?.packet.packet ?? null);
	const open = riding.find((one) => one.packet.packet === selected);
	const close = () => {
		select(null);
		group.current?.querySelector<HTMLElement>(`[data-packet="${open?.packet.packet}"]`)?.focus();
	};
	return (
		<>
			<div
				ref={group}
				className="packet-layer"
				role="toolbar"
				aria-label="Packets on wires"
				hidden={dom.length === 0 && departing.length === 0}
				onKeyDown={(event) => {
					actOnPacket(event, riding, (step) => void perform(step), room.getState().live, open && close);
					moveBetween(event, group.current, setStop);
				}}
			>
				{dom.map(({ packet, clientId, shape }) => (
					<PacketPuck
						key={packet.packet}
						packet={packet}
						clientId={clientId}
						shape={shape}
						loop={loop}
						name={packetName(packet, clientId, {
							progress: reviewing || paused || packet.still ? progress(packet, now) : 0,
							held: paused || packet.still,
						})}
						held={paused || packet.still}
						painted={crowded && packet.packet !== selected}
						selected={packet.packet === selected}
						chosen={packet.packet === chosen}
						first={captions.get(packet.packet)?.[0]}
						second={captions.get(packet.packet)?.[1]}
						tabStop={packet.packet === tabStop}
						glide={null}
						onSelect={select}
					/>
				))}
				{departing.map(({ packet, clientId, glide }) => {
					const shape = byClient.get(clientId);
					if (shape === undefined) return null;
					return (
						<PacketPuck
							key={`past ${packet.packet}`}
							packet={packet}
							clientId={clientId}
							shape={shape}
							loop={loop}
							name={null}
							held={false}
							painted={false}
							selected={false}
							tabStop={false}
							glide={glide}
							onSelect={ignore}
						/>
					);
				})}
			</div>
			<Crowd loop={loop} shown={crowded} crowd={canvas} bounds={bounds} />
			{open !== undefined && PacketPopover !== null && <PacketPopover key={open.packet.packet} {...open} onClose={close} />}
		</>
	);
}

const ignore = () => {};

/** The loop that moves the pucks, for as long as the layer is there. */
function usePuckLoop(shapes: readonly WireShape[], reduced: boolean): ReturnType<typeof openPuckLoop> {
	const roomNow = useRoomNow();
	const [loop] = useState(() => openPuckLoop(roomNow));
	useEffect(() => {
		loop.start();
		return () => loop.stop();
	}, [loop]);
	useLayoutEffect(() => loop.setReduced(reduced), [loop, reduced]);
	useLayoutEffect(() => loop.setShapes(shapes), [loop, shapes]);
	return loop;
}

/** When there are many packets at once, they are painted; the oldest are still buttons (see splitPackets). `crowd`: the other packets. */
function Crowd({
	loop,
	shown,
	crowd,
	bounds,
}: {
	loop: ReturnType<typeof openPuckLoop>;
	shown: boolean;
	crowd: readonly { packet: PacketUnderWay; clientId: string }[];
	bounds: Boxes;
}) {
	const canvas = useRef<HTMLCanvasElement>(null);
	const [brush, setBrush] = useState<{ readonly paint: ReturnType<typeof openPainter> | null; readonly scale: number }>(NO_BRUSH);
	useLayoutEffect(() => {
		const element = shown ? canvas.current : null;
		const scale = element === null ? 1 : scaleOf(element);
		setBrush(element === null ? NO_BRUSH : { paint: openPainter(element, scale), scale });
	}, [shown]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: a canvas of another size is empty
	useLayoutEffect(() => loop.setCrowd(crowd, brush.paint), [loop, crowd, brush, bounds]);
	if (!shown) return null;
	return (
		// biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas takes no focus
		<canvas
			ref={canvas}
			className="packet-layer-crowd"
			aria-hidden="true"
			width={Math.round(bounds.width * brush.scale)}
			height={Math.round(bounds.height * brush.scale)}
			style={{ width: bounds.width, height: bounds.height }}
		/>
	);
}

const NO_BRUSH = { paint: null, scale: 1 };

/** Device pixels of one CSS px of the stage, which may be zoomed. */
function scaleOf(canvas: HTMLCanvasElement): number {
	const zoom = canvas.offsetWidth === 0 ? 1 : canvas.getBoundingClientRect().width / canvas.offsetWidth;
	return (window.devicePixelRatio || 1) * zoom;
}

/** X cuts here, L releases: both for the packet that has the focus. close: its card is still being loaded, and Escape closes that alone, as it does once the card is there. */
function actOnPacket(
	event: KeyboardEvent,
	riding: readonly { packet: PacketUnderWay; clientId: string }[],
	perform: (step: Step) => void,
	world: World,
	close: (() => void) | undefined,
): void {
	const id = document.activeElement?.getAttribute("data-packet");
	const one = riding.find(({ packet }) => packet.packet === id);
	if (one === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
	if (event.key === "Escape" && close !== undefined) close();
	else if (event.key === "x") perform({ do: "cut", client: one.clientId, connection: one.packet.connection });
	else if (event.key === "l") perform(letGoStep(one.packet, one.clientId, world));
	else return;
	event.preventDefault();
	event.stopPropagation();
}

const WAYS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

function moveBetween(event: KeyboardEvent, group: HTMLElement | null, setStop: (packet: string | null) => void): void {
	const way = WAYS[event.key];
	if (group === null || (way === undefined && event.key !== "Home" && event.key !== "End")) return;
	const all = [...group.querySelectorAll<HTMLElement>(".packet-puck:not([aria-hidden])")];
	const here = all.indexOf(document.activeElement as HTMLElement);
	const to = event.key === "Home" ? all[0] : event.key === "End" ? all.at(-1) : all[(here + (way ?? 0) + all.length) % all.length];
	if (to === undefined) return;
	event.preventDefault();
	event.stopPropagation();
	setStop(to.dataset.packet ?? null);
	to.focus();
}
