import { BigPuck } from "#crowd/big-puck.tsx";
import { Glyph } from "#crowd/glyph.tsx";
import { legible } from "#kit/legible.ts";
import { Puck } from "#kit/puck.tsx";
import type { World } from "#model/world.ts";
import { fallenText } from "./fallen-text.ts";
import { ScreenSlots } from "./screen-slots.tsx";
import { waitText } from "./wait-text.ts";
import { type ScreenRect, type SessionDetail, slotHeight } from "./watch-layout.ts";
import type { WatchedClient } from "./watch-view.ts";
import "./screen-session.css";

type ScreenSessionProps = {
	readonly watched: WatchedClient;
	readonly rect: ScreenRect;
	readonly detail: SessionDetail;
	readonly world: World;
};

/** What the broker keeps for one client, on its floor; and under it what fell. */
export function ScreenSession({ watched, rect, detail, world }: ScreenSessionProps) {
	const { name, session, gone, fallen, hidden } = watched;
	if (session === null && gone === null) return null;
	const kind = session === null ? "ended" : session.cleanSession ? "clean" : "persistent";
	const slots = slotHeight(session?.queue ?? [], detail);
	const isOpen = detail !== "line" && detail !== "bare";
	return (
		<>
			<section
				className="screen-session"
				data-session={kind}
				data-bare={detail === "bare"}
				style={{ left: rect.x, top: rect.y, width: rect.w, height: rect.h }}
			>
				<h3>
					{legible(name, true)} {detail === "bare" ? <Numbers of={watched} /> : <span>{KINDS[kind]}</span>}
				</h3>
				{session !== null && (
					<>
						{isOpen && !hidden && <Filters filters={session.subscriptions} />}
						{detail !== "bare" && (!session.cleanSession || session.queue.length > 0) && (
							<div className="screen-session-queue">
								<p>
									<b>Queue</b>
									<span>{waitText(session.queue.length)}</span>
								</p>
								{slots > 0 && <ScreenSlots queue={session.queue} qosOf={({ qos }) => qos} slots={4} h={slots} />}
							</div>
						)}
						{isOpen && session.inflight[0] !== undefined && (
							<p className="screen-session-sent">
								<b>Sent</b>
								<span>
									{hidden ? "" : `${session.inflight[0].message} `}#{session.inflight[0].packetId}, no {session.inflight[0].awaits}
									{session.inflight.length > 1 && `, +${session.inflight.length - 1}`}
								</span>
							</p>
						)}
					</>
				)}
			</section>
			{detail !== "bare" && <Fell watched={{ fallen, hidden }} rect={rect} world={world} />}
		</>
	);
}

/** For a session that has one line alone. */
function Numbers({ of: { session, fallen } }: { of: WatchedClient }) {
	const waits = session?.queue.length ?? 0;
	const drops = fallen.length > 0;
	return (
		<>
			{(waits > 0 || !drops) && <span>{waitText(waits)}</span>}
			{drops && (
				<span className="screen-session-dropped">
					<Glyph n="cross" s={26} />
					{fallen.length}
					{waits === 0 && " dropped"}
				</span>
			)}
		</>
	);
}

const KINDS = { persistent: "persistent session", clean: "clean session", ended: "session ended" } as const;

function Filters({ filters }: { filters: NonNullable<WatchedClient["session"]>["subscriptions"] }) {
	const all = Object.entries(filters);
	return all.slice(0, 2).map(([filter, { qos }], at) => (
		<p className="screen-session-filter" key={filter}>
			<span>{legible(filter, true)}</span>
			{at === 1 && all.length > 2 ? (
				<b>+{all.length - 2}</b>
			) : (
				<>
					<Puck qos={qos} fate="outline" h={30} />
					<b>QoS {qos}</b>
				</>
			)}
		</p>
	));
}

function Fell({
	watched: { fallen, hidden },
	rect,
	world,
}: {
	watched: Pick<WatchedClient, "fallen" | "hidden">;
	rect: ScreenRect;
	world: World;
}) {
	const text = fallenText(fallen);
	if (text === null) return null;
	const { last } = text;
	return (
		<div className="screen-session-fell" style={{ left: rect.x, top: rect.y + rect.h, width: rect.w }}>
			<BigPuck
				qos={world.messages[last.message]?.qos ?? last.qos}
				fate={last.unconfirmed === null ? "dropped" : "delivered"}
				label={hidden ? "" : last.message}
				h={82}
			/>
			<p>
				<b>{hidden ? `${fallen.length} dropped.` : text.head}</b> {text.says}
			</p>
		</div>
	);
}
