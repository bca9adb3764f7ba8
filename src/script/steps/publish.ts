import * as z from "zod/mini";
import { LIMITS } from "#contract/limits.ts";
import { isHeld } from "#script/client-phase.ts";
import { ClientId, Payload, QoS, Topic } from "./fields.ts";
import { onceConnected } from "./once-connected.ts";
import { cannotSend } from "./refusals.ts";
import { stoppedOffline, throughOnce } from "./through.ts";
import type { ScriptedVerb } from "./verb.ts";

const Publish = z.strictObject({
	do: z.literal("publish"),
	client: ClientId,
	topic: Topic,
	payload: Payload,
	qos: QoS,
	retain: z._default(z.boolean(), false),
	times: z._default(z.number().check(z.int(), z.gte(1), z.lte(LIMITS.burst)), 1),
});
type Publish = z.infer<typeof Publish>;

export const publish = {
	schema: Publish,
	says: (step) => {
		const what = step.payload === "" ? "an empty message" : `“${step.payload}”`;
		const often = step.times === 1 ? "" : ` ${step.times} times`;
		return `${step.client} publishes ${what} to ${step.topic} at QoS ${step.qos}${step.retain ? " with RETAIN" : ""}${often}.`;
	},
	refuse: cannotSend,
	perform: (step, hands) => onceConnected(step.client, hands, () => hands.lab.publish(step.client, setupOf(step))),
	already: () => false,
	reached: ({ client, times }, look) => {
		const { world, before, sent } = look;
		// Recognised by name: the world forgets old messages, so their number says nothing.
		const mine = Object.values(world.messages).filter(
			({ publisher, message }) => publisher === client && before.messages[message]?.publisher !== client,
		);
		if (mine.length >= times) return throughOnce(sent || isHeld(world, client) || mine.every(({ phase }) => phase !== "to-broker"), look);
		return stoppedOffline(client, look) ?? "not-yet";
	},
	leaves: null,
	throughInPause: true,
	clock: null,
	card: (step) => ({ publish: setupOf(step) }),
} satisfies ScriptedVerb<Publish>;

function setupOf({ do: _do, client: _client, ...setup }: Publish) {
	return setup;
}
