import * as z from "zod/mini";
import { LIMITS } from "#contract/limits.ts";
import { SettingChanges } from "#contract/settings.ts";
import type { ClientSetup } from "#lab/setup.ts";

export const QoS = z.union([z.literal(0), z.literal(1), z.literal(2)]);
const client = z.string().check(z.minLength(1), z.maxLength(LIMITS.clientIdCharacters));
const topic = z.string().check(z.minLength(1), z.maxLength(LIMITS.topicCharacters));
const payload = z.string().check(z.maxLength(LIMITS.payloadPreview));

const Will = z.strictObject({
	topic,
	payload,
	qos: z._default(QoS, 0),
	retain: z._default(z.boolean(), false),
});

/** What a script may hold: every action that means the same in any room. Read from files and links, so its schema is the type. */
export const ScriptedStep = z.discriminatedUnion("do", [
	/** What is left out is as the card says. */
	z.strictObject({
		do: z.literal("connect"),
		client,
		cleanSession: z.optional(z.boolean()),
		/** Seconds, 0 = off. */
		keepAlive: z.optional(z.number().check(z.int(), z.gte(0), z.lte(65_535))),
		will: z.optional(z.nullable(Will)),
	}),
	z.strictObject({ do: z.literal("disconnect"), client }),
	z.strictObject({ do: z.literal("cut"), client }),
	/** Nothing passes on its wire any more, and neither end is told. */
	z.strictObject({ do: z.literal("silence"), client }),
	z.strictObject({ do: z.literal("mend"), client }),
	/** A second connection with the same client id and what the card says: the broker ends the first one [MQTT-3.1.4-2]. */
	z.strictObject({ do: z.literal("takeover"), client }),
	/** Sends a PUBLISH with QoS 3: the broker ends the connection [MQTT-3.3.1-4]. */
	z.strictObject({ do: z.literal("violate"), client }),
	z.strictObject({ do: z.literal("subscribe"), client, filter: topic, qos: QoS }),
	z.strictObject({ do: z.literal("unsubscribe"), client, filter: topic }),
	z.strictObject({
		do: z.literal("publish"),
		client,
		topic,
		payload,
		qos: QoS,
		retain: z._default(z.boolean(), false),
		times: z._default(z.number().check(z.int(), z.gte(1), z.lte(LIMITS.burst)), 1),
	}),
	z.strictObject({ do: z.literal("pause") }),
	z.strictObject({ do: z.literal("resume") }),
	/** Lets the next packet (or the named one, if it is first on its lane) arrive; the room stands still before and after. */
	z.strictObject({ do: z.literal("step"), packet: z.optional(z.string()) }),
	/** What is left out stays as it is. */
	z.strictObject({ do: z.literal("settings"), settings: SettingChanges }),
	/** Every connection ends; what is kept depends on the persistence of the broker. */
	z.strictObject({ do: z.literal("restart") }),
	/** Sends nothing: waits until the broker has given this client up, or until its session has ended. */
	z.strictObject({ do: z.literal("await"), client, until: z.enum(["offline", "no-session"]) }),
]);
export type ScriptedStep = z.infer<typeof ScriptedStep>;

/** One action of a person, as data. Every button, key and script goes through perform(step). */
export type Step =
	| ScriptedStep
	| { readonly do: "add"; readonly client: string; readonly setup?: Partial<Omit<ClientSetup, "clientId">> }
	| { readonly do: "remove"; readonly client: string }
	| { readonly do: "rename"; readonly client: string; readonly to: string }
	/** Changes the card, sends nothing. */
	| { readonly do: "set"; readonly client: string; readonly setup: Partial<Omit<ClientSetup, "clientId">> }
	| { readonly do: "delay"; readonly delayMs: number }
	/** A new broker: no connection, session, retained message or message is left. */
	| { readonly do: "clear" };
