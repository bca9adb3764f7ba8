import type { BrokerSettings } from "#contract/settings.ts";
import type { QoS } from "#mqtt/packet.ts";
import { openCables } from "./cable.ts";
import { type Dice, openDice } from "./dice.ts";
import { type Actor, type CableScene, type CableStep, clientIdOf, enter, perform, sayStep } from "./steps.ts";

export type Storm = { readonly seed: number; readonly clients: number; readonly steps: number };
export type Aftermath = {
	/** The first broken promise, in a sentence; null: all were kept. */
	readonly broken: string | null;
	/** The last things that were done and told, for anyone who has to find out why. */
	readonly lastSteps: readonly string[];
	readonly lastEvents: readonly string[];
	/** How often each thing happened. */
	readonly seen: Readonly<Record<string, number>>;
};

const LAST_STEPS = 12;
const LAST_EVENTS = 40;
/** Comparing the world with the store costs more than a step does. */
const CHECK_EVERY = 10;

/**
 * Correct clients on bad cables under load: publishers flood at every QoS while cables break at any moment, also in the middle of the
 * broker's own work. Then everything heals, and every promise must have been kept. The same seed is the same storm.
 */
export async function runStorm({ seed, clients, steps }: Storm): Promise<Aftermath> {
	const draw = openDice(seed);
	const cast = Array.from({ length: clients }, () => drawActor(draw));
	const cables = await openCables(drawSettings(draw));
	const done: string[] = [];
	let broken: string | null = null;
	try {
		await blow({ cables, cast, published: 0 }, steps, draw, done);
		await cables.heal();
	} catch (fault) {
		broken = fault instanceof Error ? fault.message : String(fault);
	}
	const lastEvents = cables.room.events.slice(-LAST_EVENTS).map(({ seq, at, ...fact }) => `${seq} at ${at}: ${JSON.stringify(fact)}`);
	await cables.close();
	return { broken, lastSteps: done.slice(-LAST_STEPS), lastEvents, seen: cables.promises.seen };
}

async function blow(scene: CableScene, steps: number, draw: Dice, done: string[]): Promise<void> {
	const { cables, cast } = scene;
	await enter(scene);
	for (let n = 0; n < steps; n += 1) {
		const step = drawStep(draw, cast.length);
		done.push(sayStep(step));
		perform(scene, step);
		// No settling: the next step finds the broker in the middle of its work, and some clients slow to answer.
		for (const who of cast.keys()) if (draw.chance(0.7)) cables.client(clientIdOf(who)).flush();
		for (let turns = draw.below(4); turns > 0; turns -= 1) await cables.turn();
		if (n % CHECK_EVERY === 0) cables.check();
	}
}

/** Bounds so low that a storm reaches them. */
function drawSettings(draw: Dice): Partial<BrokerSettings> {
	return {
		maxQueuedMessages: draw.one([10, 100, 1_000]),
		maxInflightMessages: draw.one([1, 5, 20, 0]),
		queueFull: draw.one(["drop-newest", "drop-oldest"]),
		queueQos0Messages: draw.chance(0.5),
		persistence: true, // a restart without persistence breaks every promise, as it may
	};
}

function drawActor(draw: Dice): Actor {
	return {
		clean: draw.chance(0.15),
		filter: draw.one(["#", "a/#", "+/b", "a/b", "a"]),
		qos: draw.one<QoS>([0, 1, 2, 2]),
		method: draw.one(["A", "B"]),
		eager: draw.chance(0.5),
	};
}

function drawStep(draw: Dice, clients: number): CableStep {
	const who = draw.below(clients);
	const qos = draw.one<QoS>([0, 1, 1, 2, 2]);
	const topic = draw.one(["a", "a/b", "b", "c/b"]);
	const filter = draw.one(["#", "a/#", "+/b", "a/b", "a", "+"]);
	switch (
		draw.weighed({
			publish: 30,
			pass: 26,
			return: 18,
			cut: 5,
			vanish: 4,
			connect: 3,
			disconnect: 2,
			hold: 4,
			subscribe: 2,
			delay: 2,
			clock: 3,
			silence: 2,
			restart: 1,
			settings: 1,
		})
	) {
		case "publish":
			return {
				does: "publish",
				who,
				topic,
				qos,
				retain: draw.chance(0.05),
				times: draw.chance(0.15) ? 1 + draw.below(25) : 1 + draw.below(4),
			};
		case "pass":
			return { does: "pass", ms: 1 + draw.below(12) };
		case "return":
			return { does: "return", who };
		case "cut":
			return { does: "cut", who };
		case "vanish":
			return { does: "vanish", who };
		case "connect":
			return { does: "connect", who, clean: draw.chance(0.1) };
		case "disconnect":
			return { does: "disconnect", who };
		case "hold":
			return { does: draw.chance(0.3) ? "withhold" : "allow", who };
		case "subscribe":
			return draw.chance(0.8) ? { does: "subscribe", who, filters: [{ filter, qos }] } : { does: "unsubscribe", who, filter };
		case "silence":
			return { does: draw.chance(0.5) ? "silence" : "mend", who };
		case "settings":
			return { does: "settings", settings: drawSettings(draw) };
		case "restart":
			return { does: "restart" };
		case "delay":
			return { does: "delay", ms: draw.one([0, 5, 10, 20]) };
		default:
			return { does: draw.one(["pause", "resume", "resume", "step", "resume"]) };
	}
}
