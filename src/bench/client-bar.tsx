import { Button } from "#kit/button.tsx";
import { Lamp } from "#kit/lamp.tsx";
import { LongText } from "#kit/long-text.tsx";
import { Puck } from "#kit/puck.tsx";
import { Marked } from "#words/marked.tsx";
import { ConnectButton } from "./connect-section.tsx";
import { OpenCardButton } from "./open-card.tsx";
import { PublishButton } from "./publish-form.tsx";
import { lastReceived } from "./received-text.ts";
import { SubscribeButton } from "./subscribe-form.tsx";
import type { OwnClient } from "./use-client.ts";
import "./client.css";
import "./client-bar.css";

/** A client on a phone: the next thing to do stands on the bar, everything else in the sheet. */
export function ClientBar({ own }: { own: OwnClient }) {
	const { clientId, phase, setup, session } = own;
	const subscribed = session !== undefined && Object.keys(session.subscriptions).length > 0;
	return (
		<article
			className="client bar"
			aria-label={`Client ${clientId}, ${phase.word.toLowerCase()}`}
			data-plugged={phase.plugged}
			data-absent={phase.lamp === "absent" || undefined}
		>
			<div className="client-bar-name">
				<h2>
					<LongText text={clientId} />
				</h2>
				<Lamp look={phase.lamp} word={phase.word} />
				<p className="wire">
					<Marked>{own.thrownOut ? "The room was cleared" : `clean_session = ${setup.cleanSession}`}</Marked>
				</p>
			</div>
			<OpenCardButton clientId={own.clientId} />
			{!phase.online ? (
				<ConnectButton own={own} />
			) : setup.side === "publisher" ? (
				<PublishButton own={own} />
			) : subscribed ? (
				<Button icon="unplug" onClick={() => own.act({ do: "disconnect", client: clientId })}>
					Disconnect
				</Button>
			) : (
				<SubscribeButton own={own} size="small" />
			)}
			{(own.client?.receivedCount ?? 0) > 0 && <BarReceived own={own} />}
		</article>
	);
}

/** Messages that fit side by side on a phone. */
const NEWEST = 2;

/** What has come, on the bar itself: the newest at the right, and the rest in the sheet. */
function BarReceived({ own: { client, clientId } }: { own: OwnClient }) {
	const newest = lastReceived(client?.received ?? [], NEWEST);
	return (
		<section className="client-bar-received" aria-label={`Newest received by ${clientId}`}>
			<h3>
				Received <b className="tabular">{client?.receivedCount ?? 0}</b>
			</h3>
			<ol>
				{newest.map((one) => (
					<li key={`${one.message} ${one.at} ${one.dup}`}>
						<Puck qos={one.qos} label={one.message} fate="delivered" h={24} retain={one.retain} dup={one.dup} />
						<span className="sr">{one.message}, </span>
						<span className="wire">{one.payload === "" ? "(empty)" : one.payload}</span>
					</li>
				))}
			</ol>
		</section>
	);
}
