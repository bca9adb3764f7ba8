import { seatOf } from "#contract/seat-client.ts";
import { Glyph } from "#crowd/glyph.tsx";
import type { Movers } from "#crowd/movers.ts";
import type { CrowdPlace } from "#crowd/place.ts";
import { Tile } from "#crowd/tile.tsx";
import { pucksOf, underWay } from "#crowd/under-way.ts";
import type { World } from "#model/world.ts";
import { nowAtCursor } from "#room/cursor.ts";
import type { RoomStore, Selection } from "#room/room-state.ts";
import { type CrowdLayout, crowdLayout } from "./crowd-layout.ts";
import { BLOCK, gapOn, LANE, plateOf, trunkEnds } from "./lanes.ts";
import { isSpotlit } from "./scene.ts";
import { ScreenBeside } from "./screen-beside.tsx";
import { ScreenKey } from "./screen-key.tsx";
import { ScreenPuck } from "./screen-puck.tsx";
import { Block } from "./screen-wire.tsx";
import { isSelected } from "./selected.ts";
import "./screen-crowd.css";

type ScreenCrowdProps = {
	readonly room: RoomStore;
	readonly movers: Movers;
	readonly world: World;
	readonly tiles: readonly CrowdPlace[];
	/** Who is drawn in full beside the crowd. */
	readonly full: readonly CrowdPlace[];
	readonly selection: Selection;
	readonly width: number;
	readonly height: number;
};

/** Five to sixty clients: a tile for each, and one trunk to the broker. */
export function ScreenCrowd({ room, movers, world, tiles, full, selection, width, height }: ScreenCrowdProps) {
	const beside = full.map((place) => ({ place, opened: place.seat !== null && world.sessions[place.client] !== undefined }));
	const layout = crowdLayout(
		tiles.length,
		beside.map(({ opened }) => opened),
		width,
		height,
	);
	const { broker, grid } = layout;
	const shown = layout.full.length > 0 ? beside.slice(0, layout.full.length) : [];
	return (
		<main className="screen-crowd tiled" style={{ height: layout.height }}>
			<svg className="screen-crowd-wires" width={width} height={layout.height} aria-hidden="true">
				<Trunk layout={layout} />
			</svg>
			<section className="screen-crowd-broker" style={{ left: broker.x, top: broker.y, width: broker.w, height: broker.h }}>
				<h2>Broker</h2>
				<p>{sessionsText(world, shown.filter(({ opened }) => opened).length, tiles)}</p>
				{shown.length === 0 && <Waiting tiles={tiles} />}
			</section>
			{shown.map(({ place }, at) => (
				<ScreenBeside key={place.client} {...{ room, movers, world, place, broker, selection }} at={layout.full[at]} />
			))}
			<ScreenKey places={tiles} width={grid.w} />
			<ol
				className="screen-crowd-tiles"
				style={{
					...scaled(grid),
					gridTemplate: `repeat(${grid.rows}, minmax(0, 1fr)) / repeat(${grid.columns}, minmax(0, 1fr))`,
				}}
			>
				{tiles.map((place) => (
					<Tile key={place.seat ?? place.client} place={place} size={grid.size} spot={isSpotlit(full, place)} />
				))}
			</ol>
			<OnTrunk {...{ room, movers, world, tiles, layout, selection }} />
		</main>
	);
}

/** A zoom counts for the place of what is zoomed too. */
function scaled({ x, y, w, h, gap, zoom }: CrowdLayout["grid"]) {
	return { zoom, left: x / zoom, top: y / zoom, width: w / zoom, height: h / zoom, gap: gap / zoom };
}

/** Two lanes from the broker to the bar that all tiles hang on. */
function Trunk({ layout: { trunk, bus, taps, grid } }: { layout: CrowdLayout }) {
	const from = trunk.from + BLOCK;
	return (
		<g className="screen-crowd-trunk">
			<rect x={bus.x} y={bus.y} width={bus.w} height={bus.h} rx={2} />
			{taps.map((y) => (
				<path key={y} className="screen-crowd-tap" d={`M${bus.x + bus.w} ${y}H${grid.x}`} />
			))}
			<rect className="screen-crowd-glass" x={from} y={trunk.y - LANE} width={trunk.to - from} height={2 * LANE} />
			<path d={`M${from} ${trunk.y - LANE}H${trunk.to}M${from} ${trunk.y + LANE}H${trunk.to}`} />
			<Block x={trunk.from} y={trunk.y} live half={LANE + 24} />
		</g>
	);
}

type OnTrunkProps = Pick<ScreenCrowdProps, "room" | "movers" | "world" | "tiles" | "selection"> & { readonly layout: CrowdLayout };

/** One puck for all copies that left together; at most six. */
function OnTrunk({ room, movers, world, tiles, selection, layout }: OnTrunkProps) {
	const seats = new Set(tiles.map(({ seat }) => seat));
	const clients = new Set(tiles.map(({ client }) => client));
	const isOf = (client: string) => clients.has(client) || seats.has(seatOf(client) ?? 0);
	const pucks = pucksOf(underWay(world, isOf), { now: nowAtCursor(room), gap: gapOn(trunkEnds(layout, "down")), most: 6 });
	return pucks.map((puck) => (
		<ScreenPuck
			key={puck.lead.packet}
			puck={puck}
			{...trunkEnds(layout, puck.direction)}
			movers={movers}
			plate={plateOf(puck, "trunk")}
			plateAt={puck.direction === "down" ? "above" : "below"}
			held={world.clock.paused || puck.still}
			selected={isSelected(selection, puck)}
		/>
	));
}

function sessionsText({ sessions }: World, opened: number, tiles: readonly CrowdPlace[]): string {
	const count = Object.keys(sessions).length;
	const all = `${count} ${count === 1 ? "session" : "sessions"}`;
	const waiting = tiles.filter(({ queued }) => queued > 0).length;
	if (opened > 0) return `${all},\n${opened === 1 ? "one" : opened === 2 ? "two" : opened} opened`;
	return `${all},\n${waiting === 0 ? "no queue" : `${waiting} with a queue`}`;
}

/** Where there is no room for wires in full: the sessions with something waiting, longest first. */
const LISTED = 4;

function Waiting({ tiles }: { tiles: readonly CrowdPlace[] }) {
	const waiting = tiles
		.filter(({ queued, dropped }) => queued > 0 || dropped > 0)
		.sort((a, b) => b.queued - a.queued || b.dropped - a.dropped);
	return (
		<ol className="screen-crowd-waiting">
			{waiting.slice(0, waiting.length > LISTED ? LISTED - 1 : LISTED).map((place) => (
				<li key={place.client} data-session={place.session}>
					<b>{place.seat === null ? place.client : `seat ${place.seat}`}</b>
					{place.queued > 0 ? (
						<span className="screen-crowd-queued">
							<Glyph n="bars" s={26} />
							{place.queued}
						</span>
					) : (
						<span className="screen-crowd-dropped">
							<Glyph n="cross" s={26} />
							{place.dropped}
						</span>
					)}
				</li>
			))}
			{waiting.length > LISTED && <li className="screen-crowd-more">and {waiting.length - LISTED + 1} more</li>}
		</ol>
	);
}
