import { afterEach, describe, expect, it, vi } from "vitest";
import { type HostKey, hostKey } from "./host-keys.ts";
import { followKeyRelay, openKeyRelay } from "./key-relay.ts";

const press = (key: string, more: Partial<KeyboardEvent> = {}) => ({
	key,
	ctrlKey: false,
	metaKey: false,
	altKey: false,
	shiftKey: false,
	...more,
});

describe("the keys of a host", () => {
	it("are a presenter's, and what the screen shows", () => {
		const keys = ["PageDown", "PageUp", "b", "B", ".", "J", "s", "x", " ", "Escape", "F5"];
		expect(keys.map((key) => hostKey(press(key)))).toEqual([
			...["down", "up", "black", "black", "black", "code", "step"],
			...[null, null, null, null],
		]);
	});

	it("are text in a field, and somebody else's with Ctrl or Shift", () => {
		expect(hostKey(press("b"), { inField: true })).toBeNull();
		expect(hostKey(press("s", { ctrlKey: true }))).toBeNull();
		expect(hostKey(press(".", { shiftKey: true }))).toBeNull();
	});

	it("are only those that are no characters for a person who has turned single keys off", () => {
		expect(["PageDown", "PageUp", "b", ".", "j", "s"].map((key) => hostKey(press(key), { singles: false }))).toEqual([
			...["down", "up"],
			...[null, null, null, null],
		]);
	});
});

describe("keys that are pressed on the screen", () => {
	const closes: (() => void)[] = [];
	afterEach(() => {
		for (const close of closes.splice(0)) close();
	});
	/** A page of the host, and what it was asked to do. */
	const host = (room: string) => {
		const acts: HostKey[] = [];
		closes.push(followKeyRelay(room, (key) => acts.push(key)));
		return acts;
	};
	const screen = (room: string) => {
		const relay = openKeyRelay(room);
		closes.push(relay.close);
		return relay;
	};

	it("are acted on by the page of the host, in their order", async () => {
		const acts = host("k7q2");
		const relay = screen("k7q2");
		for (const key of ["down", "black", "up"] as const) relay.tell(key);
		await vi.waitFor(() => expect(acts).toEqual(["down", "black", "up"]));
		expect(relay.isHeard).toBe(true);
	});

	it("are acted on once, however many pages of the host are open", async () => {
		const [one, other, stranger] = [host("k7q2"), host("k7q2"), host("m3x9")];
		const relay = screen("k7q2");
		relay.tell("down");
		await vi.waitFor(() => expect(one.length + other.length).toBeGreaterThan(0));
		relay.tell("step");
		await vi.waitFor(() => expect([...one, ...other].toSorted()).toEqual(["down", "step"]));
		expect(stranger).toEqual([]);
	});

	it("do nothing without a page of the host, and nothing that is not a key is acted on", async () => {
		const relay = screen("k7q2");
		relay.tell("down");
		const acts = host("k7q2");
		const noise = new BroadcastChannel("slow-wire class k7q2");
		closes.push(() => noise.close());
		for (const said of [null, "down", { says: "pressed", press: "1", key: "drop" }, { says: "act", press: "1", key: "down" }])
			noise.postMessage(said);
		relay.tell("code");
		await vi.waitFor(() => expect(acts).toEqual(["code"]));
	});
});
