import { describe, expect, it } from "vitest";
import { firstClients, isUntouched, newSetup } from "./defaults.ts";
import { readLab, writeLab } from "./kept.ts";
import { openMemory } from "./memory-storage.ts";

const firstNames = (...taken: readonly string[]) => firstClients((id) => taken.includes(id)).map(({ clientId }) => clientId);

describe("the cards of a page that was never here", () => {
	it("are a publisher and a subscriber whose session is kept", () => {
		const [publisher, subscriber] = firstClients(() => false);
		expect(publisher).toMatchObject({ clientId: "pub-1", cleanSession: true, publish: { qos: 1, payload: "21.5" } });
		expect(subscriber).toMatchObject({ clientId: "sub-1", cleanSession: false, subscribe: { qos: 1, filter: "greenhouse/temp" } });
	});

	it("take the first number that is free for both", () => {
		expect(firstNames()).toEqual(["pub-1", "sub-1"]);
		expect(firstNames("pub-1", "sub-1", "sensor")).toEqual(["pub-2", "sub-2"]);
		expect(firstNames("sub-1")).toEqual(["pub-2", "sub-2"]);
		expect(firstNames("pub-1", "sub-2", "pub-4")).toEqual(["pub-3", "sub-3"]);
		expect(firstNames("pub-2")).toEqual(["pub-1", "sub-1"]);
	});

	it("are untouched until somebody changes or connects them", () => {
		const [publisher] = firstClients((id) => id === "pub-1");
		const card = { setup: publisher ?? newSetup("x"), everConnected: false, plugged: false };
		expect(isUntouched(card)).toBe(true);
		expect(isUntouched({ ...card, everConnected: true })).toBe(false);
		expect(isUntouched({ ...card, setup: { ...card.setup, keepAlive: 5 } })).toBe(false);
		expect(isUntouched({ ...card, setup: newSetup("sensor") })).toBe(false);
	});
});

describe("the cards that a page keeps", () => {
	it("come back as they were written, each room its own", () => {
		const storage = openMemory();
		const kept = [{ setup: newSetup("sensor", { keepAlive: 30 }), everConnected: true, wasPlugged: true }];
		writeLab(storage, "lobby", kept);
		expect(readLab(storage, "lobby")).toEqual(kept);
		expect(readLab(storage, "class-2")).toBeNull();
		writeLab(storage, "lobby", []);
		expect(readLab(storage, "lobby")).toEqual([]);
	});

	it.each([
		["no JSON", "{"],
		["something else", '{"clients":1}'],
		["a client id that is none", JSON.stringify([{ setup: newSetup("a b"), everConnected: false, wasPlugged: false }])],
		["one name twice", JSON.stringify([1, 2].map(() => ({ setup: newSetup("a"), everConnected: false, wasPlugged: false })))],
	])("are unknown when the storage holds %s", (_, text) => {
		const storage = openMemory();
		storage.setItem("slow-wire/lobby/lab", text);
		expect(readLab(storage, "lobby")).toBeNull();
	});

	it("are unknown when the browser forbids its storage", () => {
		const forbidden = new Proxy(openMemory(), {
			get() {
				throw new Error("denied");
			},
		});
		expect(readLab(forbidden, "lobby")).toBeNull();
		expect(() => writeLab(forbidden, "lobby", [])).not.toThrow();
	});
});
