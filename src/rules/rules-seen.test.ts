import { describe, expect, it, vi } from "vitest";
import { createStore } from "zustand/vanilla";
import type { Fact } from "#contract/event.ts";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import { openMemory } from "#lab/memory-storage.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { openHistory } from "#model/history.ts";
import { fold } from "#model/reduce.ts";
import { accepted, connected, left, moments, opened, publish, subscribed, up } from "#model/testkit/sample.ts";
import { CLAUSES, type ClauseId } from "#mqtt/clauses.ts";
import type { RoomState, RoomStore } from "#room/room-state.ts";
import { takePast } from "#room/take-in.ts";
import { stateOf } from "#room/testkit/state.ts";
import { clausesOf } from "./clauses-of.ts";
import { RULE_GROUPS, SECTIONS } from "./groups.ts";
import { openRulesSeen } from "./rules-seen.ts";

const facts: readonly Fact[] = [
	opened,
	...connected("pub-1", true),
	...connected("sub-1", false),
	...subscribed("sub-1", "greenhouse/+", 1),
	...left("sub-1"),
	...[up("pub-1", publish("m1", 1, 1)), accepted("m1", "pub-1", 1)],
	{ type: "delivery.queued", delivery: "d1", message: "m1", session: "sub-1", qos: 1, why: "offline" },
];

/** A room whose clock shows the time of its last event. */
function roomWith(state: RoomState) {
	const store = createStore<RoomState>(() => state);
	return Object.assign(store, { now: () => store.getState().live.at }) as unknown as RoomStore;
}

/** A room that has told nothing yet, and tells what it is given. */
function quietRoom() {
	const nothing = openHistory(EMPTY_WORLD);
	const room = roomWith(stateOf(nothing));
	const events = moments(facts).map(({ event }) => event);
	const first = (count: number) => room.setState(stateOf(nothing.append(events.slice(0, count))));
	return {
		room,
		all: () => first(events.length),
		first,
	};
}

const atOnce = (write: () => void) => {
	write();
	return () => {};
};

describe("the rules that are seen happening", () => {
	it("are each in the table of clauses, once, and none of it is forgotten but what no event proves", () => {
		const listed = [...RULE_GROUPS, SECTIONS].flatMap(({ rules }) => rules.map(({ clause }) => clause));
		expect(new Set(listed).size).toBe(listed.length);
		expect(SECTIONS.rules.every(({ clause }) => !clause.startsWith("MQTT-"))).toBe(true);
		const missing = (Object.keys(CLAUSES) as ClauseId[]).filter((clause) => !listed.includes(clause));
		// No topic that begins with $ is ever published here; a broken rule shows nothing of the broker.
		expect(missing).toEqual(["MQTT-2.3.1-2", "MQTT-4.7.2-1", "MQTT-6.0.0-3"]);
	});

	it("are kept without a sentence in a class, where it may repeat what somebody wrote", () => {
		const storage = openMemory();
		const inClass = { class: { you: { role: "screen" } } as unknown as RoomState["class"] };
		const nothing = openHistory(EMPTY_WORLD);
		const room = roomWith(stateOf(nothing, inClass));
		const seen = openRulesSeen({ storage, room, now: () => 5, whenIdle: atOnce });
		room.setState(stateOf(nothing.append(moments(facts).map(({ event }) => event)), inClass));
		seen.close();
		expect(seen.getState().seen["MQTT-3.1.2-5"]).toMatchObject({ room: "demo", times: 1 });
		expect(storage.getItem("slow-wire/rules-seen")).not.toContain("sub-1");
	});

	it("are kept with the first moment, the room, the sentence of the log and how often", () => {
		const storage = openMemory();
		const { room, all } = quietRoom();
		let now = 5;
		const seen = openRulesSeen({ storage, room, now: () => now, whenIdle: atOnce });
		all();
		expect(seen.getState().seen["MQTT-3.1.2-5"]).toEqual({
			at: 5,
			room: "demo",
			says: "Queued m1 for sub-1: offline, session kept, QoS 1",
			times: 1,
		});
		seen.close();

		now = 9;
		const again = quietRoom();
		const later = openRulesSeen({ storage, room: again.room, now: () => now, whenIdle: atOnce });
		again.all();
		expect(later.getState().seen["MQTT-3.1.2-5"]).toMatchObject({ at: 5, times: 2 });
		later.reset();
		expect(later.getState().seen).toEqual({});
		later.close();
		expect(openRulesSeen({ storage, room: quietRoom().room }).getState().seen).toEqual({});
	});

	it("are what happens from the opening on: what was told before is not counted again", () => {
		const { room, first, all } = quietRoom();
		first(facts.length - 1);
		const seen = openRulesSeen({ storage: openMemory(), room, whenIdle: atOnce });
		all();
		expect(Object.keys(seen.getState().seen)).toEqual(["MQTT-3.1.2-5"]);
		seen.close();
	});

	it("are not counted again, nor seen now, when the page is told what happened before it came", () => {
		const events = moments(facts).map(({ event }) => event);
		const missed = 4;
		const late = openHistory(fold(EMPTY_WORLD, events.slice(0, missed)));
		const room = roomWith(stateOf(late));
		const seen = openRulesSeen({ storage: openMemory(), room, whenIdle: atOnce });
		const history = late.append(events.slice(missed));
		room.setState(stateOf(history));
		const before = seen.getState().seen;
		expect(before["MQTT-3.1.2-5"]?.times).toBe(1);
		room.setState(stateOf(takePast(history, { base: EMPTY_WORLD, events: events.slice(0, missed) }), { past: "told" }));
		expect(room.getState().history.from).toBe(0);
		seen.close();
		expect(seen.getState().seen).toEqual(before);
	});

	it("are counted once when a page that comes back is told the room as a whole, and for when they were", () => {
		const events = moments(facts).map(({ event }, at) => ({ ...event, at: at * 1_000 }));
		const known = openHistory(EMPTY_WORLD).append(events.slice(0, -1));
		const room = roomWith(stateOf(known));
		const now = 1_000_000;
		const seen = openRulesSeen({ storage: openMemory(), room, now: () => now, whenIdle: atOnce });
		room.setState({ link: { state: "lost", attempts: 1, says: null } });
		// Four seconds after the last event, the page is back, and is told the last ten events once more.
		const later = { type: "delay.changed", delayMs: 1, seq: events.length + 1, at: (events.length + 3) * 1_000 } as const;
		const base = fold(EMPTY_WORLD, events.slice(0, -10));
		room.setState(stateOf(openHistory(base).append([...events.slice(-10), later])));
		expect(seen.getState().seen).toEqual({
			"MQTT-3.1.2-5": expect.objectContaining({ times: 1, at: now - 4_000 }),
		});
		seen.close();
	});

	it("are not what another life of the room begins with, whatever its seqs are", () => {
		const events = moments(facts).map(({ event }) => event);
		const room = roomWith(stateOf(openHistory(EMPTY_WORLD).append(events.slice(0, 3))));
		const seen = openRulesSeen({ storage: openMemory(), room, whenIdle: atOnce });
		const other = { life: { name: "two", before: 1 } };
		const begun = openHistory(EMPTY_WORLD).append(events.slice(0, -3));
		room.setState(stateOf(begun, { ...other, link: { state: "lost", attempts: 1, says: null } }));
		room.setState(stateOf(begun.append(events.slice(-3, -1)), other));
		expect(seen.getState().seen).toEqual({});
		room.setState(stateOf(begun.append(events.slice(-3)), other));
		expect(Object.keys(seen.getState().seen)).toEqual(["MQTT-3.1.2-5"]);
		seen.close();
	});

	it("are not what a page is told when it comes, when it opens with the rules themselves", () => {
		const room = roomWith(stateOf(openHistory(EMPTY_WORLD), { link: { state: "opening" } }));
		const seen = openRulesSeen({ storage: openMemory(), room, whenIdle: atOnce });
		const events = moments(facts).map(({ event }) => event);
		const told = openHistory(EMPTY_WORLD).append(events.slice(0, -1));
		room.setState(stateOf(told));
		expect(seen.getState().seen).toEqual({});
		room.setState(stateOf(told.append(events.slice(-1))));
		expect(Object.keys(seen.getState().seen)).toEqual(["MQTT-3.1.2-5"]);
		seen.close();
	});

	it("are written when there is time, and at the latest at the end", () => {
		const storage = openMemory();
		const { room, all } = quietRoom();
		let calledOff = 0;
		const seen = openRulesSeen({
			storage,
			room,
			whenIdle: () => () => {
				calledOff += 1;
			},
		});
		all();
		expect(storage.length).toBe(0);
		seen.close();
		seen.close();
		expect(calledOff).toBe(1);
		expect(storage.length).toBe(1);
	});

	it("are collected until the last of those that opened them has closed, each as often as it likes", () => {
		const { room, first, all } = quietRoom();
		const storage = openMemory();
		const screen = openRulesSeen({ storage, room, whenIdle: atOnce });
		const shell = openRulesSeen({ storage, room, whenIdle: atOnce });
		screen.close();
		screen.close();
		first(facts.length - 1);
		const before = Object.keys(shell.getState().seen).length;
		expect(before).toBeGreaterThan(0);
		shell.close();
		all();
		expect(Object.keys(shell.getState().seen)).toHaveLength(before);
	});

	it("leave nothing listening to the page when the last one closes", () => {
		const listening = new Set<unknown>();
		vi.stubGlobal("window", {
			addEventListener: (_: string, listener: unknown) => listening.add(listener),
			removeEventListener: (_: string, listener: unknown) => listening.delete(listener),
		});
		const { room } = quietRoom();
		const opened = [1, 2].map(() => openRulesSeen({ storage: openMemory(), room }));
		expect(listening.size).toBe(1);
		for (const one of opened) one.close();
		expect(listening.size).toBe(0);
		vi.unstubAllGlobals();
	});

	it("set a record aside that they cannot read, of a newer version perhaps", () => {
		const storage = openMemory();
		storage.setItem("slow-wire/rules-seen", '{"version":2,"seen":[]}');
		const { room, all } = quietRoom();
		const seen = openRulesSeen({ storage, room, whenIdle: atOnce });
		all();
		seen.close();
		expect(storage.getItem("slow-wire/rules-seen-set-aside")).toBe('{"version":2,"seen":[]}');
		expect(storage.getItem("slow-wire/rules-seen")).toContain("MQTT-3.1.2-5");
	});

	it("survive a storage that is full, and one that holds nonsense", () => {
		const storage = openMemory();
		storage.setItem("slow-wire/rules-seen", '{"version":1,"seen":{"MQTT-3.1.2-5":{"at":"yesterday"}}}');
		const full = Object.assign(storage, {
			setItem: () => {
				throw new DOMException("full", "QuotaExceededError");
			},
		});
		const { room, all } = quietRoom();
		const seen = openRulesSeen({ storage: full, room, whenIdle: atOnce });
		expect(seen.getState().seen).toEqual({});
		all();
		expect(seen.getState().seen["MQTT-3.1.2-5"]?.times).toBe(1);
		seen.close();
	});

	it("are not claimed as Aedes ships, but for what the packet proves by itself", () => {
		const stock: BrokerSettings = { ...FIRST_SETTINGS, broker: "aedes" };
		const shown = (settings: BrokerSettings) => {
			const told = moments([{ ...(opened as Extract<Fact, { type: "room.opened" }>), settings }, ...facts.slice(1)]);
			return new Set(told.flatMap(({ event, world }, at) => clausesOf(event, world, told[at - 1]?.world ?? EMPTY_WORLD)));
		};
		expect(shown(FIRST_SETTINGS).has("MQTT-3.1.2-5")).toBe(true);
		expect(shown(stock)).toEqual(
			new Set(["MQTT-3.1.0-1", "MQTT-3.1.4-4", "MQTT-3.2.2-1", "MQTT-2.3.1-1", "MQTT-3.8.4-1", "MQTT-3.9.3-2", "MQTT-3.14.4-1"]),
		);
	});
});
