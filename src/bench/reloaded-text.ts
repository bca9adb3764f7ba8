import type { BrokerSettings } from "#contract/settings.ts";
import { isKept } from "#model/keeping.ts";
import type { Client, Session } from "#model/world.ts";

/** What the reload of its page has cost a client that was plugged in, and what it has not: the session is the broker's. */
export function reloadedText(client: Client | undefined, session: Session | undefined, settings: BrokerSettings): string {
	const had = client !== undefined && client.outgoing.length + client.incoming.length > 0;
	const own = had ? " The client’s own copies are gone." : "";
	return `The page was reloaded, which cut this client’s cable.${own} ${sessionText(session, settings)}`;
}

function sessionText(session: Session | undefined, settings: BrokerSettings): string {
	if (session === undefined) return "The broker has no session of it.";
	if (session.cleanSession) return "Its clean session ends with the connection.";
	return isKept(session, { settings }) ? "The broker keeps its session." : "This broker keeps no session without a subscription.";
}
