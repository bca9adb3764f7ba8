import type { BrokerSettings } from "#contract/settings.ts";
import type { ClientSetup, PublishSetup } from "#lab/setup.ts";
import type { QoS } from "#mqtt/packet.ts";

/** One action of a person, as data. Every button, key and script goes through perform(step). */
export type Step =
	| { readonly do: "add"; readonly client: string; readonly setup?: Partial<Omit<ClientSetup, "clientId">> }
	| { readonly do: "remove"; readonly client: string }
	| { readonly do: "rename"; readonly client: string; readonly to: string }
	/** Changes the card, sends nothing. */
	| { readonly do: "set"; readonly client: string; readonly setup: Partial<Omit<ClientSetup, "clientId">> }
	/** With what the card says: clean_session, keep alive, will. */
	| { readonly do: "connect"; readonly client: string }
	| { readonly do: "disconnect"; readonly client: string }
	| { readonly do: "cut"; readonly client: string }
	/** Nothing passes on its wire any more, and neither end is told. */
	| { readonly do: "silence"; readonly client: string }
	| { readonly do: "mend"; readonly client: string }
	/** A second connection with the same client id and what the card says: the broker ends the first one [MQTT-3.1.4-2]. */
	| { readonly do: "takeover"; readonly client: string }
	/** Sends a PUBLISH with QoS 3: the broker ends the connection [MQTT-3.3.1-4]. */
	| { readonly do: "violate"; readonly client: string }
	| { readonly do: "subscribe"; readonly client: string; readonly filter: string; readonly qos: QoS }
	| { readonly do: "unsubscribe"; readonly client: string; readonly filter: string }
	| ({ readonly do: "publish"; readonly client: string } & PublishSetup)
	| { readonly do: "pause" }
	| { readonly do: "resume" }
	/** Lets the next packet (or the named one, if it is first on its lane) arrive; the room stands still before and after. */
	| { readonly do: "step"; readonly packet?: string }
	| { readonly do: "delay"; readonly delayMs: number }
	| { readonly do: "settings"; readonly settings: BrokerSettings }
	/** Every connection ends; what is kept depends on the persistence of the broker. */
	| { readonly do: "restart" }
	/** A new broker: no connection, session, retained message or message is left. */
	| { readonly do: "clear" };
