import { many } from "#contract/many.ts";
import { Glyph } from "#crowd/glyph.tsx";
import type { CrowdPlace } from "#crowd/place.ts";
import { Tile } from "#crowd/tile.tsx";
import type { World } from "#model/world.ts";
import { ScreenKey } from "./screen-key.tsx";
import { longest, type SkylineLayout, skylineLayout, skylineOf } from "./skyline.ts";
import { waitText } from "./wait-text.ts";
import type { ScreenRect } from "./watch-layout.ts";
import "./screen-skyline.css";

type ScreenSkylineProps = {
	readonly places: readonly CrowdPlace[];
	readonly sessions: World["sessions"];
	readonly width: number;
	readonly height: number;
};

/** Tiles below the skyline: the longest queues. */
const TILES = 7;
const MARGIN = 48;

/** More clients than there can be tiles: one column for each. */
export function ScreenSkyline({ places, sessions, width, height }: ScreenSkylineProps) {
	const skyline = skylineOf(places, sessions);
	const top = longest(places, TILES);
	const inner = width - 2 * MARGIN;
	const drawing = { width: inner - 40, height: height - 348 };
	const layout = skylineLayout(skyline, drawing.width, drawing.height);
	return (
		<main className="screen-skyline tiled" style={{ height }}>
			<ScreenKey places={places} width={inner} />
			<figure
				className="screen-skyline-figure"
				role="img"
				aria-label={`What waits for each of ${many(places.length, "client")}, at most ${skyline.most}`}
			>
				<figcaption style={{ height: layout.caption }}>{waitText(skyline.most)}</figcaption>
				<Columns layout={layout} {...drawing} />
			</figure>
			<p className="screen-skyline-key">
				<span>
					<i className="screen-skyline-waits" />
					waits now
				</span>
				<span>
					<i className="screen-skyline-highest" />
					highest so far
				</span>
				<span className="screen-skyline-dropped">
					<Glyph n="cross" s={26} />
					<span>dropped</span>
				</span>
				<span>
					<i className="screen-skyline-foot" />
					persistent session
				</span>
			</p>
			<ol className="screen-skyline-tiles" style={{ gridTemplateColumns: `repeat(${TILES}, minmax(0, 1fr))` }}>
				{top.map((place) => (
					<Tile key={place.client} place={place} size="big" />
				))}
			</ol>
		</main>
	);
}

function Columns({ layout, width, height }: { layout: SkylineLayout; width: number; height: number }) {
	return (
		<svg width={width} height={height} aria-hidden="true">
			<path className="screen-skyline-most" d={`M0 ${layout.top}H${width}`} />
			{layout.columns.map(({ client, persistent, foot, waits, mark, cross }) => (
				<g key={client}>
					<Rect className={persistent ? "screen-skyline-foot" : "screen-skyline-clean"} at={foot} />
					{waits !== null && <Rect className="screen-skyline-waits" at={waits} />}
					{mark !== null && <Rect className="screen-skyline-highest" at={mark} />}
					{cross !== null && <path className="screen-skyline-cross" d={`M${cross.x} ${cross.y}l14 14m0 -14l-14 14`} />}
				</g>
			))}
		</svg>
	);
}

function Rect({ className, at: { x, y, w, h } }: { className: string; at: ScreenRect }) {
	return <rect className={className} x={x} y={y} width={w} height={h} />;
}
