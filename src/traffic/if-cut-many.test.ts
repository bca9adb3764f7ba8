import { expect, test } from "vitest";
import { messageName } from "#contract/message-name.ts";
import { type Cables, openCables } from "#engine/testkit/cable.ts";
import type { QoS } from "#mqtt/packet.ts";
import { ifSubscriberCut } from "./if-cut.ts";

const MESSAGES = 4;
/** Those with RETAIN are counted apart. */
const namesOf = (refused: number) =>
	Array.from({ length: MESSAGES }, (_, nth) =>
		nth + 1 === refused ? messageName("retained", 1) : messageName("plain", nth + (refused === 0 || nth + 1 < refused ? 1 : 0)),
	);

async function pass({ time, settle }: Cables, ms: number): Promise<void> {
	for (let left = ms; left > 0; left -= 25) {
		time.pass(25);
		await settle();
	}
}

type Many = {
	/** Their subscriber publishes them itself. */
	readonly own: boolean;
	readonly queueFull: "drop-newest" | "drop-oldest";
	readonly maxQueuedMessages: number;
	readonly maxInflightMessages: number;
	readonly qos: QoS;
	/** Which of them is sent with RETAIN, where retain_available is false; 0: none. */
	readonly refused: number;
	/** Between two messages, and from the last one to the cut. */
	readonly apartMs: number;
	readonly moment: number;
};

/** Four messages on their way when the wire of their subscriber is cut: what was said of each, and what came of it. */
async function play({ own, queueFull, maxQueuedMessages, maxInflightMessages, qos, refused, apartMs, moment }: Many) {
	const cables = await openCables({ queueFull, maxQueuedMessages, maxInflightMessages, retainAvailable: refused === 0 });
	const sub = cables.client("sub", { method: "B", eager: false });
	const pub = own ? sub : cables.client("pub");
	for (const one of new Set([sub, pub])) {
		one.connect(false);
		await cables.settle();
	}
	sub.subscribe([{ filter: "a", qos }]);
	await cables.settle();
	cables.room.command({ type: "wire.delay", delayMs: 100 });
	const messages = namesOf(refused);
	for (const [nth] of messages.entries()) {
		pub.publish("a", "1", qos, nth + 1 === refused);
		await pass(cables, apartMs);
	}
	await pass(cables, moment);
	const before = cables.room.world();
	const said = messages.map((message) => ifSubscriberCut(before, message, "sub"));
	cables.room.command({ type: "wire.cut", connection: sub.connection ?? "" });
	await cables.settle();
	await pass(cables, 1_000);
	// Its connection may have ended by what it sent.
	if (!own && !pub.connected) pub.connect(false);
	await pass(cables, 1_000);
	sub.connect(false);
	await pass(cables, 2_000);
	const after = cables.room.world();
	await cables.close();
	return messages.map((message, nth) => ({ message, said: said[nth] ?? null, copies: after.copies[message]?.sub ?? 0 }));
}

/** What was said and did not hold. seen: what was said beside. */
async function wrongOf(many: Many, seen: Set<string>): Promise<readonly string[]> {
	const wrong: string[] = [];
	for (const { message, said, copies } of await play(many)) {
		if (said === null) continue;
		for (const also of said.also) seen.add(also);
		const isCertain = said.also.every((also) => also === "own-again" || also === "another-waits");
		if (said.copies > copies || said.most < copies || (isCertain && said.copies !== said.most))
			wrong.push(`${JSON.stringify(many)}: ${message} ${JSON.stringify(said)}, and ${copies} copies`);
	}
	return wrong;
}

test.each([false, true])(
	"of several messages on their way to a small queue, each is said to come if there is room; from the subscriber itself: %s",
	async (own) => {
		const wrong: string[] = [];
		const seen = new Set<string>();
		for (const queueFull of ["drop-newest", "drop-oldest"] as const)
			for (const maxQueuedMessages of [1, 2, 5])
				for (const maxInflightMessages of [1, 20])
					for (const qos of [0, 1, 2] as const)
						for (const apartMs of [0, 50])
							for (const moment of [50, 125, 200]) {
								const many = { own, refused: 0, queueFull, maxQueuedMessages, maxInflightMessages, qos, apartMs, moment };
								wrong.push(...(await wrongOf(many, seen)));
							}
		expect([wrong.length, wrong.slice(0, 8)]).toEqual([0, []]);
		expect([...seen].sort()).toEqual(own ? ["if-room", "own-again", "own-if-room"] : ["if-room"]);
	},
	600_000,
);

test("where a PUBLISH with RETAIN is not taken, neither is what comes behind it on its wire, and nothing of that is said to come", async () => {
	const wrong: string[] = [];
	const seen = new Set<string>();
	for (const own of [false, true])
		for (const refused of [1, 2, 4])
			for (const maxQueuedMessages of [2, 100])
				for (const qos of [0, 1, 2] as const)
					for (const apartMs of [0, 50])
						for (const moment of [0, 25, 50, 125, 200]) {
							const limits = { queueFull: "drop-newest", maxInflightMessages: 20 } as const;
							wrong.push(...(await wrongOf({ own, refused, ...limits, maxQueuedMessages, qos, apartMs, moment }, seen)));
						}
	expect([wrong.length, wrong.slice(0, 8)]).toEqual([0, []]);
}, 600_000);

/** The PUBLISH is on the wire; then its publisher does this, and comes back later. */
const LEAVES = {
	"sends DISCONNECT": (pub: ReturnType<Cables["client"]>) => pub.disconnect(),
	"is taken over": (pub: ReturnType<Cables["client"]>) => pub.connect(false),
};

test.each(Object.entries(LEAVES))("a publisher that %s behind its PUBLISH may send it again", async (_how, leave) => {
	const cables = await openCables({});
	const [pub, sub] = [cables.client("pub"), cables.client("sub")];
	for (const one of [sub, pub]) {
		one.connect(false);
		await cables.settle();
	}
	sub.subscribe([{ filter: "a", qos: 1 }]);
	await cables.settle();
	cables.room.command({ type: "wire.delay", delayMs: 100 });
	pub.publish("a", "1", 1, false);
	await pass(cables, 50);
	leave(pub);
	await cables.settle();
	const said = ifSubscriberCut(cables.room.world(), "m1", "sub");
	cables.room.command({ type: "wire.cut", connection: sub.connection ?? "" });
	await pass(cables, 1_000);
	if (!pub.connected) pub.connect(false);
	await pass(cables, 1_000);
	sub.connect(false);
	await pass(cables, 1_000);
	expect(said).toEqual({ does: "would-wait", copies: 1, most: 2, also: ["may-come-again"] });
	expect(cables.room.world().copies.m1?.sub).toBe(2);
	await cables.close();
});
