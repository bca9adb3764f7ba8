import { BigPuck } from "#crowd/big-puck.tsx";
import { StateLamp } from "#crowd/state-lamp.tsx";
import { legible } from "#kit/legible.ts";
import { nameSize } from "./fit-text.ts";
import { puckRows, receivedFit } from "./received-fit.ts";
import type { ScreenRect } from "./watch-layout.ts";
import type { WatchedClient } from "./watch-view.ts";
import "./screen-client.css";

/** Px of a card that are beside its pucks. */
const BESIDE = 57;

/** One client of a full stage: its state, what it asked for, and what it keeps or has received. */
export function ScreenClient({ watched, rect, compact }: { watched: WatchedClient; rect: ScreenRect; compact: boolean }) {
	const { name, word, place, client, session } = watched;
	const clean = client?.cleanSession ?? session?.cleanSession;
	return (
		<article
			className="screen-client"
			data-compact={compact}
			data-away={place.lamp !== "connected"}
			style={{ left: rect.x, top: rect.y, width: rect.w, height: rect.h }}
		>
			<div>
				<h2 style={{ fontSize: nameSize(name, rect.w - 52, compact ? 52 : 60) }}>{legible(name, true)}</h2>
				<p className="screen-client-state">
					<StateLamp lamp={place.lamp} s={26} />
					{word}
				</p>
			</div>
			{clean !== undefined && (
				<p className="screen-client-bytes">
					clean_session <b>= {String(clean)}</b>
				</p>
			)}
			<Holds watched={watched} width={rect.w - BESIDE} rows={puckRows(rect.h, compact)} />
		</article>
	);
}

type HoldsProps = {
	readonly watched: WatchedClient;
	/** Px that its pucks have, and how many rows of them. */
	readonly width: number;
	readonly rows: number;
};

/** Copies that the client keeps, or what it has got. The name of a message says nothing of its words: it is drawn of a hidden seat too. */
function Holds({ watched: { client, place, side }, width, rows }: HoldsProps) {
	const kept = client?.outgoing.at(-1);
	if (kept !== undefined)
		return (
			<div className="screen-client-keeps">
				<BigPuck qos={kept.qos} fate="outline" label={kept.message} h={66} />
				<p>
					{client !== null && client.outgoing.length > 1 ? `and ${client.outgoing.length - 1} more, ` : ""}kept until {kept.awaits}
				</p>
			</div>
		);
	if (side === "left" && client?.subscribes !== true)
		return <p className="screen-client-quiet">{client?.publishes ? "Keeps no copy." : "Nothing sent yet."}</p>;
	const received = { all: client?.received ?? [], sent: client?.receivedCount ?? 0, count: place.received };
	const { shown, more, word } = receivedFit(received, width, rows);
	return (
		<div className="screen-client-received">
			<h3>
				Received <span>{place.received}</span>
			</h3>
			{place.received === 0 ? (
				<p>Nothing yet.</p>
			) : (
				<div className="screen-client-pucks">
					{shown.map(({ message, qos, retain, at }) => (
						<BigPuck key={`${message} ${at}`} qos={qos} fate="delivered" label={message} h={64} retain={retain} />
					))}
					{more > 0 && <span className="screen-client-more">{word ? `+${more} more` : `+${more}`}</span>}
				</div>
			)}
		</div>
	);
}
