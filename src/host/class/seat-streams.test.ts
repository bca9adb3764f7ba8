import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { seatClient } from "#contract/seat-client.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { fold } from "#model/reduce.ts";
import type { World } from "#model/world.ts";
import { PAGE_TIME } from "#room/host-line.ts";
import type { RoomStore } from "#room/room-state.ts";
import { openRoomStore } from "#room/room-store.ts";
import {
	AS_HOST,
	AS_SEAT,
	CLASS_ROOM,
	connectOf,
	openClassHost,
	publishOf,
	type RawMqtt,
	type RawPage,
	ticketQuery,
} from "./testkit/class-host.ts";

let scene: Awaited<ReturnType<typeof openClassHost>>;
const stores: RoomStore[] = [];
beforeEach(async () => {
	scene = await openClassHost();
});
afterEach(async () => {
	for (const store of stores.splice(0)) store.close();
	await scene.close();
});

const roomWorld = (): World => {
	const { base, events } = scene.room.journal.since(null);
	return fold(base ?? EMPTY_WORLD, events);
};

/** A client that acknowledges what it is sent. */
async function plug(page: RawPage, clientId: string, clean: boolean): Promise<RawMqtt> {
	const client = scene.client(ticketQuery(page, clientId), { acks: true });
	client.send(connectOf(clientId, { clean }));
	await client.until(() => client.packets.length > 0);
	return client;
}

/** A page of the seat that has this token, as the product opens it. */
async function phoneOf({ class: { you } }: RawPage): Promise<RoomStore> {
	const store = openRoomStore({
		url: `${scene.host.wsBase}/r/${CLASS_ROOM}/watch`,
		room: CLASS_ROOM,
		WebSocket: scene.host.WebSocket,
		time: PAGE_TIME,
		hello: () => ({ role: "seat", token: you.role === "seat" ? you.token : null }),
	});
	stores.push(store);
	await store.until(({ seq }) => seq > 0);
	return store;
}

/** What both worlds have to say alike of a client: where its session stands, what it has got, what was lost. seq and the order of the room apart. */
function ofClient(world: World, clientId: string): unknown {
	const plain = (value: unknown) => JSON.parse(JSON.stringify(value ?? null, (key, one) => (key === "seq" ? undefined : one)));
	const client = world.clients[clientId];
	return plain({ session: world.sessions[clientId], gone: world.gone[clientId], phase: client?.phase, received: client?.received });
}

/** Whether a phone knows of its client what the room knows: waited for, because a phone is told a moment later. */
function isSame(world: World, clientId: string): boolean {
	return JSON.stringify(ofClient(world, clientId)) === JSON.stringify(ofClient(roomWorld(), clientId));
}

describe("what a seat is told of itself", () => {
	it("is what the room knows of it, through queue, cut and return", async () => {
		const host = await scene.page(AS_HOST);
		const page = await scene.page(AS_SEAT);
		const other = await scene.page(AS_SEAT);
		const id = seatClient(1, "sub");
		const [publisher, noise] = [await plug(host, "pub-1", true), await plug(other, seatClient(2, "pub"), true)];
		const phone = await phoneOf(page);
		let mine = await plug(page, id, false);
		mine.send({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "class/+", qos: 1 }] });
		await mine.until(() => mine.packets.length > 1);
		for (let round = 1; round <= 3; round += 1) {
			publisher.send(publishOf("class/a", `${round}`, round));
			noise.send(publishOf("noise/b", `${round}`, round));
			await mine.until(() => mine.packets.filter(({ cmd }) => cmd === "publish").length >= 1);
			mine.drop();
			await scene.until(() => roomWorld().sessions[id]?.connection === null);
			publisher.send(publishOf("class/a", `away ${round}`, 10 + round));
			await scene.until(() => (roomWorld().sessions[id]?.queue.length ?? 0) > 0);
			await phone.until((world) => isSame(world, id));
			mine = await plug(page, id, false);
			await scene.until(() => roomWorld().sessions[id]?.inflight.length === 0);
			await phone.until((world) => isSame(world, id));
		}
		expect(Object.keys(phone.getState().live.clients)).toEqual([id]);
		expect(Object.keys(phone.getState().live.sessions)).toEqual([id]);
		// Whoever comes later is told the same.
		phone.close();
		const late = await phoneOf(page);
		await late.until((world) => isSame(world, id));
	});

	it("begins with little, however much has happened in the room", async () => {
		const host = await scene.page(AS_HOST);
		const publisher = await plug(host, "pub-1", true);
		const page = await scene.page(AS_SEAT);
		const mine = await plug(page, seatClient(1, "sub"), false);
		mine.send({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "class/+", qos: 1 }] });
		await mine.until(() => mine.packets.length > 1);
		for (let count = 1; count <= 300; count += 1) {
			publisher.send(publishOf("class/temperature", `${20 + (count % 10)}.5 degrees`, count));
			publisher.send(publishOf("elsewhere", "x".repeat(500), 1_000 + count));
			if (count % 20 === 0) await mine.until(() => mine.packets.filter(({ cmd }) => cmd === "publish").length >= count);
		}
		await scene.until(() => (roomWorld().clients[seatClient(1, "sub")]?.receivedCount ?? 0) === 300);
		const late = await scene.page({ role: "seat", token: page.class.you.role === "seat" ? page.class.you.token : null });
		const bytes = late.texts.reduce((sum, text) => sum + text.length, 0);
		expect(bytes).toBeLessThan(20 * 1_024);
		expect(LIMITS.seatEvents).toBeLessThan(LIMITS.journalEvents);
	});
});

it("no frame to anybody holds a distribution before it is revealed, and then the bars sum to the answers", async () => {
	const host = await scene.page(AS_HOST);
	const pages = await Promise.all(Array.from({ length: 30 }, () => scene.page(AS_SEAT)));
	const question = { id: "q", about: "", asks: "Which?", setup: [], answers: ["A.", "B.", "C."] };
	await host.classCommand({ type: "class.ask", question });
	await Promise.all(pages.map((page, at) => page.classCommand({ type: "class.answer", question: "q", answer: at % 3 })));
	await host.classCommand({ type: "class.close" });
	await host.until(() => host.class.told.answered === 30 && host.class.told.stage === "closed");
	const all = [host, ...pages];
	const early = all.flatMap(({ frames }) => frames).filter((frame) => frame.type === "class");
	for (const frame of early) {
		const told = JSON.stringify(frame);
		expect(told).not.toMatch(/"given":\[/);
		expect(told).not.toMatch(/"answer":\d.*"seat":\d.*"answer":\d/);
	}
	// A phone is told its own answer, and the host is told nobody's.
	expect(JSON.stringify(host.frames.filter((frame) => frame.type === "class"))).not.toMatch(/"answer":\d/);
	await host.classCommand({
		type: "class.reveal",
		truth: { answer: 1, says: "B.", client: null, messages: [], differs: [null, null, null] },
	});
	await host.until(() => host.class.told.given !== null);
	expect(host.class.told.given).toEqual([10, 10, 10]);
});

it.each(["decided", "aedes"] as const)(
	"a phone that is given a seat anew hears and inherits nothing of the one before, with broker %s",
	async (broker) => {
		const host = await scene.page(AS_HOST);
		await host.command({ type: "broker.settings", settings: { broker } });
		const before = await scene.page(AS_SEAT);
		const old = await plug(before, "s01-sub", false);
		const oldPublisher = await plug(before, "s01-pub", false);
		old.send({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "private/#", qos: 1 }] });
		await old.until(() => old.packets.length > 1);
		const away = scene.client(ticketQuery(before, "away"));
		expect(await host.classCommand({ type: "class.remove", seat: 1 })).toBe("done");
		await scene.until(() => old.closed && oldPublisher.closed && before.closed !== null);
		const publisher = scene.client(ticketQuery(host), { acks: true });
		publisher.send(connectOf("pub-1"));
		publisher.send(publishOf("private/one", "for the one before", 1));
		await publisher.until(() => publisher.packets.length > 1);
		expect(await host.classCommand({ type: "class.free", seat: 1 })).toBe("done");
		// A socket that was opened by the one before is not let in under this seat.
		away.send(connectOf("s01-sub", { clean: false }));
		await scene.until(() => away.packets.length > 0 || away.closed);
		expect(away.packets.filter((packet) => packet.cmd === "connack" && packet.returnCode === 0)).toEqual([]);

		const next = await scene.page(AS_SEAT);
		expect(next.class.you).toMatchObject({ seat: 1 });
		const store = await phoneOf(next);
		expect(store.getState().live).toMatchObject({ delayMs: 0, sessions: {}, settings: { broker } });
		const client = await plug(next, "s01-sub", false);
		expect(client.packets[0]).toMatchObject({ cmd: "connack", sessionPresent: false });
		publisher.send(publishOf("private/one", "for nobody", 2));
		await publisher.until(() => publisher.packets.length > 2);
		await store.until(({ sessions }) => sessions["s01-sub"] !== undefined);
		expect(client.packets.filter(({ cmd }) => cmd === "publish")).toEqual([]);
		expect(next.texts.join("\n")).not.toMatch(/private|for the one before|for nobody/);
	},
);

it.each([0, 20])(
	"a page is believed what its clients have received as far as it has been sent to them, with a delay of %i ms",
	async (delayMs) => {
		const host = await scene.page(AS_HOST);
		expect(await host.command({ type: "wire.delay", delayMs })).toBe("done");
		const seat = await scene.page(AS_SEAT);
		const client = await plug(seat, "s01-sub", true);
		client.send({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "class/+", qos: 1 }] });
		await client.until(() => client.packets.length > 1);
		const publisher = scene.client(ticketQuery(host), { acks: true });
		publisher.send(connectOf("pub-1"));
		for (const id of [1, 2]) publisher.send(publishOf("class/a", "x", id));
		await client.until(() => client.packets.filter(({ cmd }) => cmd === "publish").length === 2);
		const saysReceived = async (count: number) => {
			seat.send(JSON.stringify({ beat: count, received: { "s01-sub": count, "s02-sub": count } }));
			const told = () => host.class.seats.get(1)?.received["s01-sub"] ?? 0;
			await host.until(() => told() === Math.min(2, count));
			return host.class.seats.get(1)?.received;
		};
		expect(await saysReceived(1)).toEqual({ "s01-sub": 1 });
		expect(await saysReceived(1_000_000_000)).toEqual({ "s01-sub": 2 });
	},
);
