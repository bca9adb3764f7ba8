import { m } from "framer-motion";
import { memo, useState } from "react";
import { traitsOf } from "#contract/brokers.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import { Icon } from "#kit/icon.tsx";
import { LongText } from "#kit/long-text.tsx";
import { DURATION, EASE } from "#kit/motion.tsx";
import { Puck } from "#kit/puck.tsx";
import type { Session } from "#model/world.ts";
import { useWorld } from "#script/playground.ts";
import { Marked } from "#words/marked.tsx";
import { Word } from "#words/word.tsx";
import { Stay } from "./countdown.tsx";
import { FallenList } from "./fallen-list.tsx";
import { InflightRow } from "./inflight-row.tsx";
import { QueueSlots } from "./queue-slots.tsx";
import { SessionHead } from "./session-head.tsx";
import { SessionLine } from "./session-line.tsx";
import { useSome } from "./some.tsx";
import "./session.css";
import "./session-box.css";

/** One session with all that the broker keeps for it. Where there are many sessions, each is a line that opens. */
export const SessionBox = memo(function SessionBox({ session, form, tall }: { session: Session; form: "box" | "line"; tall: boolean }) {
	const [open, setOpen] = useState(false);
	const settings = useWorld((world) => world.settings);
	const line = form === "line";
	return (
		<m.div
			className="session-box-place"
			initial={{ opacity: 0 }}
			animate={{ opacity: 1 }}
			exit={{ opacity: 0, transition: { duration: DURATION.swap } }}
			transition={{ duration: DURATION.move, ease: EASE.both }}
		>
			<section
				className={line ? "session session-box-line" : "session"}
				data-clean={session.cleanSession}
				data-wire-session={session.session}
				aria-label={`Session of ${session.session}`}
			>
				{line ? (
					<SessionLine session={session} settings={settings} open={open} onToggle={() => setOpen(!open)} />
				) : (
					<SessionHead of={session}>
						<Stay session={session} />
					</SessionHead>
				)}
				{(!line || open) && <SessionContent session={session} settings={settings} />}
			</section>
			<FallenList of={session} most={line || tall ? 1 : 2} />
		</m.div>
	);
});

function SessionContent({ session, settings }: { session: Session; settings: BrokerSettings }) {
	const filters = Object.entries(session.subscriptions);
	const { shown, more } = useSome(filters);
	const { storeSeen } = traitsOf(settings);
	const keeps = storeSeen && (!session.cleanSession || session.queue.length > 0);
	return (
		<>
			{filters.length > 0 && (
				<ul className="session-box-filters" aria-label={`Subscriptions held for ${session.session}`}>
					{shown.map(([filter, { qos }]) => (
						<li key={filter}>
							<Icon n="filter" s={15} />
							<span className="wire">
								<LongText text={filter} fits={24} />
							</span>
							<span className="session-box-granted">
								<Word of="granted-qos">granted</Word> <Puck qos={qos} fate="outline" h={14} /> <Marked>{`QoS ${qos}`}</Marked>
							</span>
						</li>
					))}
				</ul>
			)}
			{more}
			{keeps && <QueueSlots session={session} settings={settings} />}
			{!storeSeen && !session.cleanSession && (
				<p className="session-box-row">
					<b>
						<Word of="queue">Queue</Word>
					</b>
					not visible
				</p>
			)}
			{(keeps || session.inflight.length > 0) && <InflightRow session={session} />}
			{session.incoming.length > 0 && (
				<p className="session-box-row">
					<b>
						Incoming <Word of="qos-2">QoS 2</Word>
					</b>
					{session.incoming
						.slice(0, 4)
						.map((one) => `${one.message} #${one.packetId}`)
						.join(", ")}
					{session.incoming.length > 4 && ` and ${session.incoming.length - 4} more`}, <Marked>until PUBREL</Marked>
				</p>
			)}
			{session.will !== null && (
				<p className="session-box-row">
					<b>
						<Word of="will">Will</Word>
					</b>
					<span className="wire">{session.will.topic}</span> “{session.will.payload}”, <Marked>{`QoS ${session.will.qos}`}</Marked>
					{session.will.retain && ", retain"}
				</p>
			)}
		</>
	);
}
