import type { CardForm } from "#kit/card-form.ts";
import { IconButton } from "#kit/icon-button.tsx";
import { Lamp } from "#kit/lamp.tsx";
import { LongText } from "#kit/long-text.tsx";
import { CutButton } from "./connect-section.tsx";
import { OpenCardButton } from "./open-card.tsx";
import { canConnect, connectReasons } from "./phase-text.ts";
import { PublishButton } from "./publish-form.tsx";
import { SubscribeButton } from "./subscribe-form.tsx";
import type { OwnClient } from "./use-client.ts";
import "./client.css";

/** One of many clients on a side: name, lamp, plug, scissors, and what the client is here for; on two lines, or on one where there are more. */
export function ClientRow({ own, form }: { own: OwnClient; form: CardForm }) {
	const { clientId, client, session, phase, act } = own;
	const reasons = connectReasons(client);
	const subscribed = session !== undefined && Object.keys(session.subscriptions).length > 0;
	return (
		<article
			className={`client row ${form}`}
			aria-label={`Client ${clientId}, ${phase.word.toLowerCase()}`}
			data-plugged={phase.plugged}
			data-absent={phase.lamp === "absent" || undefined}
		>
			<header className="client-head">
				<h2>
					<LongText text={clientId} />
				</h2>
				<Lamp look={phase.lamp} word={phase.word} title={own.thrownOut ? "The room was cleared" : undefined} />
				{form === "row" && <OpenCardButton clientId={own.clientId} />}
			</header>
			<div className="client-row-acts">
				{canConnect(phase) ? (
					<IconButton size="small" icon="plug" label={`Connect ${clientId}`} onClick={() => act({ do: "connect", client: clientId })} />
				) : (
					<IconButton
						size="small"
						icon="unplug"
						label={`Disconnect ${clientId}`}
						disabled={reasons.disconnect}
						onClick={() => act({ do: "disconnect", client: clientId })}
					/>
				)}
				<CutButton own={own} size="icon" />
				<span className="client-row-main">
					{own.setup.side === "publisher" ? (
						<PublishButton own={own} size="small" />
					) : subscribed ? (
						<span className="client-received">
							received <b className="tabular">{client?.receivedCount ?? 0}</b>
						</span>
					) : (
						<SubscribeButton own={own} size="small" />
					)}
				</span>
				{form === "line" && <OpenCardButton clientId={own.clientId} />}
			</div>
		</article>
	);
}
