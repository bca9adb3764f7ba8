import { Glyph } from "#crowd/glyph.tsx";
import type { Movers } from "#crowd/movers.ts";
import type { CrowdPlace } from "#crowd/place.ts";
import { LAMP_WORDS } from "#crowd/place.ts";
import { StateLamp } from "#crowd/state-lamp.tsx";
import { pucksOf, underWay } from "#crowd/under-way.ts";
import { legible } from "#kit/legible.ts";
import type { World } from "#model/world.ts";
import { nowAtCursor } from "#room/cursor.ts";
import type { RoomStore, Selection } from "#room/room-state.ts";
import type { CrowdLayout } from "./crowd-layout.ts";
import { nameSize } from "./fit-text.ts";
import { gapOn, LANE, laneEnds, plateOf } from "./lanes.ts";
import { ScreenPuck } from "./screen-puck.tsx";
import { ScreenSlots } from "./screen-slots.tsx";
import { ScreenWire } from "./screen-wire.tsx";
import { isSelected } from "./selected.ts";
import { waitText } from "./wait-text.ts";
import type { ScreenRect } from "./watch-layout.ts";
import { wireKind } from "./wire-kind.ts";
import "./screen-beside.css";

type ScreenBesideProps = {
	readonly room: RoomStore;
	readonly movers: Movers;
	readonly world: World;
	readonly place: CrowdPlace;
	readonly broker: ScreenRect;
	readonly at: CrowdLayout["full"][number] | undefined;
	readonly selection: Selection;
};

/** One client in full beside the crowd: its card, its wire, and its session in the broker's case. */
export function ScreenBeside({ room, movers, world, place, broker, at, selection }: ScreenBesideProps) {
	if (at === undefined) return null;
	const { client, seat, lamp, received } = place;
	const { card, session, y } = at;
	const name = seat === null ? client : `seat ${seat}`;
	const shape = { id: client, from: card.x + card.w, to: broker.x, y };
	const wire = wireKind(world, client);
	const pucks = pucksOf(
		underWay(world, (one) => one === client),
		{ now: nowAtCursor(room), gap: gapOn(laneEnds(shape, "up")), most: 4 },
	);
	return (
		<>
			<svg className="screen-beside-wire" aria-hidden="true">
				<ScreenWire shape={shape} wire={wire} drop={58} />
			</svg>
			<article
				className="screen-beside"
				data-away={lamp !== "connected"}
				style={{ left: card.x, top: card.y, width: card.w, height: card.h }}
			>
				<h2 style={{ fontSize: nameSize(name, card.w - 40, 42) }}>{legible(name, true)}</h2>
				<p className="screen-beside-state">
					<StateLamp lamp={lamp} s={24} />
					{sentence(LAMP_WORDS[lamp])}
				</p>
				{seat !== null && (
					<p className="screen-beside-received">
						<Glyph n="tick" s={28} />
						<span>{received} received</span>
					</p>
				)}
			</article>
			{session !== null && <Opened world={world} place={place} name={name} rect={session} />}
			{wire.title !== null && (
				<p
					className="screen-beside-note"
					style={{ left: shape.from - 30, width: shape.to - shape.from + 60, top: y + (wire.look === "unplugged" ? 104 : LANE + 24) }}
				>
					{wire.title}
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
					held={world.clock.paused || puck.still}
					selected={isSelected(selection, puck)}
				/>
			))}
		</>
	);
}

function sentence(word: string): string {
	return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

function Opened({ world, place, name, rect }: { world: World; place: CrowdPlace; name: string; rect: ScreenRect }) {
	const { queue = [] } = world.sessions[place.client] ?? {};
	return (
		<section className="screen-beside-session" data-session={place.session} style={{ left: rect.x, top: rect.y, width: rect.w }}>
			<h3>{name}</h3>
			{queue.length === 0 || place.hidden ? (
				<p>{waitText(queue.length)}</p>
			) : (
				<>
					<p>
						<b>Queue</b>
						<span>{queue.length}</span>
					</p>
					<ScreenSlots queue={queue} qosOf={({ qos }) => qos} slots={2} h={76} />
				</>
			)}
		</section>
	);
}
