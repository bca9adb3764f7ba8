import * as z from "zod/mini";
import { LIMITS } from "#contract/limits.ts";
import { filterFault, type TopicBounds, topicFault } from "#mqtt/topic.ts";

/** What steps are written with. */
export const QoS = z.union([z.literal(0), z.literal(1), z.literal(2)]);
export const ClientId = z.string().check(z.minLength(1), z.maxLength(LIMITS.clientIdCharacters));
export const Topic = z.string().check(z.minLength(1), z.maxLength(LIMITS.topicCharacters));
export const Payload = z.string().check(z.maxLength(LIMITS.payloadPreview));

export const TOPIC_BOUNDS: TopicBounds = { levels: LIMITS.topicLevels, characters: LIMITS.topicCharacters };

/** What no schema can see in a part of a step. */
export type FieldFault = {
	/** Names of the part of the step, from the outside in. */
	readonly path: readonly string[];
	readonly says: string;
};

export function topicFaults(path: readonly string[], name: string): readonly FieldFault[] {
	return asFaults(path, topicFault(name, TOPIC_BOUNDS));
}

export function filterFaults(path: readonly string[], filter: string): readonly FieldFault[] {
	return asFaults(path, filterFault(filter, TOPIC_BOUNDS));
}

function asFaults(path: readonly string[], fault: { readonly says: string } | null): readonly FieldFault[] {
	return fault === null ? [] : [{ path, says: fault.says }];
}
