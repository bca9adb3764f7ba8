import fc from "fast-check";
import { expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import type { Named } from "#contract/message-name.ts";
import { type Had, openSeenMessages } from "./seen-messages.ts";

const named = (ordinal: number): Named => ({ message: `m${ordinal}`, kind: "plain", ordinal });
const bytes = (text: string) => new TextEncoder().encode(text);

it("gives each client the oldest message that looks like this and that it has not had, and then the newest again", () => {
	const act = fc.record({ does: fc.constantFrom("note", "ann", "bob"), payload: fc.constantFrom("x", "y") });
	fc.assert(
		fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
			const messages = openSeenMessages();
			const had: Record<string, Had> = { ann: new WeakMap(), bob: new WeakMap() };
			const all: { readonly message: string; readonly payload: string; readonly by: Set<string> }[] = [];
			for (const [ordinal, { does, payload }] of acts.entries()) {
				if (does === "note") {
					messages.note(named(ordinal), "t", bytes(payload));
					all.push({ message: `m${ordinal}`, payload, by: new Set() });
					continue;
				}
				const same = all.filter((one) => one.payload === payload);
				const wanted = same.find(({ by }) => !by.has(does)) ?? same.at(-1);
				wanted?.by.add(does);
				expect(messages.take("t", bytes(payload), had[does] as Had)?.named.message).toBe(wanted?.message);
			}
		}),
	);
});

it("forgets the oldest of many that look the same, and those whose like was published longest ago", () => {
	const messages = openSeenMessages();
	for (let at = 0; at < 10 * LIMITS.burst; at += 1) messages.note(named(at), "t", bytes("x"));
	const first = messages.take("t", bytes("x"), new WeakMap());
	expect(10 * LIMITS.burst - (first?.number ?? 0)).toBeLessThan(2 * LIMITS.burst);
	for (let at = 1; at < LIMITS.outstandingNames; at += 1) messages.note(named(at), `t/${at}`, bytes("x"));
	messages.note(named(0), "t", bytes("x"));
	messages.note(named(1), "another", bytes("x"));
	expect(messages.take("t", bytes("x"), new WeakMap())).toBeDefined();
	expect(messages.take("t/1", bytes("x"), new WeakMap())).toBeUndefined();
});
