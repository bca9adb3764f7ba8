import { traitsOf } from "#contract/brokers.ts";
import type { FactOf } from "#contract/event.ts";
import { many } from "#contract/many.ts";
import type { BothWorlds } from "#model/both-worlds.ts";
import { list } from "./phrases.ts";
import { sayBroker } from "./say-settings.ts";

/** What a restart took with it, or did not, without the final full stop. Told after all of it has gone: the world before knows how much there was. */
export function sayRestart({ kept, saved = false }: FactOf<"broker.restarted">, { world, before }: BothWorlds): string {
	const { settings, sessions } = world;
	const { sessions: ended, clean, messages, another } = before.restarting;
	const all = Object.values(sessions);
	const waiting = all.reduce((sum, { queue }) => sum + queue.length, 0);
	const retained = Object.keys((kept ? world : before).retained).length;
	const counts: readonly (readonly [number, string])[] = [
		[kept ? all.length : ended, "session"],
		kept ? [waiting, "queued message"] : [messages, "undelivered message"],
		[retained, "retained message"],
	];
	const there = counts.filter(([count]) => count > 0);
	const total = there.reduce((sum, [count]) => sum + count, 0);
	const what =
		total === 0 ? null : `${list(there.map(([count, word]) => many(count, word)))} ${total === 1 ? "is" : "are"} ${kept ? "back" : "gone"}`;
	// A clean session is not the broker's to keep, with persistence or without [MQTT-3.1.2-6].
	const cleanEnded =
		clean === 0 ? null : `${many(clean, "clean session")} ended with ${clean === 1 ? "its connection" : "their connections"}`;
	if (another) return [sayBroker(settings), what, cleanEnded].filter((text) => text !== null).join(". ");
	const persistence = saved ? "What this room held was saved" : `With persistence ${kept ? "on" : "off"}`;
	const why = traitsOf(settings).tunable ? persistence : `${traitsOf(settings).label} keeps nothing`;
	const gone = [what, cleanEnded].filter((text) => text !== null).join(". ");
	return `The broker was restarted. ${why}: ${gone === "" ? "nothing was there" : gone}`;
}
