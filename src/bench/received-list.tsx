import { traitsOf } from "#contract/brokers.ts";
import { LongText } from "#kit/long-text.tsx";
import { Puck } from "#kit/puck.tsx";
import type { Client, Session } from "#model/world.ts";
import { useWorld } from "#script/playground.ts";
import { Marked } from "#words/marked.tsx";
import { isShort, lastReceived, marksText, receivedText, topicsDiffer } from "./received-text.ts";
import "./client.css";
import "./received-list.css";

/** What the client's application got: the count, and the last few. */
export function ReceivedSection({
	client,
	session,
	clientId,
	most = 3,
}: {
	client: Client | undefined;
	session: Session | undefined;
	clientId: string;
	most?: number | undefined;
}) {
	const shown = lastReceived(client?.received ?? [], most);
	const topics = topicsDiffer(shown, Object.keys(session?.subscriptions ?? {}));
	const visible = useWorld((world) => traitsOf(world.settings).storeSeen);
	const ended = useWorld((world) => world.gone[clientId]?.reason);
	const count = client?.receivedCount ?? 0;
	const says = receivedText(client, session, visible, ended);
	return (
		<section className="client-section received-list" aria-label={`Received by ${clientId}`}>
			<h3 className="legend">
				Received <span className="tabular">{count}</span>
			</h3>
			{says !== "" && (
				<p className="received-list-says">
					<Marked>{says}</Marked>
				</p>
			)}
			{count > shown.length && shown.length > 0 && <p className="received-list-says">{count - shown.length} before, then</p>}
			{shown.length > 0 && (
				<ol data-short={isShort(shown) && !topics}>
					{shown.map((one) => (
						<li key={`${one.message} ${one.at} ${one.dup}`}>
							<Puck qos={one.qos} label={one.message} fate="delivered" h={22} retain={one.retain} dup={one.dup} />
							<span className="sr">{one.message}, </span>
							<span className="wire">
								<LongText text={one.payload === "" ? "(empty)" : one.payload} />
							</span>
							<span className="received-list-marks">{marksText(one)}</span>
							{topics && <span className="wire received-list-topic">{one.topic}</span>}
						</li>
					))}
				</ol>
			)}
		</section>
	);
}
