import { describe, expect, it } from "vitest";
import { holderOf, isAnothers, wasTakenFrom } from "./holder.ts";
import { CONNECTED, CONNECTING, client, LEAVING, OFFLINE, session, worldOf } from "./testkit/sample.ts";

const HERE = { page: "p", reloaded: [] };
const OTHER = { kind: "lab", page: "q" } as const;
const GUEST = { kind: "guest", transport: "tcp" } as const;

describe("who holds a client id", () => {
	it.each([
		["nobody, if the room has never seen it", undefined, "nobody"],
		["nobody, while it is offline, whoever had it", client("a", OFFLINE, { origin: OTHER }), "nobody"],
		["this page, while it connects", client("a", CONNECTING), "here"],
		["this page, while it leaves", client("a", LEAVING), "here"],
		["another page, while it connects", client("a", CONNECTING, { origin: OTHER }), "elsewhere"],
		["another page, while it leaves", client("a", LEAVING, { origin: OTHER }), "elsewhere"],
		["a guest", client("a", CONNECTED, { origin: GUEST }), "elsewhere"],
	])("%s", (_, known, holder) => {
		expect(holderOf(known, HERE)).toBe(holder);
	});

	it("this page still, if what is leaving is what a reload cut off; but never what is connected", () => {
		const reloaded = { page: "p", reloaded: ["a"] };
		expect(holderOf(client("a", LEAVING, { origin: OTHER }), reloaded)).toBe("here");
		expect(holderOf(client("a", CONNECTED, { origin: OTHER }), reloaded)).toBe("elsewhere");
	});
});

describe("taken over from this page", () => {
	it("is a client that is live elsewhere and ended a connection of this page", () => {
		const mine = { tookOver: { kind: "lab", page: "p" } } as const;
		expect(wasTakenFrom(client("a", CONNECTED, { origin: OTHER, ...mine }), HERE)).toBe(true);
		expect(wasTakenFrom(client("a", CONNECTED, { origin: OTHER, tookOver: GUEST }), HERE)).toBe(false);
		expect(wasTakenFrom(client("a", CONNECTED, { origin: OTHER }), HERE)).toBe(false);
		expect(wasTakenFrom(client("a", CONNECTED, mine), HERE)).toBe(false);
		expect(wasTakenFrom(client("a", OFFLINE, { origin: OTHER, ...mine }), HERE)).toBe(false);
	});
});

describe("a name is another's", () => {
	it.each([
		["live in another page", worldOf(client("a", CONNECTED, { origin: OTHER })), true],
		["offline, of another page", worldOf(client("a", OFFLINE, { origin: OTHER })), true],
		["a guest's", worldOf(client("a", CONNECTED, { origin: GUEST })), true],
		["known by its session alone", { clients: {}, sessions: { a: session("a") } }, true],
		["of this very page", worldOf(client("a", OFFLINE)), false],
		["unknown", worldOf(), false],
	])("if it is %s: %#", (_, world, expected) => {
		expect(isAnothers(world, "a", "p")).toBe(expected);
	});
});
