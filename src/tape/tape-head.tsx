import type { ReactNode } from "react";
import { many } from "#contract/many.ts";
import { Button } from "#kit/button.tsx";
import { Icon } from "#kit/icon.tsx";
import type { Traffic } from "#traffic/traffic.ts";
import { FilterButton } from "./filter-button.tsx";
import { type Matched, NO_TAPE_FILTER, type TapeFilter } from "./match.ts";
import type { Paper } from "./open-paper.ts";
import { frameOf, kept, perSecond, type Zoom, zoomOf } from "./scale.ts";
import { type KnownSpan, type Size, type View, whole, zoomed } from "./view.ts";
import "./tape-head.css";

type HeadProps = {
	readonly heading: ReactNode;
	readonly says: string;
	readonly traffic: Traffic;
	readonly filter: TapeFilter;
	readonly setFilter: (filter: TapeFilter) => void;
	readonly matched: Matched | null;
	readonly filtering: boolean;
	readonly setFiltering: (open: boolean) => void;
	readonly paper: Paper;
	readonly scale: number;
	readonly size: Size | null;
	/** What can be done with the tape as a whole. */
	readonly tools: ReactNode;
};

export function TapeHead({ heading, says, matched, paper, scale, size, tools, ...rest }: HeadProps) {
	const { traffic, filter, setFilter, filtering, setFiltering } = rest;
	return (
		<header className="tape-head">
			{heading}
			{matched === null ? (
				<p className="tape-head-says">{says}</p>
			) : (
				<div className="tape-head-chips">
					<Chips filter={filter} setFilter={setFilter} />
					<Button size="small" onClick={() => setFilter(NO_TAPE_FILTER)}>
						Clear all
					</Button>
					<p role="status">
						{matched.count} of {many(traffic.count, "packet")}
					</p>
				</div>
			)}
			<div className="tape-head-tools">
				<FilterButton traffic={traffic} filter={filter} onChange={setFilter} open={filtering} setOpen={setFiltering} />
				<ZoomButtons paper={paper} scale={scale} size={size} />
				{tools}
			</div>
		</header>
	);
}

const NAMES = { client: "client", message: "message", type: "packet type", topic: "topic" } as const;

function Chips({ filter, setFilter }: Pick<HeadProps, "filter" | "setFilter">) {
	return (Object.keys(NAMES) as (keyof TapeFilter)[]).map((of) => {
		const value = filter[of];
		if (value === null) return null;
		return (
			<span className="tape-head-chip" key={of}>
				<b title={value}>{value}</b>
				<button
					type="button"
					aria-label={`Show every ${NAMES[of]}, not only ${value}`}
					onClick={() => setFilter({ ...filter, [of]: null })}
				>
					<Icon n="cross" s={12} />
				</button>
			</span>
		);
	});
}

const WORDS: Readonly<Record<Zoom, string>> = { packet: "Packet", "half-minute": "30 s", hour: "Hour" };
const SHOWS: Readonly<Record<Zoom, string>> = {
	packet: "3 seconds across the paper: one packet",
	"half-minute": "30 seconds across the paper",
	hour: "An hour across the paper, counted in bars",
};
/** By how much one press zooms. */
const STEP = 1.5;

function ZoomButtons({ paper, scale, size }: Pick<HeadProps, "paper" | "scale" | "size">) {
	const zoom = size === null ? null : zoomOf(scale, size);
	return (
		<fieldset className="tape-head-zoom">
			<legend className="sr">Zoom</legend>
			<button type="button" aria-label="Zoom out" onClick={() => paper.look(zoomedBy(1 / STEP, paper.seen()))}>
				−
			</button>
			{(Object.keys(WORDS) as Zoom[]).map((one) => (
				<button
					key={one}
					type="button"
					aria-pressed={zoom === one}
					title={SHOWS[one]}
					onClick={() => paper.look((view, its, span) => centred(view, perSecond(one, its), its, span, paper.seen()))}
				>
					{WORDS[one]}
				</button>
			))}
			<button type="button" aria-label="Zoom in" onClick={() => paper.look(zoomedBy(STEP, paper.seen()))}>
				+
			</button>
		</fieldset>
	);
}

/** About the moment that is looked at, if it is in sight, or else about the middle of the paper. */
function centred(view: View, scale: number, size: Size, span: KnownSpan, seen: number | null): View {
	const frame = frameOf(view.from, view.scale, size);
	const along = seen === null ? -1 : frame.along(seen);
	return zoomed(view, scale, along > frame.start && along < frame.edge ? along : (frame.start + frame.edge) / 2, size, span);
}

const zoomedBy = (factor: number, seen: number | null) => (view: View, size: Size, span: KnownSpan) =>
	centred(view, kept(view.scale * factor, span.now - span.start, size), size, span, seen);

/** What a key does to the zoom. Returns whether it does anything. */
export function zoomByKey(paper: Paper, key: string): boolean {
	if (key === "+" || key === "=") paper.look(zoomedBy(STEP, paper.seen()));
	else if (key === "-") paper.look(zoomedBy(1 / STEP, paper.seen()));
	else if (key === "0") paper.look(whole);
	else return false;
	return true;
}
