import { expect, it, vi } from "vitest";
import { newSetup } from "#lab/defaults.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import type { World } from "#model/world.ts";
import type { Playground } from "#script/playground.ts";
import { CONNECTED, client, labOf, worldOf } from "#script/testkit/sample.ts";
import { actOn } from "./key-acts.ts";
import type { KeyAsk } from "./keys.ts";

/** A page with one card of its own, pub-1, in a room that is a moment ahead of what is drawn of it. */
function page(drawn: World, live: World) {
	const [perform, notice] = [vi.fn(async () => ({ ok: true as const })), vi.fn()];
	const state = (world: World) => ({ getState: () => ({ live: world, cursor: { at: "live" } }) });
	const card = { setup: { ...newSetup("pub-1"), side: "publisher" }, everConnected: false, plugged: false };
	const lab = { getState: () => ({ ...labOf({}), clients: { "pub-1": card } }) };
	const playground = { room: { ...state(live), notice }, drawn: state(drawn), read: state(drawn), lab, perform };
	const press = (asks: Exclude<KeyAsk["asks"], "client">, focused: string | null) =>
		actOn({ asks }, playground as unknown as Playground, { client: focused, showKeys() {}, show() {} });
	return { perform, notice, press };
}

const guest = (clientId: string) => client(clientId, CONNECTED, { origin: { kind: "guest", transport: "tcp" } });

it("acts as the client that has the focus, whichever clients have come or gone before it since", () => {
	const { perform, press } = page(worldOf(guest("a"), guest("b"), guest("c")), worldOf(guest("0"), guest("b"), guest("c")));
	press("cut", "b");
	expect(perform).toHaveBeenCalledExactlyOnceWith({ do: "cut", client: "b" });
});

it("publishes, when no client has had the focus, as the publisher that is drawn first, and does nothing else", () => {
	const { perform, notice, press } = page(EMPTY_WORLD, worldOf(guest("0")));
	press("publish", null);
	expect(perform).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ do: "publish", client: "pub-1" }));
	press("cut", null);
	press("plug", "gone");
	expect(notice.mock.calls).toEqual(Array(2).fill(["Which client? A key from 1 to 9 goes to one."]));
	expect(perform).toHaveBeenCalledOnce();
});

it("pauses or resumes, and changes the delay, by how the room is", () => {
	const { perform, press } = page(EMPTY_WORLD, { ...EMPTY_WORLD, delayMs: 2_000, clock: { ...EMPTY_WORLD.clock, paused: true } });
	press("pause", null);
	press("slower", null);
	expect(perform.mock.calls).toEqual([[{ do: "resume" }], [{ do: "delay", delayMs: 6_000 }]]);
});
