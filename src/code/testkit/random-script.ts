import type { ScriptLine } from "#script/runner.ts";
import { sayStep } from "#script/say-step.ts";
import type { ScriptedStep } from "#script/step.ts";

type Chance = { below(end: number): number; often(share: number): boolean; one<T>(of: readonly T[]): T };
type Subscriber = { readonly client: string; online: boolean; clean: boolean; filters: string[] };

/**
 * A meaningful script, the same for the same seed: subscribers connect, subscribe, leave in both ways and come back, while other clients
 * publish. Filters of one session do not overlap: in that case a broker may send one copy or several [3.1.1 section 3.3.5], and our broker
 * and Mosquitto need not agree.
 */
export function randomScript(seed: number): readonly ScriptLine[] {
	const chance = openChance(seed);
	const steps: ScriptedStep[] = [];
	const subscribers = ["sub-1", "sub-2"].slice(0, 1 + chance.below(2)).map(newSubscriber);
	for (const subscriber of subscribers) steps.push(...comes(subscriber, chance, true));
	steps.push({ do: "connect", client: "pub-1", cleanSession: chance.often(0.5) });
	for (let n = 1; n <= 12; n += 1) steps.push(...(chance.often(0.6) ? [publishes(n, chance)] : acts(chance.one(subscribers), chance)));
	for (const subscriber of subscribers) if (!subscriber.online) steps.push(...comes(subscriber, chance, false));
	return steps.map((step) => ({ says: sayStep(step), step }));
}

function newSubscriber(client: string): Subscriber {
	return { client, online: false, clean: true, filters: [] };
}

function acts(subscriber: Subscriber, chance: Chance): readonly ScriptedStep[] {
	const { client, filters } = subscriber;
	if (!subscriber.online) return comes(subscriber, chance, chance.often(0.3));
	const filter = filters[0];
	if (filter !== undefined && chance.often(0.15)) {
		filters.splice(0, 1);
		return [{ do: "unsubscribe", client, filter }];
	}
	if (chance.often(0.2)) return asks(subscriber, chance);
	subscriber.online = false;
	return [{ do: chance.often(0.5) ? "disconnect" : "cut", client }];
}

function comes(subscriber: Subscriber, chance: Chance, subscribes: boolean): readonly ScriptedStep[] {
	const { client } = subscriber;
	const cleanSession = chance.often(0.25);
	if (cleanSession || subscriber.clean) subscriber.filters = [];
	subscriber.clean = cleanSession;
	subscriber.online = true;
	const will = chance.often(0.25) ? { topic: "plant/a", payload: `${client} is gone`, qos: qos(chance), retain: chance.often(0.3) } : null;
	return [{ do: "connect", client, cleanSession, will }, ...(subscribes ? asks(subscriber, chance) : [])];
}

function asks(subscriber: Subscriber, chance: Chance): readonly ScriptedStep[] {
	const { client, filters } = subscriber;
	const overlaps = (one: string, other: string) => one !== other && [one, other].some((filter) => filter.endsWith("+"));
	const free = ["plant/a", "plant/b", "plant/+"].filter((filter) => !filters.some((other) => overlaps(filter, other)));
	const filter = chance.one(free);
	if (!filters.includes(filter)) filters.push(filter);
	return [{ do: "subscribe", client, filter, qos: qos(chance) }];
}

function publishes(n: number, chance: Chance): ScriptedStep {
	const times = chance.often(0.2) ? 3 : 1;
	const topic = chance.one(["plant/a", "plant/b", "elsewhere"]);
	return { do: "publish", client: "pub-1", topic, payload: `m${n}`, qos: qos(chance), retain: chance.often(0.3), times };
}

function qos(chance: Chance): 0 | 1 | 2 {
	return chance.one([0, 1, 1, 2] as const);
}

/** Mulberry32. */
function openChance(seed: number): Chance {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	return {
		below: (end) => Math.floor(next() * end),
		often: (share) => next() < share,
		one: (of) => of[Math.floor(next() * of.length)] as (typeof of)[number],
	};
}
