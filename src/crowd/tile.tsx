import { memo } from "react";
import { Glyph } from "./glyph.tsx";
import { type CrowdPlace, LAMP_WORDS } from "./place.ts";
import { StateLamp } from "./state-lamp.tsx";
import { cellOf, glyphsBeside, placeName, shortCount, smallCount } from "./tile-text.ts";
import "./tile.css";

/** big: two lines, up to 30 of them. line: one line, up to 60. small: 36 × 27 on the host's stage, without what was received. */
type TileSize = "big" | "line" | "small";

const LAMP = { big: 30, line: 28, small: 10 } as const;
const GLYPH = { big: 22, line: 22, small: 9 } as const;

type TileProps = {
	readonly place: CrowdPlace;
	readonly size: TileSize;
	/** Whether the client has a wire of its own on this stage. */
	readonly spot?: boolean;
};

/** One client of many: number, lamp, queue, received. Its edge is its session: a floor is kept, dashes and no floor are not. */
export const Tile = memo(
	function Tile({ place, size, spot = false }: TileProps) {
		const { lamp, session, queued, dropped, received } = place;
		const cell = cellOf(place);
		const [count, got] = [shortCount({ queued, dropped, none: 0 }[cell]), shortCount(received)];
		const glyphs = size === "small" ? "both" : glyphsBeside(count, got);
		const words = `${placeName(place)}, ${LAMP_WORDS[lamp]}, ${cell === "dropped" ? `${dropped} dropped` : `${queued} queued`}, ${received} received`;
		return (
			<li
				className="tile"
				data-size={size}
				data-session={session}
				data-away={lamp !== "connected"}
				data-spot={spot}
				data-cell={cell}
				data-tight={glyphs === "none"}
				title={size === "small" ? words : undefined}
			>
				<span className="sr">{words}</span>
				<span className="tile-head" aria-hidden="true">
					<b className={place.seat === null ? "tile-number tile-id" : "tile-number"}>{place.seat ?? place.client}</b>
					{(size !== "small" || cell === "none") && <StateLamp lamp={lamp} s={LAMP[size]} />}
				</span>
				{(size !== "small" || cell !== "none") && (
					<span className="tile-counts" aria-hidden="true">
						<span className="tile-cell">
							{(size !== "small" || cell === "dropped") && glyphs !== "none" && (
								<Glyph n={cell === "dropped" ? "cross" : "bars"} s={GLYPH[size]} />
							)}
							{size === "small" ? smallCount(cell, queued) : count}
						</span>
						{size !== "small" && (
							<span className="tile-received">
								{glyphs === "both" && <Glyph n="tick" s={GLYPH[size] + 2} />}
								<i>{got}</i>
							</span>
						)}
					</span>
				)}
			</li>
		);
	},
	// Every event makes every place anew; a tile changes with what it shows.
	(before, after) => before.size === after.size && before.spot === after.spot && isSame(before.place, after.place),
);

function isSame(one: CrowdPlace, other: CrowdPlace): boolean {
	return (Object.keys(one) as (keyof CrowdPlace)[]).every((key) => one[key] === other[key]);
}
