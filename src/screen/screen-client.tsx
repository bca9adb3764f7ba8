import { BigPuck } from "#crowd/big-puck.tsx";
import { StateLamp } from "#crowd/state-lamp.tsx";
import { legible } from "#kit/legible.ts";
import { nameSize } from "./fit-text.ts";
import type { ScreenRect } from "./watch-layout.ts";
import type { WatchedClient } from "./watch-view.ts";
import "./screen-client.css";

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
			<Holds watched={watched} />
		</article>
	);
}

/** Copies that the client keeps, or what it has got. */
function Holds({ watched: { client, place, side, hidden } }: { watched: WatchedClient }) {
	const kept = client?.outgoing.at(-1);
	if (kept !== undefined)
		return (
			<div className="screen-client-keeps">
				<BigPuck qos={kept.qos} fate="outline" label={hidden ? "" : kept.message} h={66} />
				<p>
					{client !== null && client.outgoing.length > 1 ? `and ${client.outgoing.length - 1} more, ` : ""}kept until {kept.awaits}
				</p>
			</div>
		);
	if (side === "left" && client?.subscribes !== true)
		return <p className="screen-client-quiet">{client?.publishes ? "Keeps no copy." : "Nothing sent yet."}</p>;
	const last = hidden ? [] : (client?.received ?? []).slice(-2);
	return (
		<div className="screen-client-received">
			<h3>
				Received <span>{place.received}</span>
			</h3>
			{place.received === 0 ? (
				<p>Nothing yet.</p>
			) : (
				<div className="screen-client-pucks">
					{last.map((one, at) => (
						<BigPuck
							key={`${one.message} ${at === 0 ? "before" : "last"}`}
							qos={one.qos}
							fate="delivered"
							label={one.message}
							h={64}
							retain={one.retain}
						/>
					))}
				</div>
			)}
		</div>
	);
}
