import { describe, expect, test } from "vitest";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import { openCables } from "#engine/testkit/cable.ts";
import { type CableScene, type CableStep, perform } from "#engine/testkit/steps.ts";
import { curesOf, type Remedy } from "#model/cure.ts";
import { fateOf } from "#model/fate-of.ts";
import type { Fate, World } from "#model/world.ts";
import type { QoS } from "#mqtt/packet.ts";
import { sayCure } from "#story/say-cure.ts";

/** Everything that decides what becomes of a message. */
type Delivery = {
	readonly how: keyof typeof WAYS;
	/** clean_session of the subscriber’s first CONNECT, and of the one with which it comes back. */
	readonly clean: boolean;
	readonly cleanReturn: boolean;
	readonly subscribeQos: QoS;
	readonly publisherClean: boolean;
	readonly publishQos: QoS;
	readonly persistence: boolean;
	readonly queueQos0Messages: boolean;
	readonly maxQueuedMessages: number;
};
const SUB = 0;
const PUB = 1;
const pass = (ms: number): CableStep => ({ does: "pass", ms });
const act = (does: "cut" | "disconnect", who: number): readonly CableStep[] => [{ does, who }, pass(50)];
const wait = (ms: number): readonly CableStep[] => [{ does: "delay", ms }];
const RESTART: readonly CableStep[] = [{ does: "restart" }, pass(50)];
const broker = (name: "aedes" | "decided"): readonly CableStep[] => [{ does: "settings", settings: { broker: name } }, pass(50)];
const SWAP = broker("aedes");
const SWAP_BACK = broker("decided");
/** What happens between the two CONNECTs of the subscriber; publish: of the message in question, back: of the subscriber. */
type Doing = "publish" | "other" | "back" | "publisher-back" | CableStep | readonly CableStep[];
const WAYS = {
	"away, politely": [act("disconnect", SUB), "publish", pass(50), "back"],
	"away, cut": [act("cut", SUB), "publish", pass(50), "back"],
	"away, with another message before it": [act("cut", SUB), "other", pass(50), "publish", pass(50), "back"],
	"lost on the subscriber’s wire": [wait(100), "publish", pass(150), { does: "cut", who: SUB }, wait(0), pass(50), "back"],
	"lost on the publisher’s wire": [wait(100), "publish", pass(50), { does: "cut", who: PUB }, wait(0), pass(50), "publisher-back"],
	"lost on the publisher’s wire, subscriber away": [
		act("cut", SUB),
		wait(100),
		"publish",
		pass(50),
		{ does: "cut", who: PUB },
		wait(0),
		pass(50),
		"publisher-back",
		pass(50),
		"back",
	],
	"a restart on the subscriber’s wire": [wait(100), "publish", pass(150), RESTART, wait(0), pass(50), "publisher-back", "back"],
	"a restart, then away": [act("cut", SUB), RESTART, "publisher-back", pass(50), "publish", pass(50), "back"],
	"a restart of a connected one, then away": [RESTART, "publisher-back", pass(50), "publish", pass(50), "back"],
	"away, then a restart": [act("cut", SUB), "publish", pass(50), RESTART, "publisher-back", "back"],
	"away, back, then a restart": [act("cut", SUB), "publish", pass(50), "back", pass(50), RESTART, "publisher-back", "back"],
	"away, then another broker": [act("cut", SUB), "publish", pass(50), SWAP, "publisher-back", "back"],
	"another broker, then away": [act("cut", SUB), SWAP, "publisher-back", "publish", pass(50), "back"],
	"another broker, and the first one again": [act("cut", SUB), "publish", SWAP, SWAP_BACK, RESTART, "publisher-back", "back"],
	"a restart long before": [RESTART, "publisher-back", "back", pass(50), act("cut", SUB), "publish", pass(50), "back"],
} as const satisfies Record<string, readonly Doing[]>;

const bool = [true, false];
const QOS = [0, 1, 2] as const;
/** Every setting; where one cannot matter, only with SLOW_WIRE_SCRIPTS. */
function allOf(how: keyof typeof WAYS): readonly Delivery[] {
	const whole = process.env.SLOW_WIRE_SCRIPTS !== undefined;
	const ofPublisher = whole || how.includes("publisher") ? bool : [true];
	const ofQueue = whole || how.includes("another message") ? [1, 2, 100] : [100];
	const all: Delivery[] = [];
	for (const clean of bool)
		for (const cleanReturn of bool)
			for (const subscribeQos of [0, 1] as const)
				for (const publisherClean of ofPublisher)
					for (const publishQos of QOS)
						for (const persistence of bool)
							for (const queueQos0Messages of bool)
								for (const maxQueuedMessages of ofQueue)
									all.push({
										how,
										clean,
										cleanReturn,
										subscribeQos,
										publisherClean,
										publishQos,
										persistence,
										queueQos0Messages,
										maxQueuedMessages,
									});
	return all;
}

/** Plays it on the real broker, in a time that stands still. */
async function play(of: Delivery): Promise<{ readonly world: World; readonly fate: Fate; readonly message: string }> {
	const { persistence, queueQos0Messages, maxQueuedMessages } = of;
	const cables = await openCables({ ...FIRST_SETTINGS, persistence, queueQos0Messages, maxQueuedMessages });
	const habits = { method: "A", eager: false } as const;
	const cast = [
		{ ...habits, clean: of.clean, filter: "a", qos: of.subscribeQos },
		{ ...habits, clean: of.publisherClean, filter: "x", qos: 0 as const },
	];
	const scene: CableScene = { cables, cast, published: 0 };
	const steps = async (all: readonly CableStep[]) => {
		for (const step of all) {
			perform(scene, step);
			await cables.settle();
		}
	};
	const publish = (qos: QoS): CableStep => ({ does: "publish", who: PUB, topic: "a", qos, retain: false, times: 1 });
	await steps([
		{ does: "connect", who: SUB, clean: of.clean },
		{ does: "connect", who: PUB, clean: of.publisherClean },
	]);
	await steps([{ does: "subscribe", who: SUB, filters: [{ filter: "a", qos: of.subscribeQos }] }, pass(50)]);
	let message = "";
	for (const doing of WAYS[of.how] as readonly Doing[]) {
		const before = Object.keys(cables.room.world().messages).length;
		if (doing === "publish") await steps([publish(of.publishQos)]);
		else if (doing === "other") await steps([publish(1)]);
		else if (doing === "back") await steps([{ does: "connect", who: SUB, clean: of.cleanReturn }, pass(50)]);
		else if (doing === "publisher-back") await steps([{ does: "connect", who: PUB, clean: of.publisherClean }, pass(50)]);
		else await steps("does" in doing ? [doing] : doing);
		if (doing === "publish") message = Object.keys(cables.room.world().messages)[before] ?? "";
	}
	await steps([pass(500)]);
	const world = cables.room.world();
	await cables.close();
	return { world, message, fate: fateOf(world, message, "a") };
}

/** The same with that one thing otherwise. */
function turned(of: Delivery, remedy: Remedy): Delivery | null {
	switch (remedy) {
		case "subscriber-kept":
			return { ...of, clean: false, cleanReturn: false };
		case "return-kept":
			return { ...of, cleanReturn: false };
		case "publisher-kept":
			return { ...of, publisherClean: false };
		case "publish-qos":
			return { ...of, publishQos: 1 };
		case "subscribe-qos":
			return { ...of, subscribeQos: 1 };
		case "queue-qos-0":
			return { ...of, queueQos0Messages: true };
		case "queue-room":
			return { ...of, maxQueuedMessages: 100 };
		case "persistence":
			return { ...of, persistence: true };
		default:
			return null; // nothing that can be set
	}
}

const nameOf = (of: Delivery) =>
	Object.entries(of)
		.map(([key, value]) => `${key} ${value}`)
		.join(", ");

describe("whatever is said to have delivered a dropped message delivers it, with every change that is named and no other", () => {
	test.each(Object.keys(WAYS) as (keyof typeof WAYS)[])(
		"%s",
		async (how) => {
			const fates = new Map<string, Fate>();
			const played = async (of: Delivery) => {
				const known = fates.get(nameOf(of)) ?? (await play(of)).fate;
				fates.set(nameOf(of), known);
				return known;
			};
			const wrong: string[] = [];
			let said = 0;
			for (const of of allOf(how)) {
				const { world, fate, message } = await play(of);
				fates.set(nameOf(of), fate);
				const known = world.messages[message];
				if (fate.fate !== "dropped" || known === undefined) continue;
				for (const way of curesOf(world, known, "a", fate)) {
					said += 1;
					const all = way.reduce<Delivery | null>((now, remedy) => now && turned(now, remedy), of);
					if (all === null) continue;
					const came = await played(all);
					const says = `${nameOf(of)}: ${fate.reason}: ${sayCure(world, known, "a", fate)}`;
					if (came.fate !== "delivered") wrong.push(`${says}, and it is ${came.fate} ${"reason" in came ? came.reason : ""}`);
					for (const left of way) {
						const fewer = way.filter((one) => one !== left).reduce<Delivery | null>((now, remedy) => now && turned(now, remedy), of);
						if (fewer !== null && (await played(fewer)).fate === "delivered") wrong.push(`${says}: not needed: ${left}`);
					}
				}
			}
			expect(wrong.slice(0, 12)).toEqual([]);
			// No setting keeps anything once another broker has taken the place of the one before.
			expect(said > 0).toBe(!how.includes("another broker"));
		},
		300_000,
	);
});
