import { Lamp } from "#kit/lamp.tsx";
import { LongText } from "#kit/long-text.tsx";
import { Puck } from "#kit/puck.tsx";
import { QosPicker } from "#kit/qos-picker.tsx";
import { CleanSection, ConnectSection } from "./connect-section.tsx";
import { OpenCardButton } from "./open-card.tsx";
import { PublishButton } from "./publish-form.tsx";
import { SubscribeButton } from "./subscribe-form.tsx";
import type { OwnClient } from "./use-client.ts";
import "./client.css";
import "./compact-card.css";

/** The toggles and buttons that are needed in the middle of a sentence; the rest opens from the dots. */
export function CompactCard({ own }: { own: OwnClient }) {
	const { clientId, setup, client, session, phase } = own;
	const last = client?.received.at(-1);
	return (
		<article
			className="client compact"
			aria-label={`Client ${clientId}, ${phase.word.toLowerCase()}`}
			data-plugged={phase.plugged}
			data-absent={phase.lamp === "absent" || undefined}
		>
			<header className="client-head">
				<h2>
					<LongText text={clientId} />
				</h2>
				<Lamp look={phase.lamp} word={phase.word} title={own.thrownOut ? "The room was cleared" : undefined} />
				<OpenCardButton clientId={own.clientId} />
			</header>
			<CleanSection own={own} hint={false} />
			<ConnectSection own={own} />
			{setup.side === "publisher" ? (
				<div className="client-section compact-card-line">
					<QosPicker
						label="Publish QoS"
						sets="publish.qos"
						value={setup.publish.qos}
						onChange={(qos) => own.set({ publish: { ...setup.publish, qos } })}
					/>
					<PublishButton own={own} />
				</div>
			) : session !== undefined && Object.keys(session.subscriptions).length > 0 ? (
				<div className="client-section compact-card-line">
					<span className="wire compact-card-filter">
						<LongText text={Object.keys(session.subscriptions).join(" ")} />
					</span>
					<span className="client-received">
						{last !== undefined && <Puck qos={last.qos} label={last.message} fate="delivered" h={22} retain={last.retain} dup={last.dup} />}
						received <b className="tabular">{client?.receivedCount ?? 0}</b>
					</span>
				</div>
			) : (
				<div className="client-section compact-card-line">
					<span className="wire compact-card-asks" title="What the next SUBSCRIBE asks for">
						{setup.subscribe.filter}
					</span>
					<QosPicker
						label="Subscription QoS"
						sets="subscribe.qos"
						value={setup.subscribe.qos}
						onChange={(qos) => own.set({ subscribe: { ...setup.subscribe, qos } })}
					/>
					<SubscribeButton own={own} size="small" />
				</div>
			)}
		</article>
	);
}
