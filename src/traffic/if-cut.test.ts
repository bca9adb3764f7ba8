import { describe, expect, test } from "vitest";
import { messageName } from "#contract/message-name.ts";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import { openCables } from "#engine/testkit/cable.ts";
import type { Habits } from "#engine/testkit/correct-client.ts";
import { fateOf } from "#model/fate-of.ts";
import type { World } from "#model/world.ts";
import type { QoS } from "#mqtt/packet.ts";
import { ifPublisherCut, ifSubscriberCut } from "./if-cut.ts";

/** Everything that decides what a cut does to a message that is on its way from pub to sub. */
type Case = {
	readonly wire: "pub" | "sub";
	/** Publisher and subscriber are one client, on one wire. */
	readonly own: boolean;
	readonly pubClean: boolean;
	readonly subClean: boolean;
	readonly publishQos: QoS;
	readonly subscribeQos: QoS;
	readonly before: keyof typeof BEFORE;
	readonly queueQos0Messages: boolean;
	readonly method: Habits["method"];
	readonly broker: keyof typeof BROKERS;
	/** Ms after the last thing that was done. */
	readonly moment: number;
};
const DELAY_MS = 100;
/** In the middle of each wire, and when nothing is on any wire any more. For its ends see if-cut-seqs.test.ts. */
const MOMENTS = [50, 150, 250, 350, 650];
/** The same more closely. */
const ALL_MOMENTS = [25, 50, 75, 100, 125, 150, 200, 250, 300, 350, 400, 450, 500, 550, 650, 750, 900];

/** retain: how the message is published. */
const BROKERS = {
	plain: { retain: false, settings: {} },
	"RETAIN is taken": { retain: true, settings: {} },
	"RETAIN is not taken": { retain: true, settings: { retainAvailable: false } },
	"a tiny queue that drops its newest": { retain: false, settings: { maxQueuedMessages: 1, maxInflightMessages: 1 } },
	"a tiny queue that drops its oldest": {
		retain: false,
		settings: { maxQueuedMessages: 1, maxInflightMessages: 1, queueFull: "drop-oldest" },
	},
} as const satisfies Record<string, { readonly retain: boolean; readonly settings: Partial<BrokerSettings> }>;

/** What happened to the message before that moment. */
const BEFORE = {
	nothing: [],
	"the publisher was cut before, its PUBLISH on the wire": [{ ms: 50, cuts: "pub" }],
	"the publisher was cut before, the answer on the wire": [{ ms: 150, cuts: "pub" }],
	"the subscriber was cut before, the PUBLISH on the wire": [{ ms: 150, cuts: "sub" }],
	"the subscriber was cut before, its answer on the wire": [{ ms: 250, cuts: "sub" }],
	"the subscriber withholds its answers": [{ ms: 0, withholds: true }],
} as const satisfies Record<string, readonly ({ ms: number; cuts: "pub" | "sub" } | { ms: number; withholds: true })[]>;

type Ended = { readonly before: World; readonly after: World };

async function play(of: Case): Promise<Ended> {
	const { retain, settings } = BROKERS[of.broker];
	const cables = await openCables({ ...FIRST_SETTINGS, ...settings, queueQos0Messages: of.queueQos0Messages });
	const { room, time } = cables;
	const habits = { method: of.method, eager: false } as const;
	const sub = cables.client("sub", habits);
	const clients = { pub: of.own ? sub : cables.client("pub", habits), sub };
	const clean = { pub: of.pubClean, sub: of.subClean };
	const pass = async (ms: number) => {
		for (let left = ms; left > 0; left -= 25) {
			time.pass(Math.min(25, left));
			await cables.settle();
		}
	};
	const cut = async (who: "pub" | "sub") => {
		room.command({ type: "wire.cut", connection: clients[who].connection ?? "" });
		await cables.settle();
	};
	const back = async (who: "pub" | "sub") => {
		clients[who].connect(clean[who]);
		await cables.settle();
	};
	await back("sub");
	if (!of.own) await back("pub");
	clients.sub.subscribe([{ filter: "a", qos: of.subscribeQos }]);
	await cables.settle();
	room.command({ type: "wire.delay", delayMs: DELAY_MS });
	for (const step of BEFORE[of.before]) if ("withholds" in step) clients.sub.withhold(true);
	clients.pub.publish("a", "1", of.publishQos, retain);
	for (const step of BEFORE[of.before]) {
		await pass(step.ms);
		if (!("cuts" in step)) continue;
		await cut(step.cuts);
		await back(step.cuts);
	}
	await pass(of.moment);
	const before = room.world();
	if (before.connections[clients[of.wire].connection ?? ""]?.accepted != null) {
		await cut(of.wire);
		clients.sub.withhold(false);
		// Everything else is done while the client is away.
		await pass(2_000);
		await back(of.wire);
	} else clients.sub.withhold(false);
	await pass(2_000);
	cables.check();
	const after = room.world();
	await cables.close();
	return { before, after };
}

const QOS = [0, 1, 2] as const;
const bool = [true, false];
/** Every setting; where one cannot matter, only with SLOW_WIRE_SCRIPTS. */
function allOf(before: keyof typeof BEFORE, wire: Case["wire"]): readonly Case[] {
	const whole = process.env.SLOW_WIRE_SCRIPTS !== undefined;
	const isOwnToo = before === "nothing" || before.includes("the answer");
	const all: Case[] = [];
	for (const pubClean of bool)
		for (const subClean of bool)
			for (const publishQos of QOS)
				for (const subscribeQos of whole ? QOS : QOS.filter((qos) => qos <= publishQos))
					for (const queueQos0Messages of whole || (wire === "sub" && !subClean) ? bool : [false])
						for (const method of whole ? (["A", "B"] as const) : (["B"] as const))
							for (const moment of whole ? ALL_MOMENTS : MOMENTS)
								for (const own of pubClean === subClean && (whole || isOwnToo) ? bool : [false])
									for (const broker of Object.keys(BROKERS) as (keyof typeof BROKERS)[]) {
										const of = {
											wire,
											own,
											pubClean,
											subClean,
											publishQos,
											subscribeQos,
											before,
											queueQos0Messages,
											method,
											broker,
											moment,
										};
										if (broker === "plain" || (whole ? matters(of) : isNarrow(of))) all.push(of);
									}
	return all;
}

/** Another broker changes nothing about the client's method, and is not looked at as closely. */
function matters({ method, moment }: Case): boolean {
	return method === "B" && MOMENTS.includes(moment);
}

/** RETAIN is refused whoever gets the message; one message fills a tiny queue only where its publisher gets it, too. */
function isNarrow({ broker, own, publishQos, subscribeQos, queueQos0Messages, wire }: Case): boolean {
	if (queueQos0Messages || subscribeQos !== publishQos) return false;
	return (
		broker === "RETAIN is not taken" || (BROKERS[broker].settings !== BROKERS.plain.settings && own && wire === "sub" && publishQos > 0)
	);
}

const nameOf = (of: Case) =>
	Object.entries(of)
		.map(([key, value]) => `${key} ${value}`)
		.join(", ");

/** What is wrong with the prediction; null: nothing. says: what was predicted, to be counted. */
function judge(of: Case, { before, after }: Ended): { readonly does: string; readonly wrong: string | null } {
	const message = messageName(BROKERS[of.broker].retain ? "retained" : "plain", 1);
	const [copies, taken] = [after.copies[message]?.sub ?? 0, after.messages[message]?.publications ?? 0];
	if (of.wire === "pub") {
		const said = ifPublisherCut(before, message);
		if (said === null) return { does: "no wire", wrong: null };
		const lost = said.does === "lost" && taken > 0;
		const again = after.messages[message] !== undefined && said.does === "again" && said.another && taken < 2;
		return { does: said.does, wrong: said.taken !== taken || lost || again ? `${JSON.stringify(said)}, and taken ${taken}` : null };
	}
	const said = ifSubscriberCut(before, message, "sub");
	if (said === null) return { does: "no wire", wrong: null };
	const { fate } = fateOf(after, message, "sub");
	const had = before.copies[message]?.sub ?? 0;
	const isLost = copies === 0 && fate === "dropped";
	const so = {
		nothing: copies === had,
		lost: said.also.includes("own-again") || said.also.includes("another-waits") ? copies > had : copies === had,
		ends: had > 0 && copies === had,
		again: copies > had,
		another: had > 0 && copies > had,
		known: had > 0,
		release: had > 0,
		waits: copies > had,
		"own-again": copies > had && of.own,
		"would-wait": copies > had,
		"would-not-fit": isLost,
		"would-drop": copies === had && (had > 0 || isLost),
		"would-miss": copies === had && (had > 0 || isLost),
		unseen: false,
	}[said.does];
	const mayDiffer = said.also.includes("if-room") || said.also.includes("own-if-room");
	const isRight = mayDiffer ? said.copies <= copies && copies <= said.most : said.copies === copies && said.most === copies && so;
	return {
		does: mayDiffer ? "if-room" : said.does,
		wrong: !isRight ? `${JSON.stringify(said)}, and ${copies} copies, ${fate}` : null,
	};
}

describe.each(["pub", "sub"] as const)("what is said of a cut of the wire of %s is what the cut does", (wire) => {
	const seen = new Map<string, number>();
	test.each(Object.keys(BEFORE) as (keyof typeof BEFORE)[])(
		"%s",
		async (before) => {
			const wrong: string[] = [];
			for (const of of allOf(before, wire)) {
				const judged = judge(of, await play(of));
				seen.set(judged.does, (seen.get(judged.does) ?? 0) + 1);
				if (judged.wrong !== null) wrong.push(`${nameOf(of)}: ${judged.wrong}`);
			}
			expect([wrong.length, wrong.slice(0, 8)]).toEqual([0, []]);
		},
		600_000,
	);
	test("and each of the answers is given", () => {
		const all =
			wire === "pub"
				? ["nothing", "lost", "has-it", "again", "release"]
				: ["nothing", "lost", "ends", "again", "another", "known", "release", "would-wait", "would-drop", "would-miss", "own-again"];
		expect(all.filter((does) => !seen.has(does))).toEqual([]);
	});
});
