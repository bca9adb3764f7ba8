import * as z from "zod/mini";
import { unreachable } from "#contract/unreachable.ts";
import type { ClientSetup, Outcome } from "#lab/setup.ts";
import { connectionOf, isElsewhere, isHalfOpen, phaseOf, standsStill } from "#script/client-phase.ts";
import { givenUp, untilEither } from "#script/wait.ts";
import { ClientId, Payload, QoS, Topic } from "./fields.ts";
import { notHere } from "./refusals.ts";
import { isHere, isPlugged, throughOnline } from "./through.ts";
import type { Hands, Now, ScriptedVerb } from "./verb.ts";

const Will = z.strictObject({
	topic: Topic,
	payload: Payload,
	qos: z._default(QoS, 0),
	retain: z._default(z.boolean(), false),
});

/** A field that is left out is as the card says. */
const Connect = z.strictObject({
	do: z.literal("connect"),
	client: ClientId,
	cleanSession: z.optional(z.boolean()),
	/** Seconds, 0 = off. */
	keepAlive: z.optional(z.number().check(z.int(), z.gte(0), z.lte(65_535))),
	will: z.optional(z.nullable(Will)),
});
type Connect = z.infer<typeof Connect>;

export const connect = {
	schema: Connect,
	says: ({ client, cleanSession }) =>
		cleanSession === undefined ? `${client} sends CONNECT.` : `${client} sends CONNECT with clean_session = ${cleanSession}.`,
	refuse: connectRefusal,
	perform: comeOnline,
	already: ({ client }, now) => isHere(client, now),
	reached: ({ client }, look) => throughOnline(client, look),
	leaves: null,
	throughInPause: false,
	clock: null,
	card: connectCard,
	whole: (step, { clients }) => {
		const setup = clients[step.client]?.setup;
		if (setup === undefined) return step;
		const { cleanSession, keepAlive, will } = { ...setup, ...connectCard(step) };
		return { ...step, cleanSession, keepAlive, will };
	},
} satisfies ScriptedVerb<Connect>;

/** The fields of a CONNECT step that go onto the card; the other fields of the card stay as they are. */
export function connectCard({ cleanSession, keepAlive, will }: Connect): Partial<Pick<ClientSetup, "cleanSession" | "keepAlive" | "will">> {
	return {
		...(cleanSession === undefined ? {} : { cleanSession }),
		...(keepAlive === undefined ? {} : { keepAlive }),
		...(will === undefined ? {} : { will }),
	};
}

function connectRefusal({ client }: Connect, { world, lab }: Now): string | null {
	if (!Object.hasOwn(lab.clients, client)) return notHere(client);
	// The newer connection wins [MQTT-3.1.4-2], and that may be intended.
	if (isElsewhere(world, lab, client)) return null;
	// This is how a device comes back over a half-open connection: the broker ends the old connection when the new CONNECT arrives.
	if (standsStill(world, client) && lab.clients[client]?.plugged === false) return null;
	const phase = phaseOf(world, client);
	switch (phase) {
		case "connected":
			return `${client} is connected already.`;
		case "connecting":
			return `${client} is connecting: its CONNECT or CONNACK is on the wire.`;
		case "leaving":
			return `${client} is still leaving: the end of its connection is on the wire.`;
		case "offline":
		case "unknown":
			return null;
		default:
			return unreachable(phase);
	}
}

/** The world and mqtt.js hear of the end of a connection over two sockets, some ms apart: wait until both agree. */
async function comeOnline(step: Connect, { room, lab, signal }: Hands): Promise<Outcome> {
	const client = step.client;
	const plugged = () => isPlugged(client, { lab: lab.getState() });
	const online = () => {
		const { live: world } = room.getState();
		return connectionOf(world, client) !== null && !isHalfOpen(world, client);
	};
	if (!(await untilEither(room, lab, () => !plugged() || online(), signal))) return givenUp(signal);
	if (plugged()) return { ok: false, says: `${client} holds a connection already.` };
	const card = lab.set(client, connectCard(step));
	return card.ok ? lab.connect(client) : card;
}
