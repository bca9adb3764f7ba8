import { EventEmitter } from "node:events";
import { Duplex } from "node:stream";
import { expect, test } from "vitest";
import type { WebSocket } from "ws";
import { openInlet } from "./inlet.ts";

/** A socket and its ws, which is handed bytes and may pause. */
function openEnd() {
	const got: Buffer[] = [];
	const socket = new Duplex({ read() {}, write: (_chunk, _encoding, done) => done(), readableHighWaterMark: 64 * 1024 });
	const ws = Object.assign(new EventEmitter(), { isPaused: false });
	const state = { coming: 0, pausesAt: Number.POSITIVE_INFINITY, bytes: 0 };
	socket.on("data", (piece: Buffer) => {
		got.push(piece);
		state.bytes += piece.length;
		if (state.bytes < state.pausesAt) return;
		ws.isPaused = true;
		socket.pause();
	});
	return { got, socket, ws: ws as never as WebSocket & { isPaused: boolean }, state };
}

const turn = () => new Promise<void>((next) => setImmediate(next));
const bytesOf = (length: number, from: number) => Buffer.from(Array.from({ length }, (_, at) => (at * 7 + from) % 251));

test("many sockets that bring 64 KB each are handed on bounded in each turn, in order, and none waits for another to be through", async () => {
	const inlet = openInlet();
	const ends = Array.from({ length: 20 }, openEnd);
	for (const { ws, socket, state } of ends)
		inlet.feed(ws, socket, (bytes) => {
			state.coming += bytes;
		});
	const sum = () => ends.reduce((all, { state }) => all + state.bytes, 0);
	for (const [n, { socket }] of ends.entries()) socket.push(bytesOf(64 * 1024, n));
	let before = 0;
	const halfWay: number[] = [];
	for (let turns = 0; sum() < 20 * 64 * 1024 && turns < 200; turns += 1) {
		await turn();
		// Two turns at most: what was begun before this one, and this one.
		expect(sum() - before).toBeLessThanOrEqual(64 * 1024);
		before = sum();
		if (halfWay.length === 0 && before >= 10 * 64 * 1024) halfWay.push(...ends.map(({ state }) => state.bytes));
	}
	for (const [n, { got, state }] of ends.entries()) {
		expect(Buffer.concat(got).equals(bytesOf(64 * 1024, n))).toBe(true);
		expect(state.coming).toBe(64 * 1024);
	}
	expect(Math.max(...halfWay) - Math.min(...halfWay)).toBeLessThanOrEqual(36 * 1024);
});

test("a ws that pauses is handed nothing until it goes on, and then the rest", async () => {
	const inlet = openInlet();
	const { ws, socket, state, got } = openEnd();
	state.pausesAt = 10_000;
	inlet.feed(ws, socket, () => {});
	socket.push(bytesOf(50_000, 0));
	for (let turns = 0; turns < 20; turns += 1) await turn();
	expect(state.bytes).toBeLessThan(10_000 + 1_024);
	state.pausesAt = Number.POSITIVE_INFINITY;
	ws.isPaused = false;
	socket.resume();
	for (let turns = 0; turns < 20; turns += 1) await turn();
	expect(Buffer.concat(got).equals(bytesOf(50_000, 0))).toBe(true);
});

test("what a socket brought before its end is handed on before the end is told", async () => {
	const inlet = openInlet();
	const { ws, socket, state } = openEnd();
	const ended = new Promise<number>((told) => socket.on("end", () => told(state.bytes)));
	inlet.feed(ws, socket, () => {});
	socket.push(bytesOf(64 * 1024, 0));
	socket.push(null);
	expect(await ended).toBe(64 * 1024);
});

test("after a fault the ws is handed nothing more, and the socket comes to its end", async () => {
	const inlet = openInlet();
	const { ws, socket, state } = openEnd();
	inlet.feed(ws, socket, () => {});
	socket.push(bytesOf(64 * 1024, 0));
	await turn();
	const before = state.bytes;
	expect(before).toBeLessThan(64 * 1024);
	const ended = new Promise<void>((told) => socket.on("end", told));
	ws.emit("error", new Error("no frame"));
	socket.push(null);
	await ended;
	expect(state.bytes).toBe(before);
});
