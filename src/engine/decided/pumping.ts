import type { SessionState } from "#engine/session.ts";
import type { Job, Work } from "#engine/work.ts";
import type { Outbox } from "./outbox.ts";
import type { Queueing } from "./queueing.ts";
import type { Sending } from "./sending.ts";

export type Pumped = Pick<Sending, "send" | "begin" | "isOpen"> &
	Pick<Queueing, "shift"> & { readonly outbox: Outbox; readonly work: Pick<Work, "later" | "spent"> };

/**
 * Sends what has been sent before, then from the queue: QoS 1 and 2 while the window is open, QoS 0 whenever it is first in the queue. What
 * does not fit into this turn goes in a later one.
 */
export function openPumping({ send, begin, isOpen, shift, outbox, work }: Pumped): (session: SessionState) => void {
	/** How each session goes on in a later turn. */
	const goOn = new WeakMap<SessionState, Job>();
	/** Sends one of the deliveries that have been sent before [MQTT-4.6.0-1], or the first of the queue; false: there is none, or it has to wait. */
	const sendNext = (session: SessionState, connection: string): boolean => {
		const [before] = session.again;
		const one = before?.delivery ?? session.queue[0];
		if (one === undefined || !outbox.hasRoom(connection)) return false;
		if (before !== undefined) {
			session.again.shift();
			if (session.inflight.get(one.packetId) !== one) return true;
			if (before.packet === "PUBREL") outbox.release(connection, one.packetId, one.message.message);
			else if (one.released === null) send(session, one, connection, "queue");
			return true;
		}
		if (one.qos > 0) {
			if (!isOpen(session) || !begin(session, one, connection, "queue")) return false;
		} else send(session, one, connection, "queue");
		shift(session);
		return true;
	};
	const pump = (session: SessionState) => {
		const { connection } = session;
		while (connection !== null && sendNext(session, connection)) if (work.spent()) return work.later(laterOf(session));
	};
	const laterOf = (session: SessionState): Job => {
		let job = goOn.get(session);
		if (job === undefined) {
			job = () => {
				pump(session);
				return false;
			};
			goOn.set(session, job);
		}
		return job;
	};
	return pump;
}
