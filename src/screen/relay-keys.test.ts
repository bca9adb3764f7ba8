import { expect, it, vi } from "vitest";
import type { HostKey } from "#room/host-keys.ts";
import { followKeyRelay } from "#room/key-relay.ts";
import { relayKeys } from "./relay-keys.ts";

const NO_HELD = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, repeat: false };
const press = (key: string, more = {}) => Object.assign(new Event("keydown", { cancelable: true }), { key, ...NO_HELD, ...more });

it("hands a presenter's keys on, once each, and keeps the page still once somebody hears them", async () => {
	const page = new EventTarget();
	const stop = relayKeys("k7q2", page);
	const first = press("PageDown");
	page.dispatchEvent(first);
	expect(first.defaultPrevented).toBe(false);
	const acts: HostKey[] = [];
	const unfollow = followKeyRelay("k7q2", (key) => acts.push(key));
	for (const event of [press("."), press("x"), press("J", { ctrlKey: true }), press("s", { repeat: true }), press("j")])
		page.dispatchEvent(event);
	await vi.waitFor(() => expect(acts).toEqual(["black", "code"]));
	page.dispatchEvent(press(" "));
	await vi.waitFor(() => expect(acts.at(-1)).toBe("pause"));
	const next = press("PageUp");
	page.dispatchEvent(next);
	expect(next.defaultPrevented).toBe(true);
	await vi.waitFor(() => expect(acts.at(-1)).toBe("up"));
	stop();
	const over = press("PageDown");
	page.dispatchEvent(over);
	expect(over.defaultPrevented).toBe(false);
	unfollow();
});
