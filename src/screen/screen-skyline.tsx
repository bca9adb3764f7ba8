import { many } from "#contract/many.ts";
import { Glyph } from "#crowd/glyph.tsx";
import type { CrowdPlace } from "#crowd/place.ts";
import { Tile } from "#crowd/tile.tsx";
import type { World } from "#model/world.ts";
import { ScreenKey } from "./screen-key.tsx";
import { longest, type Skyline, skylineOf } from "./skyline.ts";
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
	return (
		<main className="screen-skyline tiled" style={{ height }}>
			<ScreenKey places={places} width={inner} />
			<figure
				className="screen-skyline-figure"
				role="img"
				aria-label={`What waits for each of ${many(places.length, "client")}, at most ${skyline.most}`}
			>
				<Columns skyline={skyline} width={inner - 40} height={height - 348} />
				<figcaption>{skyline.most} wait</figcaption>
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

/** Below each column's foot there is room for a cross. */
const FOOT = 44;

function Columns({ skyline, width, height }: { skyline: Skyline; width: number; height: number }) {
	const step = width / Math.max(1, skyline.columns.length);
	const w = Math.max(2, step - 2);
	const ground = height - FOOT;
	return (
		<svg width={width} height={height} aria-hidden="true">
			<path className="screen-skyline-most" d={`M0 2H${width}`} />
			{skyline.columns.map(({ client, waits, highest, dropped, persistent }, at) => {
				const x = at * step;
				return (
					<g key={client}>
						<rect
							className={persistent ? "screen-skyline-foot" : "screen-skyline-clean"}
							x={x}
							y={ground}
							width={w}
							height={persistent ? 9 : 3}
						/>
						{waits > 0 && (
							<rect className="screen-skyline-waits" x={x} y={ground - waits * (ground - 4)} width={w} height={waits * (ground - 4)} />
						)}
						{highest > 0 && (
							<rect className="screen-skyline-highest" x={x - 1} y={ground - highest * (ground - 4) - 2} width={w + 2} height={4} />
						)}
						{dropped && <path className="screen-skyline-cross" d={`M${x + w / 2 - 7} ${ground + 18}l14 14m0 -14l-14 14`} />}
					</g>
				);
			})}
		</svg>
	);
}
