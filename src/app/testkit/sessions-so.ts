import { queueNumbers } from "#model/queue-limit.ts";
import type { World } from "#model/world.ts";
import { inflightText, queueText, stayText } from "#stage/session-text.ts";
import { slotWindow } from "#stage/slots.ts";
import type { Facts } from "./facts.ts";
import { isQueueSo } from "./reasons-so.ts";

/** What the stage says beside a session. */
export function judgeSession(world: World, facts: Facts): string | null {
	for (const session of Object.values(world.sessions)) {
		const known = facts.sessions.get(session.session);
		if (known === undefined) return `${session.session} has no session`;
		const queue = queueText(session, world);
		const { count } = slotWindow(session.queue, queueNumbers(world.settings, session));
		const here = known.connection !== null;
		const { maxInflightMessages: most, maxQueuedMessages } = facts.settings;
		const windowFull = most > 0 && facts.flying(session.session) >= most;
		const waiting = facts.waiting(session.session);
		const numbers = { waiting, flying: facts.flying(session.session), connection: known.connection, settings: facts.settings };
		if (maxQueuedMessages === 0 ? count !== `${waiting}, no limit` : !isQueueSo(count, numbers))
			return `the queue of ${session.session}: “${count}”`;
		const so = queue.startsWith("full")
			? waiting + facts.flying(session.session) >= maxQueuedMessages
			: queue.startsWith("waiting for its turn")
				? here && waiting > 0 && !windowFull
				: queue.startsWith("waiting for")
					? !here
					: queue === "goes straight out"
						? here && waiting === 0 && !windowFull
						: here && windowFull;
		if (!so) return `the queue of ${session.session}: “${queue}”`;
		const stay = stayText(session, world.settings);
		if ((stay === "kept while offline") !== (!here && facts.isKept(session.session))) return `the session of ${session.session}: “${stay}”`;
		for (const sent of session.inflight) {
			const said = /^#(\d+) awaits (\w+)/.exec(inflightText(sent)) ?? [];
			const held = facts
				.heldFor(session.session, sent.message)
				.some((one) => String(one.packetId) === said[1] && !facts.acks.has(`${sent.message} ${session.session} ${said[2]} ${said[1]} now`));
			if (!held) return `in flight to ${session.session}: “${inflightText(sent)}”`;
		}
	}
	return null;
}
