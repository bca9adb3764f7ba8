import { type Dice, openDice } from "#engine/testkit/dice.ts";
import type { ScriptLine } from "#script/runner.ts";
import { sayStep } from "#script/say-step.ts";
import type { ScriptedStep } from "#script/step.ts";

type Subscriber = { readonly client: string; online: boolean; clean: boolean; filters: string[] };

/**
 * A meaningful script, the same for the same seed: subscribers connect, subscribe, leave in both ways and come back, while other clients
 * publish. Filters of one session do not overlap: in that case a broker may send one copy or several [3.1.1 section 3.3.5], and our broker
 * and Mosquitto need not agree.
 */
export function randomScript(seed: number): readonly ScriptLine[] {
	const dice = openDice(seed);
	const steps: ScriptedStep[] = [];
	const subscribers = ["sub-1", "sub-2"].slice(0, 1 + dice.below(2)).map(newSubscriber);
	for (const subscriber of subscribers) steps.push(...comes(subscriber, dice, true));
	steps.push({ do: "connect", client: "pub-1", cleanSession: dice.chance(0.5) });
	for (let n = 1; n <= 12; n += 1) steps.push(...(dice.chance(0.6) ? [publishes(n, dice)] : acts(dice.one(subscribers), dice)));
	for (const subscriber of subscribers) if (!subscriber.online) steps.push(...comes(subscriber, dice, false));
	return steps.map((step) => ({ says: sayStep(step), step }));
}

function newSubscriber(client: string): Subscriber {
	return { client, online: false, clean: true, filters: [] };
}

function acts(subscriber: Subscriber, dice: Dice): readonly ScriptedStep[] {
	const { client, filters } = subscriber;
	if (!subscriber.online) return comes(subscriber, dice, dice.chance(0.3));
	const filter = filters[0];
	if (filter !== undefined && dice.chance(0.15)) {
		filters.splice(0, 1);
		return [{ do: "unsubscribe", client, filter }];
	}
	if (dice.chance(0.2)) return asks(subscriber, dice);
	subscriber.online = false;
	return [{ do: dice.chance(0.5) ? "disconnect" : "cut", client }];
}

function comes(subscriber: Subscriber, dice: Dice, subscribes: boolean): readonly ScriptedStep[] {
	const { client } = subscriber;
	const cleanSession = dice.chance(0.25);
	if (cleanSession || subscriber.clean) subscriber.filters = [];
	subscriber.clean = cleanSession;
	subscriber.online = true;
	const will = dice.chance(0.25) ? { topic: "plant/a", payload: `${client} is gone`, qos: qos(dice), retain: dice.chance(0.3) } : null;
	return [{ do: "connect", client, cleanSession, will }, ...(subscribes ? asks(subscriber, dice) : [])];
}

function asks(subscriber: Subscriber, dice: Dice): readonly ScriptedStep[] {
	const { client, filters } = subscriber;
	const overlaps = (one: string, other: string) => one !== other && [one, other].some((filter) => filter.endsWith("+"));
	const free = ["plant/a", "plant/b", "plant/+"].filter((filter) => !filters.some((other) => overlaps(filter, other)));
	const filter = dice.one(free);
	if (!filters.includes(filter)) filters.push(filter);
	return [{ do: "subscribe", client, filter, qos: qos(dice) }];
}

function publishes(n: number, dice: Dice): ScriptedStep {
	const times = dice.chance(0.2) ? 3 : 1;
	const topic = dice.one(["plant/a", "plant/b", "elsewhere"]);
	return { do: "publish", client: "pub-1", topic, payload: `m${n}`, qos: qos(dice), retain: dice.chance(0.3), times };
}

function qos(dice: Dice): 0 | 1 | 2 {
	return dice.one([0, 1, 1, 2] as const);
}
