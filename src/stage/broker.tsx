import { AnimatePresence } from "framer-motion";
import { type ReactNode, useState } from "react";
import { traitsOf } from "#contract/brokers.ts";
import { many } from "#contract/many.ts";
import { Button } from "#kit/button.tsx";
import { useRoomNow, useWorld } from "#script/playground.ts";
import { Marked } from "#words/marked.tsx";
import { Word } from "#words/word.tsx";
import { FellThrough } from "./fell-through.tsx";
import { fellThrough, goneSessions } from "./gone.ts";
import { GoneBox } from "./gone-box.tsx";
import { RetainedRows } from "./retained-rows.tsx";
import { SessionBox } from "./session-box.tsx";
import { SessionPlate } from "./session-plate.tsx";
import { isPlate } from "./session-text.ts";
import { CROWD, foldAway, LINES_FROM, type Sides, sessionForm, sessionOrder } from "./sides.ts";
import type { StageCrowd } from "./stage-crowd.ts";
import { useRecent } from "./use-recent.ts";
import "./broker.css";

/** Height of the case that is not available for sessions, px. */
const HEAD = 80;
/** Height that two lines of words take from the case. */
const SHIPPED = 42;

type BrokerProps = {
	readonly sides: Sides;
	/** On a tall stage the clients that stand on it; null: all of them do. */
	readonly shown: readonly string[] | null;
	readonly height: number;
	readonly tools?: ReactNode;
	readonly crowd: StageCrowd | null;
};

/** The glass case: retained messages, then every session, each with its floor. */
export function Broker({ sides, shown, height, tools, crowd }: BrokerProps) {
	const tall = shown !== null;
	const roomNow = useRoomNow();
	const name = useWorld((world) => world.broker);
	const sessions = useWorld((world) => world.sessions);
	const shipped = useWorld((world) => !traitsOf(world.settings).storeSeen);
	const gone = useWorld((world) => world.gone);
	const isOwn = (one: { readonly session: string }) => crowd === null || !crowd.isOne(one.session);
	const leaving = useRecent(goneSessions(gone, sessions).filter(isOwn), (one) => one.endedAt, 4_000, roomNow);
	const order = sessionOrder(
		sides,
		sessions,
		leaving.map((one) => one.session),
	);
	const { near, others } = foldAway(order, shown);
	const [unfolded, setUnfolded] = useState(false);
	const fell = fellThrough(gone, sessions).filter(isOwn);
	const orphans = leaving.filter((one) => !order.includes(one.session));
	const inSight = unfolded ? order : near;
	const boxes = inSight.filter((id) => sessions[id] !== undefined && !isPlate(sessions[id])).length;
	const count = Object.keys(sessions).length;
	const alone = crowd === null ? count : order.length + 1;
	const form = sessionForm(tall ? boxes + 1 : boxes, alone - boxes, height - HEAD - (shipped ? SHIPPED : 0));
	const plates = alone < LINES_FROM;
	return (
		<section className="broker" aria-label="Broker" data-many={!plates}>
			<header className="broker-head">
				<h2>
					<Word of="broker">Broker</Word>
				</h2>
				<p className="broker-name">
					<Marked>{name}</Marked>
				</p>
				{others === 0 ? (
					<p>
						<Marked all>{many(count, "session")}</Marked>
						{leaving.length > 0 && `, ${leaving.length} ended`}
					</p>
				) : (
					<Button
						look="ghost"
						size="small"
						className="broker-others"
						icon={unfolded ? "up" : "down"}
						aria-expanded={unfolded}
						onClick={() => setUnfolded(!unfolded)}
					>
						{unfolded ? "Fewer sessions" : `${others} more`}
					</Button>
				)}
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
						{inSight.map((id) => {
							const session = sessions[id];
							const ended = leaving.find((one) => one.session === id);
							if (session === undefined) return ended === undefined ? null : <GoneBox key={`gone ${id}`} gone={ended} />;
							const plate = isPlate(session);
							if (plate && plates) return <SessionPlate key={id} session={session} />;
							return <SessionBox key={id} session={session} form={plate ? "line" : form} tall={tall} />;
						})}
						{orphans.map((one) => (
							<GoneBox key={`gone ${one.session}`} gone={one} />
						))}
					</AnimatePresence>
					{crowd !== null && <div data-wire-session={CROWD}>{crowd.line}</div>}
					<FellThrough gone={fell} />
				</div>
			</div>
		</section>
	);
}
