import { AnimatePresence } from "framer-motion";
import type { ReactNode } from "react";
import { traitsOf } from "#contract/brokers.ts";
import { usePlayground, useWorld } from "#script/playground.ts";
import { Marked } from "#words/marked.tsx";
import { Word } from "#words/word.tsx";
import { FellThrough } from "./fell-through.tsx";
import { fellThrough, goneSessions } from "./gone.ts";
import { GoneBox } from "./gone-box.tsx";
import { RetainedRows } from "./retained-rows.tsx";
import { SessionBox } from "./session-box.tsx";
import { SessionPlate } from "./session-plate.tsx";
import { isPlate } from "./session-text.ts";
import { type Sides, sessionForm, sessionOrder } from "./sides.ts";
import { useRecent } from "./use-recent.ts";
import "./broker.css";

/** Height of the case that is not available for sessions, px. */
const HEAD = 80;
/** Height that two lines of words take from the case. */
const SHIPPED = 42;

/** The glass case: retained messages, then every session, each with its floor. */
export function Broker({ sides, tall, height, tools }: { sides: Sides; tall: boolean; height: number; tools?: ReactNode }) {
	const { room } = usePlayground();
	const name = useWorld((world) => world.broker);
	const sessions = useWorld((world) => world.sessions);
	const shipped = useWorld((world) => !traitsOf(world.settings).storeSeen);
	const gone = useWorld((world) => world.gone);
	const leaving = useRecent(goneSessions(gone, sessions), (one) => one.endedAt, 4_000, room.now);
	const order = sessionOrder(
		sides,
		sessions,
		leaving.map((one) => one.session),
	);
	const fell = fellThrough(gone, sessions);
	const orphans = leaving.filter((one) => !order.includes(one.session));
	const boxes = Object.values(sessions).filter((session) => !isPlate(session)).length;
	const count = Object.keys(sessions).length;
	const form = sessionForm(tall ? boxes + 1 : boxes, count - boxes, height - HEAD - (shipped ? SHIPPED : 0));
	return (
		<section className="broker" aria-label="Broker">
			<header className="broker-head">
				<h2>
					<Word of="broker">Broker</Word>
				</h2>
				<p className="broker-name">{name}</p>
				<p>
					<Marked all>{count === 1 ? "1 session" : `${count} sessions`}</Marked>
				</p>
				{tools !== undefined && <div className="broker-tools">{tools}</div>}
			</header>
			{shipped && (
				<p className="broker-shipped">
					<b>As Aedes ships:</b> its queue and store cannot be seen; this shows what crosses the wires
				</p>
			)}
			<div className="broker-body">
				<div className="broker-scroll">
					<RetainedRows />
					{count === 0 && leaving.length === 0 && fell.length === 0 && (
						<p className="broker-empty">
							<Marked>No session yet. A client’s CONNECT opens one.</Marked>
						</p>
					)}
					<AnimatePresence initial={false}>
						{order.map((id) => {
							const session = sessions[id];
							const ended = leaving.find((one) => one.session === id);
							if (session === undefined) return ended === undefined ? null : <GoneBox key={`gone ${id}`} gone={ended} />;
							return isPlate(session) ? <SessionPlate key={id} session={session} /> : <SessionBox key={id} session={session} form={form} />;
						})}
						{orphans.map((one) => (
							<GoneBox key={`gone ${one.session}`} gone={one} />
						))}
					</AnimatePresence>
					<FellThrough gone={fell} />
				</div>
			</div>
		</section>
	);
}
