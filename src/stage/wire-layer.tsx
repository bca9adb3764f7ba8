import { type CSSProperties, memo } from "react";
import { shortWords } from "#kit/legible.ts";
import { progress } from "#model/progress.ts";
import type { Direction } from "#mqtt/packet.ts";
import { useRoomNow, useWorld } from "#script/playground.ts";
import { Marked } from "#words/marked.tsx";
import { Countdown } from "./countdown.tsx";
import { hangingPlug } from "./hanging-plug.ts";
import { isSuperseded } from "./lanes.ts";
import { LostLayer } from "./lost-layer.tsx";
import { WireDrawing } from "./wire-drawing.tsx";
import type { WireShape } from "./wire-path.ts";
import { heldNote, type WireNote, type WireView, wireView } from "./wire-state.ts";
import "./wire-layer.css";

/** All wires in one drawing; each wire follows only its own client. */
export function WireLayer({ shapes }: { shapes: readonly WireShape[] }) {
	return (
		<>
			<svg className="wire-layer" aria-hidden="true">
				{shapes.map((shape) => (
					<Wire key={shape.clientId} shape={shape} />
				))}
			</svg>
			{shapes.map((shape) => (isClose(shape) ? null : <Note key={shape.clientId} shape={shape} />))}
			<LostLayer shapes={shapes} />
		</>
	);
}

/** Which lanes carry packets whose captions stand above and below the wire, or left and right of it. */
type Carrying = { readonly up: boolean; readonly down: boolean };
const IDLE: Carrying = { up: false, down: false };

/** Words stand under a full-size wire that has room for them, or beside it; the client's card says the same in any case. */
function hasRoomForNote(shape: WireShape, view: WireView, carrying: Carrying, note: WireNote): boolean {
	if (shape.axis === "y") return !(carrying.up && carrying.down);
	if (view.kind === "unplugged") return shape.below >= hangingPlug(shape, false).below - shape.broker.across + 40;
	return shape.below >= shape.gauge.half + (carrying.down ? CAPTION : 6) + heightOf(note, widthOf(shape));
}

/** Px of a note under its wire. A note about a silence takes more than one line below its title. */
function heightOf({ says, until }: WireNote, width: number): number {
	return until === undefined ? 40 : 22 + 18 * Math.ceil((6.6 * (says.length + 6)) / width);
}

function useWireView(clientId: string): WireView {
	const phase = useWorld((world) => world.clients[clientId]?.phase);
	const keepAlive = useWorld((world) => world.clients[clientId]?.keepAlive ?? 0);
	const session = useWorld((world) => world.sessions[clientId]);
	const connection = phase !== undefined && "connection" in phase ? phase.connection : "";
	const silent = useWorld((world) => world.connections[connection]?.silent ?? null);
	const held = useWorld((world) => world.connections[connection]?.held);
	const ownDelayMs = useWorld((world) => world.connections[connection]?.ownDelayMs);
	return wireView(clientId, phase === undefined ? undefined : { phase, keepAlive }, session, silent, { held, ownDelayMs });
}

const Wire = memo(function Wire({ shape }: { shape: WireShape }) {
	return <WireDrawing shape={shape} view={useWireView(shape.clientId)} />;
});

/** Between close wires there is no room for words, and nobody has to look for them among all packets. */
function isClose({ axis, gauge }: WireShape): boolean {
	return axis === "x" && gauge.gap < 20;
}

/** What the wire shows, in words: why the plug hangs, or where the foremost packet is held. */
const Note = memo(function Note({ shape }: { shape: WireShape }) {
	const view = useWireView(shape.clientId);
	const isStill = view.kind === "silent" || view.kind === "half-open" || view.kind === "held";
	const { note: held, carrying } = useHeldNote(shape.clientId, isStill, view.note !== null);
	const note = view.kind === "live" ? (held ?? view.note) : (view.note ?? held);
	if (note === null || !hasRoomForNote(shape, view, carrying, note)) return null;
	return (
		<p className="wire-layer-note" data-axis={shape.axis} data-left={carrying.down} style={notePlace(shape, view, carrying)}>
			<Marked>
				<b>{note.title}</b>
				{shortWords(note.says)}
			</Marked>
			{note.until != null && (
				<>
					{" "}
					<Countdown to={note.until} />
				</>
			)}
		</p>
	);
});

/** noted: something is said under this wire in any case, which has to keep clear of captions. note: where the foremost packet is held; null: none is. */
function useHeldNote(clientId: string, isStill: boolean, noted: boolean): { readonly note: WireNote | null; readonly carrying: Carrying } {
	const roomNow = useRoomNow();
	const paused = useWorld((world) => world.clock.paused);
	const packets = useWorld((world) => (noted || isStill || world.clock.paused ? world.packets : null));
	const connections = useWorld((world) => (noted || isStill || world.clock.paused ? world.connections : null));
	const client = useWorld((world) => world.clients[clientId]);
	if (packets === null || connections === null) return { note: null, carrying: IDLE };
	const now = roomNow();
	const mine = Object.values(packets).filter(
		(packet) => connections[packet.connection]?.clientId === clientId && !isSuperseded(packet, connections),
	);
	const note = paused || isStill ? heldNote(mine, (packet) => progress(packet, now), client) : null;
	const on = (direction: Direction) => mine.some((packet) => packet.direction === direction);
	return { note, carrying: { up: on("up"), down: on("down") } };
}

/** Px below the sockets that two lines of caption reach. */
const CAPTION = 56;

function widthOf(shape: WireShape): number {
	return Math.abs(shape.broker.along - shape.client.along) + 10;
}

function notePlace(shape: WireShape, view: WireView, carrying: Carrying): CSSProperties {
	const middle = (shape.client.along + shape.broker.along) / 2;
	// a tall stage is as wide on both sides of its wires
	const beside = shape.broker.across + shape.gauge.gap + 24;
	if (shape.axis === "y") return carrying.down ? { left: 8, right: beside, top: middle } : { left: beside, right: 8, top: middle };
	const width = widthOf(shape);
	if (view.kind === "unplugged") return { left: middle, top: hangingPlug(shape, false).below, width: width - 4 };
	return {
		left: middle,
		top: Math.max(shape.client.across, shape.broker.across) + shape.gauge.half + (carrying.down ? CAPTION : 6),
		width,
	};
}
