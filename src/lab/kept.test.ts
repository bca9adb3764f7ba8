import { describe, expect, it } from "vitest";
import { newSetup } from "./defaults.ts";
import { readLab, writeLab } from "./kept.ts";
import { openMemory } from "./memory-storage.ts";

const names = (storage: Storage) => readLab(storage, "lobby").map(({ setup }) => setup.clientId);
const FIRST = ["pub-1", "sub-1"];

describe("the cards that a page keeps", () => {
	it("start with a publisher and a subscriber whose session is kept", () => {
		const [publisher, subscriber] = readLab(openMemory(), "lobby");
		expect(publisher?.setup).toMatchObject({ clientId: "pub-1", cleanSession: true, publish: { qos: 1, payload: "21.5" } });
		expect(subscriber?.setup).toMatchObject({ clientId: "sub-1", cleanSession: false, subscribe: { qos: 1, filter: "greenhouse/temp" } });
	});

	it("come back as they were written, each room its own", () => {
		const storage = openMemory();
		const kept = [{ setup: newSetup("sensor", { keepAlive: 30 }), everConnected: true, wasPlugged: true }];
		writeLab(storage, "lobby", kept);
		expect(readLab(storage, "lobby")).toEqual(kept);
		expect(readLab(storage, "class-2").map(({ setup }) => setup.clientId)).toEqual(FIRST);
	});

	it.each([
		["no JSON", "{"],
		["something else", '{"clients":1}'],
		["a client id that is none", JSON.stringify([{ setup: newSetup("a b"), everConnected: false, wasPlugged: false }])],
		["one name twice", JSON.stringify([1, 2].map(() => ({ setup: newSetup("a"), everConnected: false, wasPlugged: false })))],
	])("are the first ones when the storage holds %s", (_, text) => {
		const storage = openMemory();
		storage.setItem("slow-wire/lobby/lab", text);
		expect(names(storage)).toEqual(FIRST);
	});

	it("are the first ones when the browser forbids its storage", () => {
		const forbidden = new Proxy(openMemory(), {
			get() {
				throw new Error("denied");
			},
		});
		expect(names(forbidden)).toEqual(FIRST);
		expect(() => writeLab(forbidden, "lobby", [])).not.toThrow();
	});
});
