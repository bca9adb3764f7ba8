import type { Movers } from "#crowd/movers.ts";
import type { CrowdPlace } from "#crowd/place.ts";
import { pucksOf, underWay } from "#crowd/under-way.ts";
import { progress } from "#model/progress.ts";
import type { World } from "#model/world.ts";
import { nowAtCursor } from "#room/cursor.ts";
import type { RoomStore, Selection } from "#room/room-state.ts";
import { tenthsText } from "#story/phrases.ts";
import { gapOn, LANE, laneEnds, plateOf } from "./lanes.ts";
import { ScreenClient } from "./screen-client.tsx";
import { ScreenPuck } from "./screen-puck.tsx";
import { ScreenSession } from "./screen-session.tsx";
import { ScreenWire } from "./screen-wire.tsx";
import { isSelected } from "./selected.ts";
import { type ScreenWireShape, watchLayout } from "./watch-layout.ts";
import { type WatchedClient, watchedOf } from "./watch-view.ts";
import "./screen-watch.css";

type ScreenWatchProps = {
	readonly room: RoomStore;
	readonly movers: Movers;
	readonly world: World;
	readonly places: readonly CrowdPlace[];
	readonly selection: Selection;
	readonly width: number;
	readonly height: number;
};

/** Up to four clients in full: cards, wires, and the broker with their sessions. */
export function ScreenWatch({ room, movers, world, places, selection, width, height }: ScreenWatchProps) {
	const clients = watchedOf(world, places);
	const layout = watchLayout(clients, width, height);
	const { broker } = layout;
	const sessions = Object.keys(world.sessions).length;
	const wires = layout.wires.flatMap((shape) => {
		const watched = clients.find(({ id }) => id === shape.id);
		return watched === undefined ? [] : [{ shape, watched }];
	});
	const drop = layout.compact ? 66 : 150;
	return (
		<main className="screen-watch tiled" style={{ height }}>
			<svg className="screen-watch-wires" width={width} height={height} aria-hidden="true">
				{wires.map(({ shape, watched }) => (
					<ScreenWire key={shape.id} shape={shape} wire={watched.wire} drop={drop} />
				))}
			</svg>
			<section className="screen-watch-broker" style={{ left: broker.x, top: broker.y, width: broker.w, height: broker.h }}>
				<h2>Broker</h2>
				<p>
					{sessions} {sessions === 1 ? "session" : "sessions"}
				</p>
			</section>
			{clients.map((watched) => {
				const [card, session] = [layout.cards.get(watched.id), layout.sessions.get(watched.id)];
				return (
					<div key={watched.id}>
						{card !== undefined && <ScreenClient watched={watched} rect={card} compact={layout.compact} />}
						{session !== undefined && <ScreenSession watched={watched} rect={session} detail={layout.detail} world={world} />}
					</div>
				);
			})}
			{wires.map(({ shape, watched }) => (
				<OnWire key={shape.id} {...{ room, movers, world, shape, watched, selection, drop }} brief={layout.compact} />
			))}
		</main>
	);
}

type OnWireProps = {
	readonly room: RoomStore;
	readonly movers: Movers;
	readonly world: World;
	readonly shape: ScreenWireShape;
	readonly watched: WatchedClient;
	readonly selection: Selection;
	readonly drop: number;
	/** Whether there is room for a title alone. */
	readonly brief: boolean;
};

/** What is under way on one wire, and the words above and below it. */
function OnWire({ room, movers, world, shape, watched, selection, drop, brief }: OnWireProps) {
	const now = nowAtCursor(room);
	const { paused } = world.clock;
	const pucks = pucksOf(
		underWay(world, (client) => client === watched.id),
		{ now, gap: gapOn(laneEnds(shape, "up")), most: 6 },
	);
	const left = Math.min(shape.from, shape.to);
	const length = Math.abs(shape.to - shape.from);
	const first = pucks.find(({ message }) => message !== null) ?? pucks[0];
	const held = first !== undefined && (paused || first.still) ? first : undefined;
	const note = held === undefined ? watched.wire : heldNote(held.lead, now);
	const below = watched.wire.look === "unplugged" && held === undefined ? drop + 56 : LANE + 26;
	return (
		<>
			{held?.lead.fields.type === "PUBLISH" && length > 236 && (
				<p className="screen-watch-caption" style={{ left, width: length, top: shape.y - LANE - 98 }}>
					PUBLISH{held.lead.fields.packetId === null ? "" : ` #${held.lead.fields.packetId}`}
				</p>
			)}
			{note.title !== null && (
				<p className="screen-watch-note" style={{ left: left + 6, width: length - 12, top: shape.y + below }}>
					<b>{note.title}</b>
					{!(brief && watched.wire.look !== "live") && note.says}
				</p>
			)}
			{pucks.map((puck) => (
				<ScreenPuck
					key={puck.lead.packet}
					puck={puck}
					{...laneEnds(shape, puck.direction)}
					movers={movers}
					plate={plateOf(puck, "wire")}
					plateAt={puck.direction === "up" ? "above" : "below"}
					held={paused || puck.still}
					selected={isSelected(selection, puck)}
				/>
			))}
		</>
	);
}

function heldNote(packet: Parameters<typeof progress>[0], now: number): { readonly title: string; readonly says: string } {
	if (packet.delayMs === 0) return { title: "Held", says: "" };
	return { title: "Held", says: `${tenthsText(progress(packet, now) * packet.delayMs)} of ${tenthsText(packet.delayMs)} s` };
}
