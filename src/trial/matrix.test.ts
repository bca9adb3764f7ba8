import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FIRST_SETTINGS, PRESETS } from "#contract/presets.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import { nameOfCell, readExpected, type TableCell } from "#fidelity/cells.ts";
import { BUSY, openMemoryHost, SWIFT } from "#host/testkit/memory-host.ts";
import type { TestHost } from "#host/testkit/test-host.ts";
import { type Combination, combinationsOf, FILTERS, keyOf, nameOf, scriptOf } from "./combination.ts";
import { departures } from "./compare.ts";
import { openTrials, type Trials } from "./open-trials.ts";
import { type Measured, measure } from "./positions.ts";
import { besideSeed } from "./seed-table.ts";

const ROOMS = 4;
const ALL = FILTERS.flatMap((filter) => combinationsOf(filter));
const expected = readExpected();

let host: TestHost;
let trials: Trials;
let measured: ReadonlyMap<string, Measured>;

beforeAll(async () => {
	host = openMemoryHost(SWIFT);
	trials = openTrials({ wsBase: host.wsBase, page: "p1", rooms: ROOMS, WebSocket: host.WebSocket });
	const from = performance.now();
	const first = await runAll(combinationsOf(FILTERS[0]), FIRST_SETTINGS);
	const cold = performance.now() - from;
	measured = new Map([...first, ...(await runAll(combinationsOf(FILTERS[1]), FIRST_SETTINGS))]);
	const both = performance.now() - from;
	console.info(`Matrix: 36 combinations in ${(cold / 1_000).toFixed(1)} s from a cold start, 72 in ${(both / 1_000).toFixed(1)} s`);
}, 600_000);
afterAll(async () => {
	trials.close();
	await host.close();
});

async function runAll(
	combinations: readonly Combination[],
	settings: BrokerSettings,
	on: Trials = trials,
): Promise<ReadonlyMap<string, Measured>> {
	const runs = combinations.map(async (combination) => [keyOf(combination), await runOne(combination, settings, on)] as const);
	return new Map(await Promise.all(runs));
}

async function runOne(combination: Combination, settings: BrokerSettings, on: Trials = trials): Promise<Measured> {
	const trial = await on.run(scriptOf(combination), settings);
	if (!trial.ok) throw new Error(`${keyOf(combination)}: ${trial.says}`);
	const came = measure(combination, trial);
	if (came === null) throw new Error(`${keyOf(combination)}: its last packet was not seen`);
	return came;
}

function measuredOf(combination: Combination): Measured {
	return measured.get(keyOf(combination)) as Measured;
}

function cellOf({ filter, retain, cleanSession, subscribeQos, publishQos }: Combination): TableCell {
	return { filter: filter === FILTERS[0] ? "t/1" : "t/+", retain, clean: cleanSession, subscribeQos, publishQos };
}

/** The record holds two messages that came while the subscriber was away, A and B; here there is one: the last. */
function recordedOf(combination: Combination): readonly string[] {
	const lines = expected[nameOfCell(cellOf(combination))] ?? [];
	return lines.filter((line) => !line.startsWith("live: ") && !line.includes('"A"')).map((line) => line.replace(' t/1 "B"', ""));
}

function linesOf({ sessionPresent, positions }: Measured): readonly string[] {
	const copies = (moment: "back" | "again", phase: string) =>
		positions[moment].copies.map(({ qos, dup, retain }) => `${phase}: PUBLISH QoS ${qos}${dup ? " DUP" : ""}${retain ? " RETAIN" : ""}`);
	return [
		`on return: CONNACK 0, session present ${Number(sessionPresent)}`,
		...copies("back", "on return"),
		...copies("again", "subscribed again"),
	];
}

describe("the matrix, run on this broker", () => {
	for (const combination of ALL) {
		const { filter, retain, cleanSession, subscribeQos, publishQos } = combination;
		const name = `${filter}, ${nameOf(combination)}`;

		it(`brings on return and on subscribing again what Mosquitto 2.0.11 brings: ${name}`, () => {
			expect(linesOf(measuredOf(combination))).toEqual(recordedOf(combination));
		});

		it(`keeps while away what the standard demands: ${name}`, () => {
			const { positions, retained, message } = measuredOf(combination);
			const reason = cleanSession ? "no-session" : publishQos === 0 ? "publish-qos-0" : "subscription-qos-0";
			const queued = !cleanSession && Math.min(subscribeQos, publishQos) > 0;
			expect(positions.away).toMatchObject(queued ? { came: "queued", reason: null } : { came: "dropped", reason });
			expect(retained).toBe(retain);
			expect(message).toBe(retain ? "r1" : "m1");
		});
	}

	it("has each packet of the return in its own moment", () => {
		const cell = measuredOf({ filter: "greenhouse/temp", retain: true, cleanSession: false, subscribeQos: 1, publishQos: 2 });
		const types = Object.values(cell.packets).map((crossings) => crossings.map(({ clientId, fields }) => `${clientId} ${fields.type}`));
		expect(types).toEqual([
			["pub-1 PUBLISH", "pub-1 PUBREC", "pub-1 PUBREL", "pub-1 PUBCOMP"],
			["sub-1 CONNECT", "sub-1 CONNACK", "sub-1 PUBLISH", "sub-1 PUBACK"],
			["sub-1 SUBSCRIBE", "sub-1 SUBACK", "sub-1 PUBLISH", "sub-1 PUBACK"],
		]);
	});

	it("agrees with the article in every cell, and finds a second copy in four that it does not mention", () => {
		for (const filter of FILTERS) {
			const verdicts = combinationsOf(filter).map((combination) => besideSeed(measuredOf(combination)).verdict);
			expect(verdicts.filter((verdict) => verdict === "agrees")).toHaveLength(32);
			expect(verdicts.filter((verdict) => verdict === "more")).toHaveLength(4);
		}
	});
});

it("measures the same at a host that has time for one thing a turn", async () => {
	const busy = openMemoryHost(BUSY);
	const there = openTrials({ wsBase: busy.wsBase, page: "p1", rooms: ROOMS, WebSocket: busy.WebSocket });
	try {
		const measuredThere = await runAll(ALL, FIRST_SETTINGS, there);
		expect([...measuredThere].filter(([key, cell]) => departures(cell, measured.get(key) as Measured).length > 0)).toEqual([]);
		expect(measuredThere.size).toBe(measured.size);
	} finally {
		there.close();
		await busy.close();
	}
}, 600_000);

describe("the matrix with other settings", () => {
	async function departed(settings: BrokerSettings): Promise<readonly string[]> {
		const there = await runAll(combinationsOf(FILTERS[0]), settings);
		return [...there].flatMap(([key, cell]) => (departures(cell, measured.get(key) as Measured).length > 0 ? [key] : []));
	}

	it("keeps QoS 0 for a persistent session as EMQX does, and differs there only", async () => {
		const kept = combinationsOf(FILTERS[0]).filter((one) => !one.cleanSession && Math.min(one.subscribeQos, one.publishQos) === 0);
		expect(await departed(PRESETS.emqx.settings)).toEqual(kept.map(keyOf));
	});

	it("shows of stock Aedes what crosses the wires: RETAIN set on queued copies, and QoS not lowered", async () => {
		const cell = { filter: "greenhouse/temp", retain: true, cleanSession: false, subscribeQos: 1, publishQos: 2 } as const;
		const stock = await runOne(cell, PRESETS.aedes.settings);
		expect(stock.positions.away.came).toBe("unseen");
		expect(departures(stock, measuredOf(cell))).toEqual([
			{ moment: "back", here: "delivered at QoS 2, RETAIN 1", there: "delivered at QoS 1, RETAIN 0" },
		]);
	});

	it("waits for the retained copies of stock Aedes, which come some turns after its SUBACK", async () => {
		const cells = ALL.filter(
			({ retain, cleanSession, subscribeQos, publishQos }) => retain && (cleanSession || subscribeQos + publishQos < 4),
		);
		const stock = await runAll(cells, PRESETS.aedes.settings);
		for (const cell of cells) expect(stock.get(keyOf(cell))?.positions.again.copies.length, keyOf(cell)).toBe(1);
	});

	it("says where stock Aedes ends the connection over a retained QoS 2 message", async () => {
		const cell = { filter: "greenhouse/temp", retain: true, cleanSession: false, subscribeQos: 2, publishQos: 2 } as const;
		const { positions } = await runOne(cell, PRESETS.aedes.settings);
		expect(positions.again).toMatchObject({ came: "delivered", ended: expect.any(String) });
	});

	it("says that the broker refuses RETAIN where it is not available", async () => {
		const cell = { filter: "greenhouse/temp", retain: true, cleanSession: false, subscribeQos: 1, publishQos: 1 } as const;
		const { positions, retained } = await runOne(cell, { ...FIRST_SETTINGS, retainAvailable: false });
		expect(positions.away).toMatchObject({ came: "dropped", reason: "refused" });
		expect(positions.again.came).toBe("nothing");
		expect(retained).toBe(false);
	});
});
