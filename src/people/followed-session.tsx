import { memo } from "react";
import type { ClassCommand } from "#contract/class-command.ts";
import { LIMITS } from "#contract/limits.ts";
import { many } from "#contract/many.ts";
import { LAMP_WORDS } from "#crowd/place.ts";
import { StateLamp } from "#crowd/state-lamp.tsx";
import { Button } from "#kit/button.tsx";
import { Icon } from "#kit/icon.tsx";
import { Puck } from "#kit/puck.tsx";
import { queueNumbers } from "#model/queue-limit.ts";
import type { Fallen, Session, World } from "#model/world.ts";
import { clockText } from "#story/phrases.ts";
import { queueMark } from "#story/queue-numbers.ts";
import { sayGivenUp } from "#story/say-given-up.ts";
import { rowName, type SessionRow } from "./session-rows.ts";
import "./followed-session.css";

/** Slots that are drawn; the rest is a number. */
const SLOTS = 4;
const FILTERS = 3;

type FollowedSessionProps = {
	row: SessionRow;
	session: Session | undefined;
	fallen: readonly Fallen[];
	settings: World["settings"];
	/** The seats in the spotlight; null: nobody leads a class here. */
	spotlight: readonly number[] | null;
	send: (command: ClassCommand) => void;
	/** Shows the log of this client alone. Not there: there is no log beside this. */
	onLog: ((client: string) => void) | undefined;
};

/** One client, followed: what its session holds now, and how full it ever was. */
export const FollowedSession = memo(function FollowedSession(props: FollowedSessionProps) {
	const { row, session, fallen, settings } = props;
	const { lamp, queued, highest, inflight, delivered } = row;
	const mark = session?.highest;
	const since = session?.offline?.since ?? null;
	return (
		<aside className="followed-session" aria-label={`Session of ${rowName(row)}`}>
			<header>
				<h2 title={rowName(row)}>{rowName(row)}</h2>
				<p>
					<StateLamp lamp={lamp} s={14} />
					{LAMP_WORDS[lamp]}
					{since !== null && ` since ${clockText(since)}`}
				</p>
			</header>
			{session === undefined ? (
				<p className="followed-session-none">It has no session: what is published now does not wait for it.</p>
			) : (
				<SessionNow session={session} settings={settings} hidden={row.hidden} />
			)}
			<LastFallen fallen={fallen} hidden={row.hidden} dropped={row.dropped} />
			<dl>
				<dt>Longest queue of this session</dt>
				<dd>{session === undefined ? "none" : mark === undefined ? highest : `${mark.count}, reached at ${clockText(mark.at)}`}</dd>
				<dt>In flight to it</dt>
				<dd>{inflight === 0 ? "none" : inflight}</dd>
				<dt>Delivered to it</dt>
				<dd>{delivered.toLocaleString("en")}</dd>
			</dl>
			{queued > 0 && <Clause settings={settings} />}
			<Acts {...props} />
		</aside>
	);
});

function SessionNow({ session, settings, hidden }: { session: Session; settings: World["settings"]; hidden: boolean }) {
	const { cleanSession, connection, subscriptions, queue } = session;
	const numbers = queueNumbers(settings, session);
	const filters = Object.entries(subscriptions);
	const more = queue.length - SLOTS;
	const stays = cleanSession ? "forgotten when it leaves" : connection === null ? "kept while offline" : "kept when it leaves";
	return (
		<section className="followed-session-box" data-clean={cleanSession}>
			<header>
				<h3>{cleanSession ? "Clean session" : "Persistent session"}</h3>
				<p>{stays}</p>
			</header>
			<ul className="followed-session-filters">
				{filters.slice(0, FILTERS).map(([filter, { qos }]) => (
					<li key={filter}>
						<Icon n="filter" s={15} />
						<span className="wire">{hidden ? "hidden" : filter}</span>
						<span>
							<Puck qos={qos} fate="outline" h={14} /> QoS {qos}
						</span>
					</li>
				))}
				{filters.length === 0 && <li>no subscription</li>}
				{filters.length > FILTERS && <li>and {filters.length - FILTERS} more</li>}
			</ul>
			<p className="followed-session-queue">
				<span className="legend">Queue</span>
				<span>{numbers.full ? "full" : queue.length === 0 ? "empty" : "waiting"}</span>
				<span>{queueMark(numbers)}</span>
			</p>
			<div className="followed-session-slots" aria-hidden="true">
				{Array.from({ length: SLOTS }, (_, at) => {
					const waits = queue[at];
					return (
						<span key={waits?.delivery ?? `empty ${at + 1}`} data-full={waits !== undefined}>
							{waits === undefined ? at + 1 : <Puck qos={waits.qos} fate="queued" label={waits.message} h={32} />}
						</span>
					);
				})}
				<b data-full={more > 0}>{more > 0 ? `+${more}` : ""}</b>
			</div>
		</section>
	);
}

function LastFallen({ fallen, hidden, dropped }: { fallen: readonly Fallen[]; hidden: boolean; dropped: number }) {
	const last = fallen.at(-1);
	if (last === undefined || dropped === 0) return null;
	return (
		<div className="followed-session-fallen">
			<Puck qos={last.qos} fate="dropped" label={hidden ? "" : last.message} h={34} />
			<p>
				<b>{dropped === 1 ? `${last.message} dropped.` : `${many(dropped, "message")} dropped.`}</b> {sayGivenUp(last)}.
			</p>
		</div>
	);
}

function Clause({ settings }: Pick<World, "settings">) {
	const { limit } = queueNumbers(settings, { connection: null, queue: [], inflight: [] });
	return (
		<p className="followed-session-clause">
			<b className="wire">[3.1.2-5]</b> The broker must keep QoS 1 and 2 for a session.{" "}
			{limit === null
				? "How many is for the broker to say: here there is no limit."
				: `How many is for the broker to say: here ${limit.toLocaleString("en")}.`}
		</p>
	);
}

/** Only a seat has a wire of its own on the stage to be lit. */
function Acts({ row, spotlight, send, onLog }: FollowedSessionProps) {
	const { seat, client } = row;
	if (spotlight === null && onLog === undefined) return null;
	const isLit = seat !== null && spotlight?.includes(seat) === true;
	const refuses =
		seat === null
			? "Only a seat can be in the spotlight."
			: !isLit && (spotlight?.length ?? 0) >= LIMITS.spotlights
				? `Seats ${spotlight?.join(" and ")} are in the spotlight already.`
				: false;
	const light = () => {
		if (seat !== null && spotlight !== null)
			send({ type: "class.spotlight", seats: isLit ? spotlight.filter((one) => one !== seat) : [...spotlight, seat] });
	};
	return (
		<div className="followed-session-acts">
			{spotlight !== null && (
				<Button look={refuses === false && !isLit ? "primary" : undefined} aria-pressed={isLit} disabled={refuses} onClick={light}>
					{isLit ? "Out of the spotlight" : "Spotlight"}
				</Button>
			)}
			{onLog !== undefined && <Button onClick={() => onLog(client)}>Its lines in the log</Button>}
		</div>
	);
}
