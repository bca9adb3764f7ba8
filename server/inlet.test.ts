import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { Duplex } from "node:stream";
import { afterEach, expect, test } from "vitest";
import { type Inlet, openInlet } from "./inlet.ts";

const KB = 1_024;
const BUDGET = { turnBytes: 32 * KB, shareBytes: 4 * KB, pieceBytes: KB };

/** A socket and what reads it, which may pause. */
function openEnd(inlet: Inlet) {
	const got: Buffer[] = [];
	const socket = new Duplex({ read() {}, write: (_chunk, _encoding, done) => done(), readableHighWaterMark: 64 * KB });
	const state = { coming: 0, pausesAt: Number.POSITIVE_INFINITY, isPaused: false, bytes: 0, leavesAt: Number.POSITIVE_INFINITY };
	const take = (piece: Buffer) => {
		got.push(piece);
		state.bytes += piece.length;
		if (state.bytes >= state.leavesAt) socket.off("data", take).pause();
		if (state.bytes < state.pausesAt) return;
		state.isPaused = true;
		socket.pause();
	};
	socket.on("data", take);
	const coming = (bytes: number) => {
		state.coming += bytes;
	};
	const stop = inlet.feed(socket, { coming, isPaused: () => state.isPaused });
	return { got, socket, state, stop };
}

const turn = () => new Promise<void>((next) => setImmediate(next));
const turns = async (count: number) => {
	for (let n = 0; n < count; n += 1) await turn();
};
const bytesOf = (length: number, from: number) => Buffer.from(Array.from({ length }, (_, at) => (at * 7 + from) % 251));
const sum = (ends: readonly { readonly state: { readonly bytes: number } }[]) => ends.reduce((all, { state }) => all + state.bytes, 0);

test("many sockets that bring 64 KB each are handed on bounded in each turn, in order, and none waits for another to be through", async () => {
	const inlet = openInlet(BUDGET);
	const ends = Array.from({ length: 20 }, () => openEnd(inlet));
	for (const [n, { socket }] of ends.entries()) socket.push(bytesOf(64 * KB, n));
	let before = 0;
	const halfWay: number[] = [];
	for (let n = 0; sum(ends) < 20 * 64 * KB && n < 200; n += 1) {
		await turn();
		// Two turns at most: what was begun before this one, and this one.
		expect(sum(ends) - before).toBeLessThanOrEqual(64 * KB);
		before = sum(ends);
		if (halfWay.length === 0 && before >= 10 * 64 * KB) halfWay.push(...ends.map(({ state }) => state.bytes));
	}
	for (const [n, { got, state }] of ends.entries()) {
		expect(Buffer.concat(got).equals(bytesOf(64 * KB, n))).toBe(true);
		expect(state.coming).toBe(64 * KB);
	}
	expect(Math.max(...halfWay) - Math.min(...halfWay)).toBeLessThanOrEqual(36 * KB);
});

test("a socket that brings little, among a hundred that never stop, has it handed on within a few turns, and those go on", async () => {
	const inlet = openInlet(BUDGET);
	const flood = Array.from({ length: 100 }, () => openEnd(inlet));
	const refill = () => {
		for (const [n, { socket }] of flood.entries()) if (socket.readableLength < 16 * KB) socket.push(bytesOf(48 * KB, n));
	};
	for (let n = 0; n < 30; n += 1) {
		refill();
		await turn();
	}
	const before = sum(flood);
	for (let n = 0; n < 10; n += 1) {
		const newcomer = openEnd(inlet);
		newcomer.socket.push(bytesOf(100, n));
		let waited = 0;
		for (; newcomer.state.bytes < 100; waited += 1) {
			refill();
			await turn();
		}
		expect(waited).toBeLessThanOrEqual(3);
		newcomer.stop();
	}
	expect(sum(flood) - before).toBeGreaterThan(100 * KB);
});

test("the last of those that wait has its share and no more, as all others; a socket that is alone has all of a turn", async () => {
	const inlet = openInlet(BUDGET);
	const ends = [openEnd(inlet), openEnd(inlet)];
	for (const { socket } of ends) socket.push(bytesOf(64 * KB, 0));
	await turns(2);
	const before = ends.map(({ state }) => state.bytes);
	await turn();
	for (const [n, { state }] of ends.entries()) expect(state.bytes - (before[n] as number)).toBeLessThanOrEqual(4 * KB);
	const alone = openEnd(openInlet(BUDGET));
	alone.socket.push(bytesOf(64 * KB, 0));
	await turns(4);
	expect(alone.state.bytes).toBe(64 * KB);
});

test("a reader that pauses is handed nothing until it goes on, and then the rest", async () => {
	const { socket, state, got } = openEnd(openInlet(BUDGET));
	state.pausesAt = 10_000;
	socket.push(bytesOf(50_000, 0));
	await turns(20);
	expect(state.bytes).toBeLessThan(10_000 + KB);
	state.pausesAt = Number.POSITIVE_INFINITY;
	state.isPaused = false;
	socket.resume();
	await turns(20);
	expect(Buffer.concat(got).equals(bytesOf(50_000, 0))).toBe(true);
});

test("what a socket brought before its end is handed on before the end is told", async () => {
	const { socket, state } = openEnd(openInlet(BUDGET));
	const ended = new Promise<number>((told) => socket.on("end", () => told(state.bytes)));
	socket.push(bytesOf(64 * KB, 0));
	socket.push(null);
	expect(await ended).toBe(64 * KB);
});

test("a reader that is stopped is handed nothing more, and the socket comes to its end", async () => {
	const { socket, state, stop } = openEnd(openInlet(BUDGET));
	socket.push(bytesOf(64 * KB, 0));
	await turn();
	const before = state.bytes;
	expect(before).toBeLessThan(64 * KB);
	const ended = new Promise<void>((told) => socket.on("end", told));
	stop();
	stop();
	socket.push(null);
	await ended;
	expect(state.bytes).toBe(before);
});

test("a reader that takes itself off leaves what it was not handed in the socket, behind what is put back", async () => {
	const { socket, state } = openEnd(openInlet(BUDGET));
	state.leavesAt = 3 * KB;
	socket.push(bytesOf(10 * KB, 0));
	await turn();
	expect(state.bytes).toBe(3 * KB);
	expect(socket.readableLength).toBe(7 * KB);
	expect(socket.listenerCount("data") + socket.listenerCount("close")).toBe(0);
	socket.unshift(Buffer.from("first"));
	const after: Buffer[] = [];
	socket.on("data", (piece: Buffer) => after.push(piece)).resume();
	await turns(3);
	expect(Buffer.concat(after).equals(Buffer.concat([Buffer.from("first"), bytesOf(10 * KB, 0).subarray(3 * KB)]))).toBe(true);
});

const opened: { close(): void }[] = [];
afterEach(() => {
	for (const one of opened.splice(0)) one.close();
});

test("a socket that is reset with bytes in it has none of them left for those that hear of its close after that", async () => {
	const inlet = openInlet(BUDGET);
	const left: number[] = [];
	const taken: number[] = [];
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.on("error", () => {});
		socket.on("close", () => left.push(socket.readableLength));
		let paused = false;
		socket.on("data", (piece: Buffer) => {
			taken.push(piece.length);
			paused = true;
			socket.pause();
		});
		inlet.feed(socket, { isPaused: () => paused });
	});
	opened.push(server);
	await once(server.listen(0, "127.0.0.1"), "listening");
	const clients = Array.from({ length: 5 }, () => connect((server.address() as AddressInfo).port, "127.0.0.1"));
	for (const client of clients) client.on("error", () => {}).write(Buffer.alloc(60_000));
	await expect.poll(() => taken.length).toBe(5);
	expect([...sockets].every((socket) => socket.readableLength > 10_000)).toBe(true);
	for (const client of clients) client.resetAndDestroy();
	for (const socket of sockets) socket.destroy();
	await expect.poll(() => left).toEqual([0, 0, 0, 0, 0]);
	expect(taken).toHaveLength(5);
});
