import fc from "fast-check";
import { beforeAll, describe, expect, it, test } from "vitest";
import type { RoomEvent } from "#contract/event.ts";
import { someScript } from "#engine/testkit/scripts.ts";
import { fateOf } from "#model/fate-of.ts";
import { playCareful } from "./testkit/careful-scripts.ts";
import { firstUnexplained } from "./testkit/fate-moves.ts";
import { firstFalse, SURFACES, type Surfaces } from "./testkit/hold.ts";
import { SEED, scriptsOr } from "./testkit/random-runs.ts";
import { playRough, roughScript } from "./testkit/rough-scripts.ts";

/** Half of them for clients that keep to every rule, and half for clients that keep to none. */
const SCRIPTS = scriptsOr(240);
const RUNS = { numRuns: SCRIPTS / 2, ...SEED };

describe(`every sentence is so at the moment at which it is said, and no fate changes for no reason, in ${SCRIPTS} scripts`, () => {
	it("where clients are correct and their cables are bad", async () => {
		await fc.assert(
			fc.asyncProperty(someScript(), fc.boolean(), async (script, persistence) => {
				const events = await playCareful(script, persistence);
				expect(firstFalse(events)).toBeNull();
				expect(firstUnexplained(events)).toBeNull();
			}),
			RUNS,
		);
	}, 1_200_000);

	it("where clients do what they like, on every broker and with every setting", async () => {
		await fc.assert(
			fc.asyncProperty(roughScript(), async (script) => {
				const events = await playRough(script);
				expect(firstFalse(events)).toBeNull();
				expect(firstUnexplained(events)).toBeNull();
			}),
			RUNS,
		);
	}, 1_200_000);
});

type Texts = "line" | "narration" | "announcement";
/** The same surfaces, and one of them says something else. */
function saying(which: Texts, change: (text: string) => string): Surfaces {
	return {
		...SURFACES,
		[which]: (...of: Parameters<Surfaces["line"]>) => {
			const text = SURFACES[which](...of);
			return text === null ? null : change(text);
		},
	};
}
function ledger(change: (says: string, fate: string) => string): Surfaces {
	return {
		...SURFACES,
		ledger: (...of) =>
			SURFACES.ledger(...of).map((row) => ({
				...row,
				standings: row.standings.map((one) => ({ ...one, says: change(one.says, one.fate) })),
			})),
	};
}
const another = (qos: string) => String((Number(qos) + 1) % 3);

/** A story that is wrong in one place. */
const FALSE_STORIES: Readonly<Record<string, Surfaces>> = {
	"another QoS is granted": saying("line", (text) => text.replace(/granted QoS (\d)/, (_, qos) => `granted QoS ${another(qos)}`)),
	"a message goes on at another QoS": saying("narration", (text) => text.replace(/at QoS (\d)\./, (_, qos) => `at QoS ${another(qos)}.`)),
	"a reason that is no longer true": stale(),
	"acknowledged before it is": ledger((says) => says.replace(/^(?:Sent|Arrived) .*(#\d+), no (PUBACK|PUBREC) yet/, "$2 $1 received")),
	"never confirmed, of a message at QoS 1": ledger((says) => says.replace(/^Arrived at QoS \d; .*/, "Sent at QoS 0, never confirmed")),
	"dropped, of a message that arrived": saying("line", (text) =>
		text.replace(/^Gave up (.*): arrived.*/, "Dropped $1: clean session: it ended with its connection"),
	),
	"a session is kept that is not": saying("narration", (text) =>
		text.replace("its clean session ended with the connection", "the broker keeps its session"),
	),
	"a session has ended that is kept": saying("narration", (text) =>
		text.replace("the broker keeps its session", "its clean session ended with the connection"),
	),
	"a cut cable, of a client that sent DISCONNECT": saying("line", (text) => text.replace("it sent DISCONNECT", "it lost its cable")),
	"a queue with another limit": saying("narration", (text) =>
		text.replace(/\((\d+) of \d+\)/, (_, most) => `(${Number(most) + 1} of ${Number(most) + 1})`),
	),
	"PUBACK, of a publisher at QoS 2": saying("narration", (text) => text.replace("gets its PUBREC", "gets its PUBACK")),
	"nothing waited, of a session that held something": saying("narration", (text) =>
		text.replace(/, and [mrw]\d.* in it\./, ". Nothing was waiting in it."),
	),
	"away, of a client that is here": saying("announcement", (text) =>
		text.replace(/: (?:\d+ messages?|others|it waits).*/, ": offline, session kept, QoS 1."),
	),
	"another packet id": saying("line", (text) =>
		text.replace(/acknowledged (\w+) \(#(\d+)\)/, (_, message, id) => `acknowledged ${message} (#${Number(id) + 1})`),
	),
	"a session is kept over a restart that keeps nothing": saying("line", (text) =>
		text.replace("offline: the broker goes, and keeps nothing", "kept, offline: it was here when the broker was restarted"),
	),
	"a copy is kept over a restart that keeps nothing": saying("narration", (text) =>
		text.replace("The broker goes and keeps nothing, so this copy is not sent again.", "The broker keeps a copy and can send it again."),
	),
	"a copy is kept that a clean connect takes": saying("narration", (text) =>
		text.replace("The newer connection is clean, so this copy is not sent again.", "The broker keeps a copy and can send it again."),
	),
	"a session held nothing that held a QoS 2 id": saying("line", (text) => text.replace(/it held the QoS 2 id #\d+$/, "it held nothing")),
	"nothing was there, of a clean session that a restart ended": saying("line", (text) =>
		text.replace(/(on|off): \d+ clean sessions? ended with .*/, "$1: nothing was there"),
	),
	"session present, of a client of MQTT 3.1": saying("line", (text) => text.replace("CONNACK (rc", "CONNACK (sp0, rc")),
	"a will is published that the broker keeps from its own topics": saying("narration", (text) =>
		text.replace(/so its will (w\d+) is due/, "so the broker publishes its will $1"),
	),
	"a session is kept that stock Aedes does not find again": saying("line", (text) =>
		text.replace("offline, not kept without a subscription", "kept, offline"),
	),
	"packets go on that are on a silent wire": saying("narration", (text) =>
		text.replace("What is under way is on a silent wire, and stands still.", "The packets go on from where they were."),
	),
	"the broker keeps a copy that is gone": saying("narration", (text) =>
		text.replace(/The session was clean, so .*/, "The broker keeps a copy and can send it again."),
	),
};

test("the reader of fates notices a fate that is decided before the broker has the message, and then otherwise", async () => {
	const hasty: typeof fateOf = (world, message, subscriber) => {
		const fate = fateOf(world, message, subscriber);
		const undecided = world.messages[message]?.decided === null && world.sessions[subscriber] === undefined;
		return undecided ? { fate: "none", nearest: null } : fate;
	};
	const plays = await Promise.all(fc.sample(roughScript("plain"), { numRuns: 40, seed: 11 }).map(playRough));
	expect(plays.some((events) => firstUnexplained(events, hasty) !== null)).toBe(true);
});

/** The ledger goes on saying what it said of a message at first. */
function stale(): Surfaces {
	const first = new Map<string, string>();
	return {
		...SURFACES,
		ledger: (...of) =>
			SURFACES.ledger(...of).map((row) => ({
				...row,
				standings: row.standings.map((one) => {
					const key = `${row.message} ${one.subscriber}`;
					if (one.fate !== "queued") {
						first.delete(key);
						return one;
					}
					const says = first.get(key) ?? one.says;
					first.set(key, says);
					return { ...one, says };
				}),
			})),
	};
}

describe("the reader of sentences notices a story that is wrong in one place", () => {
	let plays: readonly (readonly RoomEvent[])[] = [];
	beforeAll(async () => {
		const all: (readonly RoomEvent[])[] = [];
		for (const script of fc.sample(someScript("plain"), { numRuns: 60, seed: 11 })) all.push(await playCareful(script, false));
		for (const script of fc.sample(roughScript("plain"), { numRuns: 700, seed: 11 })) all.push(await playRough(script));
		plays = all;
	}, 600_000);

	it("and finds nothing wrong with the story as it is, in the same scripts", () => {
		expect(plays.map((events) => firstFalse(events)).filter((found) => found !== null)).toEqual([]);
	}, 600_000);

	it.each(Object.entries(FALSE_STORIES))(
		"%s",
		(_, surfaces) => {
			expect(plays.some((events) => firstFalse(events, surfaces) !== null)).toBe(true);
		},
		120_000,
	);
});

/** A story that blames somebody else, or leaves a capital where no sentence begins. */
const FALSE_BLAME: Readonly<Record<string, Surfaces>> = {
	"a limit of this broker, told as a breach in the log": saying("line", (text) =>
		text.replace("it went past a limit of this broker", "it broke the protocol"),
	),
	"a limit of this broker, told as a breach by the narrator": saying("narration", (text) =>
		text.replace("went past a limit of this broker, ", "broke the protocol, "),
	),
	"a setting of this broker, told as a breach": saying("narration", (text) =>
		text.replace("did what this broker does not allow", "broke the protocol"),
	),
	"a breach, told as a limit": saying("line", (text) => text.replace("it broke the protocol", "it went past a limit of this broker")),
	"no CONNECT, of a client whose CONNECT stands on a silent wire": saying("narration", (text) =>
		text.replace(/its CONNECT has stood on a silent wire for/, "no CONNECT within"),
	),
	"nothing heard, told as the doing of the client whose wire is silent": saying("narration", (text) =>
		text.replace(": its wire is silent", ""),
	),
	"a capital within a sentence": saying("line", (text) => text.replace(": a topic", ": A topic")),
};

describe("and one that blames the wrong one", () => {
	let plays: readonly (readonly RoomEvent[])[] = [];
	beforeAll(async () => {
		const all: (readonly RoomEvent[])[] = [];
		for (const script of fc.sample(roughScript(), { numRuns: 400, seed: 12 })) all.push(await playRough(script));
		plays = all;
	}, 600_000);

	it.each(Object.entries(FALSE_BLAME))("%s", (_, surfaces) => {
		expect(plays.some((events) => firstFalse(events, surfaces) !== null)).toBe(true);
	});
});
