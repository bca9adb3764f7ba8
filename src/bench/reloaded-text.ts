import type { BrokerSettings } from "#contract/settings.ts";
import type { Client, Session } from "#model/world.ts";
import { sessionText } from "#story/leaving.ts";
import { asSentence } from "#story/phrases.ts";

/** What the reload of its page has cost a client that was plugged in, and what it has not: the session is the broker's. */
export function reloadedText(client: Client | undefined, session: Session | undefined, settings: BrokerSettings): string {
	const had = client !== undefined && client.outgoing.length + client.incoming.length > 0;
	const own = had ? " The client’s own copies are gone." : "";
	return `This page was reloaded or left the room, and so this client’s connection ended.${own} ${asSentence(sessionText(session, { settings }, "this client"))}`;
}
