import { openMemoryHost } from "#host/testkit/memory-host.ts";
import { openMemory } from "#lab/memory-storage.ts";
import { openPlayground } from "#script/open-playground.ts";
import { TESTS } from "#script/tests.ts";

export type Played = {
	readonly broker: string;
	readonly outcome: { readonly ok: boolean };
	/** What the subscriber's application got, and whether the subscriber's session was there. */
	readonly received: readonly string[];
	readonly sessionPresent: boolean;
	/** Timers of the room that outlive it, and names from Node on the page's global object. */
	readonly left: readonly string[];
};

/** The fourth test, played in this page: the room, its Aedes and both mqtt.js clients are here, and nowhere else. */
async function play(): Promise<Played> {
	const host = openMemoryHost();
	const storage = openMemory();
	const { wsBase, WebSocket } = host;
	const page = openPlayground({ room: "lobby", page: "p1", wsBase, storage, tabStorage: storage, WebSocket, hidden: true });
	await page.room.until((world) => world.seq > 0);
	const [, , , four] = TESTS;
	if (four === undefined) throw new Error("there is no fourth test");
	const laid = await page.script.load(four);
	const outcome = laid.ok ? await page.script.playAtOnce() : laid;
	const { live } = page.room.getState();
	const phase = live.clients["sub-1"]?.phase;
	page.close();
	await host.close();
	return {
		broker: live.broker,
		outcome,
		received: live.clients["sub-1"]?.received.map(({ message, payload, qos }) => `${message} ${payload} at QoS ${qos}`) ?? [],
		sessionPresent: phase?.phase === "connected" && phase.sessionPresent,
		left: ["Buffer", "setImmediate"].filter((name) => name in globalThis),
	};
}

Object.assign(globalThis, { play });
