import { Lamp } from "#kit/lamp.tsx";
import { Puck } from "#kit/puck.tsx";
import { asksClean } from "#model/asks-clean.ts";
import { cut } from "#mqtt/cut.ts";
import { usePhase } from "#script/phase-text.ts";
import { useWorld } from "#script/playground.ts";
import "./player-card.css";

/** Received messages that are drawn; the count says how many there were. */
const SHOWN = 4;

/** A client as a player shows it: what the client is, and what it has; nothing to press. */
function PlayerCard({ clientId }: { clientId: string }) {
	const client = useWorld((world) => world.clients[clientId]);
	const clean = useWorld((world) => client !== undefined && asksClean(world, client));
	const { lamp, word } = usePhase(clientId);
	const received = client?.received ?? [];
	return (
		<article className="player-card" aria-label={`Client ${clientId}, ${word.toLowerCase()}`} data-absent={lamp === "absent" || undefined}>
			<h2>{clientId}</h2>
			<Lamp look={lamp} word={word} />
			{client !== undefined && <p className="wire player-card-clean">clean_session = {String(clean)}</p>}
			{client?.subscribes === true && (
				<p className="player-card-received">
					<span>Received {client.receivedCount === 0 ? "nothing" : client.receivedCount}</span>
					{received.slice(-SHOWN).map(({ message, payload, qos, retain, dup }, at) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: one message may come twice
						<span key={at}>
							<Puck qos={qos} label={message} fate="delivered" h={20} retain={retain} dup={dup} />
							<span className="wire">{cut(payload, 12)}</span>
						</span>
					))}
				</p>
			)}
		</article>
	);
}

/** For the stage, which does not know how a client is drawn. */
export function drawPlayerCard(clientId: string) {
	return <PlayerCard clientId={clientId} />;
}
