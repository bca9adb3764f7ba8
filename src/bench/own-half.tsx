import { Puck } from "#kit/puck.tsx";
import type { Client } from "#model/world.ts";
import { Marked } from "#words/marked.tsx";
import { Word } from "#words/word.tsx";
import "./client.css";
import "./own-half.css";

/**
 * The client's own half of the session: the messages that it keeps until PUBACK or PUBREC, the packet ids that it keeps from PUBREC until
 * PUBCOMP [MQTT-4.3.3-1], and the QoS 2 ids that it holds as a receiver. reloaded: what the reload of its page did; null: it was not reloaded.
 */
export function OwnHalf({ client, reloaded }: { client: Client | undefined; reloaded: string | null }) {
	// Until the client connects again, the room cannot know that the page, and with it this half, is gone.
	const outgoing = reloaded !== null ? [] : (client?.outgoing ?? []);
	const incoming = reloaded !== null ? [] : (client?.incoming ?? []);
	const shown = outgoing.length === 2 ? 2 : 1;
	if (outgoing.length === 0 && incoming.length === 0 && reloaded === null) return null;
	return (
		<div className="client-section own-half">
			{reloaded !== null && <p>{reloaded}</p>}
			{outgoing.slice(0, shown).map((copy) => (
				<p className="own-half-copy" key={copy.packetId}>
					<Puck qos={copy.qos} label={copy.message} fate="outline" h={26} />
					<span>
						{copy.awaits === "PUBCOMP" ? (
							<>
								<b>{copy.message}</b> has arrived. Keeping only its <Word of="packet-id">packet id</Word>
							</>
						) : (
							<>
								<Word of="copy-kept">Keeping a copy</Word> of <b>{copy.message}</b>
							</>
						)}{" "}
						until{" "}
						<span className="wire">
							<Marked>{`${copy.awaits} #${copy.packetId}`}</Marked>
						</span>
					</span>
				</p>
			))}
			{outgoing.length > shown && <p>and {outgoing.length - shown} more</p>}
			{incoming.length > 0 && (
				<p>
					<Marked>Holding the QoS 2</Marked> {incoming.length === 1 ? "id" : "ids"}{" "}
					<span className="wire">
						<Marked>
							{incoming
								.slice(0, 4)
								.map((id) => `#${id}`)
								.join(" ")}
						</Marked>
					</span>{" "}
					<Marked>until PUBREL</Marked>
				</p>
			)}
		</div>
	);
}
