import { traitsOf } from "#contract/brokers.ts";
import type { Session, World } from "./world.ts";

/** Whether what the broker holds outlives the restart that is under way. A broker that takes the place of another one starts with nothing. */
export function outlivesRestart({ settings, restarting }: Pick<World, "settings" | "restarting">): boolean {
	return settings.persistence && traitsOf(settings).tunable && !restarting.another;
}

/** Whether a client that is away finds this session again, as far as can be told now [MQTT-3.1.2-4]. */
export function isKept(session: Pick<Session, "cleanSession" | "subscriptions">, { settings }: Pick<World, "settings">): boolean {
	return !session.cleanSession && (traitsOf(settings).keepsBare || Object.keys(session.subscriptions).length > 0);
}
