import { BigPuck } from "#crowd/big-puck.tsx";
import { PacketMark } from "#kit/packet-mark.tsx";
import { Puck } from "#kit/puck.tsx";
import type { RunEvidence } from "./evidence.ts";
import { ScreenSlots } from "./screen-slots.tsx";
import "./screen-evidence.css";

/** Pucks that stand in a row; the words say how many there are. */
const PUCKS = 4;

/** What the world shows of the run, in causal order: the session, what fell under it and why, CONNACK, the queue. */
export function ScreenEvidence({ evidence }: { evidence: RunEvidence }) {
	const { client, session, filters, queue, dropped, delivered, why, connack, rest } = evidence;
	return (
		<aside className="screen-evidence">
			<h3>Evidence from this run</h3>
			<section className="screen-evidence-session" data-session={session}>
				<h4>
					{client} <span>{SESSIONS[session]}</span>
				</h4>
				{filters.slice(0, 2).map(({ filter, qos }) => (
					<p className="screen-evidence-filter" key={filter}>
						<span>{filter}</span>
						<Puck qos={qos} fate="outline" h={32} />
						<b>QoS {qos}</b>
					</p>
				))}
				{session === "persistent" && <ScreenSlots queue={queue} qosOf={({ qos }) => qos} slots={4} h={86} />}
			</section>
			{dropped.length > 0 && (
				<p className="screen-evidence-fell">
					{dropped.slice(0, PUCKS).map(({ message, qos }) => (
						<BigPuck key={message} qos={qos} fate="dropped" label={message} h={76} />
					))}
				</p>
			)}
			{why !== null && (
				<p className="screen-evidence-why">
					<b>{why.head}</b> {why.says}
				</p>
			)}
			{delivered.length > 0 && (
				<p className="screen-evidence-fell" data-fate="delivered">
					{delivered.slice(0, PUCKS).map(({ message, qos }) => (
						<BigPuck key={message} qos={qos} fate="delivered" label={message} h={70} />
					))}
				</p>
			)}
			{connack !== null && (
				<div className="screen-evidence-row">
					<PacketMark type="CONNACK" dir="right" h={52} />
					<p>
						<b className="screen-evidence-bytes">{connack.text}</b>
						<br />
						{connack.says}
					</p>
				</div>
			)}
			<div className="screen-evidence-row">
				<span className="screen-evidence-number" data-some={queue.length > 0}>
					{queue.length}
				</span>
				<p>
					<b>{rest.head}</b>
					<br />
					{rest.says}
				</p>
			</div>
		</aside>
	);
}

const SESSIONS = { persistent: "persistent session", clean: "clean session", ended: "session has ended" } as const;
