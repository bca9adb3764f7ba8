import { traitsOf } from "#contract/brokers.ts";
import type { FactOf } from "#contract/event.ts";
import { many } from "#contract/many.ts";
import type { BothWorlds } from "#model/both-worlds.ts";
import { list } from "./phrases.ts";
import { sayBroker } from "./say-settings.ts";

/** What a restart took with it, or did not, without the final full stop. Told after all of it has gone: the world before knows how much there was. */
export function sayRestart({ kept, saved = false }: FactOf<"broker.restarted">, { world, before }: BothWorlds): string {
	const { settings, sessions } = world;
	const { sessions: ended, messages, another } = before.restarting;
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
	const what = total === 0 ? null : list(there.map(([count, word]) => many(count, word)));
	const verb = total === 1 ? "is" : "are";
	if (another) return what === null ? sayBroker(settings) : `${sayBroker(settings)}. ${what} ${verb} gone`;
	const persistence = saved ? "What this room held was saved" : `With persistence ${kept ? "on" : "off"}`;
	const why = traitsOf(settings).tunable ? persistence : `${traitsOf(settings).label} keeps nothing`;
	return `The broker was restarted. ${why}: ${what === null ? "nothing was there" : `${what} ${verb} ${kept ? "back" : "gone"}`}`;
}
