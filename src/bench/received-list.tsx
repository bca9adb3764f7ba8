import { useRef } from "react";
import { traitsOf } from "#contract/brokers.ts";
import { LongText } from "#kit/long-text.tsx";
import { Puck } from "#kit/puck.tsx";
import type { Client, Session } from "#model/world.ts";
import { useWorld } from "#script/playground.ts";
import { Marked } from "#words/marked.tsx";
import { beforeText, isShort, lastReceived, marksText, receivedText, topicsDiffer } from "./received-text.ts";
import { useFitting } from "./use-fitting.ts";
import "./client.css";
import "./received-list.css";

/** What the client's application got: the count, and the last few, as many as the card has whole lines for. */
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
	const list = useRef<HTMLOListElement>(null);
	const last = lastReceived(client?.received ?? [], most);
	const topics = topicsDiffer(last, Object.keys(session?.subscriptions ?? {}));
	const visible = useWorld((world) => traitsOf(world.settings).storeSeen);
	const ended = useWorld((world) => world.gone[clientId]?.reason);
	const count = client?.receivedCount ?? 0;
	const says = receivedText(client, session, visible, ended);
	const short = isShort(last) && !topics;
	// What is said of a client that is away goes before what it received.
	const fitting = useFitting(list, short ? 0 : last.length, says === "" ? 1 : 0, most);
	const shown = last.slice(last.length - Math.min(fitting, last.length));
	const before = beforeText(count, shown.length);
	return (
		<section className="client-section received-list" aria-label={`Received by ${clientId}`}>
			<div className="received-list-head">
				<h3 className="legend">
					Received <span className="tabular">{count}</span>
				</h3>
				{before !== null && <p className="received-list-before">{before}</p>}
			</div>
			{says !== "" && (
				<p className="received-list-says">
					<Marked>{says}</Marked>
				</p>
			)}
			{last.length > 0 && (
				<ol ref={list} data-short={short}>
					{shown.map((one) => (
						<li key={`${one.message} ${one.at} ${one.dup}`}>
							<Puck qos={one.qos} label={one.message} fate="delivered" h={20} retain={one.retain} dup={one.dup} />
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
