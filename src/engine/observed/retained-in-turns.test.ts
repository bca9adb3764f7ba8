import type { Readable } from "node:stream";
import { Aedes, type Client } from "aedes";
import { afterEach, beforeEach, expect, it } from "vitest";
import { answerInTurns } from "./retained-in-turns.ts";

type Retaining = {
	storeRetained(packet: object): Promise<void>;
	createRetainedStreamCombi(filters: readonly string[]): Readable;
};

let aedes: Aedes;
let persistence: Retaining;
beforeEach(async () => {
	aedes = await Aedes.createBroker();
	({ persistence } = aedes as unknown as { persistence: Retaining });
	for (const topic of ["a/1", "b/1", "a/2", "c/1", "b/2"]) {
		await persistence.storeRetained({ cmd: "publish", topic, payload: Buffer.from(topic), qos: 0, retain: true });
	}
});
afterEach(() => new Promise<void>((settle) => void aedes.close(settle)));

const FILTERS = ["b/+", "#", "nothing/+", "a/1"];
/** Waiting calls; go() lets the next one have its turn. */
function openTurns() {
	const calls: (() => void)[] = [];
	/** A stream hands on what it has in a few turns of the event loop. */
	const settle = async () => {
		for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
	};
	return {
		calls,
		async go() {
			calls.shift()?.();
			await settle();
		},
		settle,
	};
}
function ask(client: { closed: boolean }): string[] {
	const got: string[] = [];
	aedes.emit("subscribe", [], client as unknown as Client);
	persistence.createRetainedStreamCombi(FILTERS).on("data", ({ topic }) => got.push(topic));
	return got;
}

it("stock Aedes finds the same retained messages in the same order, one filter a turn", async () => {
	const before: string[] = [];
	for await (const { topic } of persistence.createRetainedStreamCombi(FILTERS)) before.push(topic);
	expect(before.length).toBeGreaterThan(FILTERS.length);
	const turns = openTurns();
	answerInTurns(aedes, (call) => void turns.calls.push(call));
	const got = ask({ closed: false });
	await turns.settle();
	expect(got).toEqual([]);
	for (let filters = 0; filters < FILTERS.length; filters += 1) {
		expect(turns.calls).toHaveLength(1);
		await turns.go();
	}
	expect(turns.calls).toHaveLength(0);
	expect(got).toEqual(before);
});

it("two clients wait for each other, and nothing more is looked up for one that has left", async () => {
	const turns = openTurns();
	answerInTurns(aedes, (call) => void turns.calls.push(call));
	const [one, other] = [{ closed: false }, { closed: false }];
	const [ofOne, ofOther] = [ask(one), ask(other)];
	await turns.settle();
	expect(turns.calls).toHaveLength(1);
	await turns.go();
	expect(ofOne).toEqual(["b/1", "b/2"]);
	one.closed = true;
	for (let n = 0; n < 2 * FILTERS.length && turns.calls.length > 0; n += 1) await turns.go();
	expect(ofOne).toEqual(["b/1", "b/2"]);
	expect(ofOther).toHaveLength(8);
});
