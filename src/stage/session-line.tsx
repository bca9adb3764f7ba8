import { many } from "#contract/many.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import { Icon } from "#kit/icon.tsx";
import { Puck } from "#kit/puck.tsx";
import type { Session } from "#model/world.ts";
import { Countdown } from "./countdown.tsx";
import { fillText } from "./session-text.ts";
import "./session-line.css";

const PUCKS = 6;

/** One of many sessions: its name, its kind, what it holds, how full it is. */
export function SessionLine({
	session,
	settings,
	open,
	onToggle,
}: {
	session: Session;
	settings: BrokerSettings;
	open: boolean;
	onToggle: () => void;
}) {
	return (
		<button type="button" className="session-line" aria-expanded={open} onClick={onToggle}>
			<Icon n={open ? "down" : "right"} s={13} />
			<b>{session.session}</b>
			<span>{session.cleanSession ? "clean" : "persistent"}</span>
			<span className="session-line-holds">{holds(session)}</span>
			<span className="tabular">{fillText(session, settings)}</span>
		</button>
	);
}

function holds(session: Session) {
	const { queue, inflight, incoming } = session;
	if (queue.length > 0) return queue.slice(0, PUCKS).map((queued) => <Puck key={queued.delivery} qos={queued.qos} fate="queued" h={15} />);
	if (inflight.length > 0)
		return (
			<>
				{inflight.slice(0, 2).map((sent) => (
					<Puck key={sent.delivery} qos={sent.qos} fate="flight" h={15} />
				))}
				in flight{" "}
				{inflight
					.slice(0, 2)
					.map((sent) => `#${sent.packetId}`)
					.join(" ")}
			</>
		);
	if (incoming.length > 0) {
		const ids = incoming
			.slice(0, 2)
			.map((one) => `#${one.packetId}`)
			.join(" ");
		return `QoS 2 ${ids} until PUBREL`;
	}
	const filters = Object.keys(session.subscriptions).length;
	const subscribed = filters === 0 ? "no subscription" : many(filters, "subscription");
	const expiresAt = session.offline?.expiresAt ?? null;
	if (expiresAt !== null)
		return (
			<span>
				offline, discarded in <Countdown to={expiresAt} />
			</span>
		);
	return session.connection === null ? `offline, ${subscribed}` : subscribed;
}
