import { memo } from "react";
import { progress } from "#model/progress.ts";
import { usePlayground, useWorld } from "#script/playground.ts";
import { hangingPlug } from "./hanging-plug.ts";
import { LostLayer } from "./lost-layer.tsx";
import { WireDrawing } from "./wire-drawing.tsx";
import type { WireShape } from "./wire-path.ts";
import { heldNote, type WireNote, type WireView, wireView } from "./wire-state.ts";

/** All wires in one drawing; each follows its own client only. */
export function WireLayer({ shapes }: { shapes: readonly WireShape[] }) {
	return (
		<>
			<svg className="wires" aria-hidden="true">
				{shapes.map((shape) => (
					<Wire key={shape.clientId} shape={shape} />
				))}
			</svg>
			{shapes.map((shape) => (
				<Note key={shape.clientId} shape={shape} />
			))}
			<LostLayer shapes={shapes} />
		</>
	);
}

/** Words stand under a full-size wire that has room for them; its card says the same in any case. */
function hasRoomForNote(shape: WireShape, view: WireView): boolean {
	if (shape.axis === "y") return true;
	if (shape.gauge.gap < 20) return false;
	if (view.kind === "unplugged") return shape.below >= hangingPlug(shape, false).below - shape.broker.across + 40;
	return shape.below >= shape.gauge.half + 46;
}

function useWireView(clientId: string): WireView {
	const phase = useWorld((world) => world.clients[clientId]?.phase);
	const session = useWorld((world) => world.sessions[clientId]);
	return wireView(clientId, phase === undefined ? undefined : { phase }, session);
}

const Wire = memo(function Wire({ shape }: { shape: WireShape }) {
	return <WireDrawing shape={shape} view={useWireView(shape.clientId)} />;
});

/** In words what the wire shows: why it hangs, or where its foremost packet is held. */
const Note = memo(function Note({ shape }: { shape: WireShape }) {
	const view = useWireView(shape.clientId);
	const held = useHeldNote(shape.clientId);
	const note = view.note ?? held;
	if (note === null || !hasRoomForNote(shape, view)) return null;
	return (
		<p className="wire-note" data-axis={shape.axis} style={notePlace(shape, view)}>
			<b>{note.title}</b>
			{note.says}
		</p>
	);
});

function useHeldNote(clientId: string): WireNote | null {
	const { room } = usePlayground();
	const paused = useWorld((world) => world.clock.paused);
	const packets = useWorld((world) => (world.clock.paused ? world.packets : null));
	const connections = useWorld((world) => (world.clock.paused ? world.connections : null));
	const client = useWorld((world) => world.clients[clientId]);
	if (!paused || packets === null || connections === null) return null;
	const now = room.now();
	const mine = Object.values(packets).filter((packet) => connections[packet.connection]?.clientId === clientId);
	return heldNote(mine, (packet) => progress(packet, now), client);
}

function notePlace(shape: WireShape, view: WireView): { left: number; top: number; width?: number } {
	const middle = (shape.client.along + shape.broker.along) / 2;
	if (shape.axis === "y") return { left: shape.broker.across + shape.gauge.gap + 24, top: middle };
	const width = Math.abs(shape.broker.along - shape.client.along) + 10;
	if (view.kind === "unplugged") return { left: middle, top: hangingPlug(shape, false).below, width: width - 4 };
	return { left: middle, top: Math.max(shape.client.across, shape.broker.across) + shape.gauge.half + 6, width };
}
