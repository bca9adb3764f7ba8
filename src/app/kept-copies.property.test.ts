import { expect, it } from "vitest";
import type { RoomEvent } from "#contract/event.ts";
import { PRESETS } from "#contract/presets.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { type History, openHistory } from "#model/history.ts";
import type { World } from "#model/world.ts";
import { openTraffic } from "#traffic/open-traffic.ts";
import type { Traffic } from "#traffic/traffic.ts";
import { holdsOfCareful, holdsOfRough, SCRIPTS_MS } from "./testkit/random-runs.ts";
import { playRough, type RoughScript } from "./testkit/rough-scripts.ts";

/** How many copies each client keeps; of QoS 2, nobody keeps the message any longer once its PUBREC has come [4.3.3]. */
function ofWorld(world: World): Readonly<Record<string, number>> {
	const found: Record<string, number> = {};
	for (const { clientId, outgoing } of Object.values(world.clients)) {
		const early = Object.values(world.connections).flatMap((one) => (one.clientId === clientId ? (one.early ?? []) : []));
		const kept = [...outgoing, ...early].filter(({ awaits }) => awaits !== "PUBCOMP");
		if (kept.length > 0) found[clientId] = kept.length;
	}
	return found;
}

function ofTape({ copies }: Traffic): Readonly<Record<string, number>> {
	const last = [...copies].map(([clientId, steps]) => [clientId, steps.at(-1)?.sent ?? 0] as const);
	return Object.fromEntries(last.filter(([, count]) => count > 0));
}

/** Whatever a subscriber has got of a message since the page came, as the world counts it, and as the tape does. */
function copiesOf({ live }: History, base: World, { copiesAt }: Traffic): readonly (readonly [string, number, number])[] {
	const before = live.clearedSeq > base.seq ? {} : base.copies;
	return Object.keys(live.messages).flatMap((message) =>
		Object.keys(live.clients).map((subscriber) => {
			const got = (live.copies[message]?.[subscriber] ?? 0) - (before[message]?.[subscriber] ?? 0);
			return [`${message} at ${subscriber}`, got, copiesAt(message, subscriber, live.seq).length] as const;
		}),
	);
}

/** After each event, for a page that was there from the beginning, and for one that came when some of it had happened. */
function expectSame(events: readonly RoomEvent[], share: number): void {
	const whole = openHistory(EMPTY_WORLD, events.length + 1).append(events);
	const late = Math.floor(share * events.length);
	const base = whole.at(late) ?? EMPTY_WORLD;
	let history = openHistory(base, events.length + 1);
	const trafficOf = openTraffic();
	for (const event of events.slice(late)) {
		history = history.append([event]);
		const traffic = trafficOf(history);
		for (const [of, inWorld, onTape] of copiesOf(history, base, traffic))
			expect(onTape, `${of} after ${JSON.stringify(event)}`).toBe(inWorld);
		expect(ofTape(traffic), `after ${JSON.stringify(event)}`).toEqual(ofWorld(history.live));
	}
}

it(
	"the tape draws just the copies that clients keep, where clients are correct",
	async () => {
		await holdsOfCareful(expectSame);
	},
	SCRIPTS_MS,
);

it(
	"and where clients do what they like",
	async () => {
		await holdsOfRough(expectSame);
	},
	SCRIPTS_MS,
);

type Acts = RoughScript["acts"];
const comes = (clean: boolean): Acts[number] => ({
	...{ act: "connect", name: "sub", clean, will: null, willRetain: false, willTopic: "a/b", old: false, keepalive: 0 },
});
/** It is refused, for its will asks for RETAIN. */
const anotherComes = (behind: boolean): Acts[number] => ({ act: "impostor", name: "sub", clean: false, qos: 1, behind });
const publishes = (qos: 0 | 1 | 2, retain = false): Acts[number] => ({
	...{ act: "publish", name: "sub", topic: "a", qos, retain, empty: false, again: false },
});
const delay: Acts[number] = { act: "delay", ms: 1_000 };
const pass: Acts[number] = { act: "pass", ms: 500 };
const answers: Acts[number] = { act: "answer", name: "sub" };

it.each<{ of: string; acts: Acts }>([
	{
		of: "ends with its connection, although another has been refused meanwhile",
		acts: [comes(true), anotherComes(false), publishes(1, true)],
	},
	{
		of: "is not kept any longer once PUBREL has been sent, while another asks to be let in",
		acts: [comes(false), delay, publishes(2), pass, pass, anotherComes(false), pass, pass, answers, pass, pass],
	},
	{
		of: "has been acknowledged while another asked to be let in, which was refused then",
		acts: [comes(false), delay, publishes(1), pass, pass, pass, anotherComes(false), pass, pass, pass],
	},
	{
		of: "stays where another sends one with its packet id and is refused",
		acts: [comes(false), delay, publishes(1), anotherComes(true), { act: "newest.cut" }, pass, pass, pass, pass],
	},
	{
		of: "is not kept where its id still waits for PUBCOMP",
		acts: [
			...[comes(false), publishes(2), { act: "clock.pause" } as const, anotherComes(true), { act: "newest.silence" } as const],
			...[comes(false), { act: "clock.resume" } as const, pass, { act: "pass", ms: 30_000 } as const],
		],
	},
	{
		of: "belongs to the connection behind whose CONNECT it was sent",
		acts: [comes(false), delay, publishes(1), comes(false), publishes(1), pass, pass, pass, pass],
	},
])("a copy $of", async ({ acts }) => {
	const settings = { ...PRESETS["mosquitto-2.0"].settings, retainAvailable: false };
	expectSame(await playRough({ settings, acts }), 0);
});
