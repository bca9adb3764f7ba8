import * as z from "zod/mini";
import { LIMITS } from "#contract/limits.ts";

export const QoS = z.union([z.literal(0), z.literal(1), z.literal(2)]);
export const ClientId = z.string().check(z.minLength(1), z.maxLength(LIMITS.clientIdCharacters));
export const Topic = z.string().check(z.minLength(1), z.maxLength(LIMITS.topicCharacters));
export const Payload = z.string().check(z.maxLength(LIMITS.payloadPreview));
