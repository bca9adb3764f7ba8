import { Button } from "#kit/button.tsx";
import { Marked } from "#words/marked.tsx";
import { ConnectButton } from "./connect-section.tsx";
import { State } from "./lamp.tsx";
import { OpenCard } from "./open-card.tsx";
import { PublishButton } from "./publish-form.tsx";
import { SubscribeButton } from "./subscribe-form.tsx";
import type { OwnClient } from "./use-client.ts";
import "./client.css";
import "./client-bar.css";

/** A client on a phone: the next thing to do stands on the bar, everything else in the sheet. */
export function ClientBar({ own }: { own: OwnClient }) {
	const { clientId, phase, setup, session } = own;
	const subscribed = session !== undefined && Object.keys(session.subscriptions).length > 0;
	return (
		<article className="client bar" aria-label={`Client ${clientId}, ${phase.word.toLowerCase()}`} data-plugged={phase.plugged}>
			<div className="client-bar-name">
				<h2>{clientId}</h2>
				<State phase={phase} />
				<p className="wire">
					<Marked>{own.thrownOut ? "The room was cleared" : `clean_session = ${setup.cleanSession}`}</Marked>
				</p>
			</div>
			<OpenCard own={own} />
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
		</article>
	);
}
