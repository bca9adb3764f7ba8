import WebSocket from "ws";
import { load } from "../load.mjs";

const { openFrameReader } = await load("src/contract/frame.ts");

/** Ms within which a page is in, and within which a command is answered. */
const PATIENCE_MS = 20_000;
/** Ms behind what has happened in which a page is told of it. */
const SETTLE_MS = 400;
const EVENTS = '{"type":"events"';

/**
 * A page of a class on a raw room socket, once it knows the room. hello: what it wants to be. It only notes what comes, with its time, so that a
 * hundred of them do not hold each other up; read() unpacks it afterwards.
 */
export function openPage({ base, code }, hello) {
	const socket = new WebSocket(`${base.replace("http", "ws")}/r/${code}/watch`, { perMessageDeflate: false });
	const asked = new Map();
	/** Everything since the line opened: texts and when they came. */
	const heard = [];
	let last = 0;
	const ask = (what) =>
		new Promise((settle, fail) => {
			last += 1;
			const id = last;
			const late = setTimeout(() => fail(new Error("a command was not answered")), PATIENCE_MS);
			asked.set(id, (frame) => {
				clearTimeout(late);
				asked.delete(id);
				settle(frame);
			});
			socket.send(JSON.stringify({ id, ...what }));
		});
	const page = {
		you: null,
		/** Bytes and frames up to the end of the welcome, and those of the longest of these frames. */
		first: null,
		/** Of the whole line, what WebSocket puts around its frames and the answer to its handshake among them. */
		bytes: () => socket._socket?.bytesRead ?? 0,
		heard,
		command: (command) => ask({ command }),
		classCommand: (command) => ask({ class: command }),
		beat: (received) => socket.readyState === WebSocket.OPEN && socket.send(JSON.stringify({ beat: last, received })),
		close: () => socket.terminate(),
	};
	function take(text) {
		heard.push({ at: performance.now(), text });
		if (text.startsWith(EVENTS) || !text.startsWith("{")) return false;
		const frame = JSON.parse(text);
		if (frame.type === "class" && frame.you !== undefined) page.you = frame.you;
		if (frame.type === "done" || frame.type === "refused") asked.get(frame.id)?.(frame);
		return frame.type === "welcome";
	}
	return new Promise((settle, fail) => {
		const late = setTimeout(() => fail(new Error("a page did not come in")), PATIENCE_MS);
		socket.on("open", () => socket.send(JSON.stringify({ hello })));
		socket.on("error", fail);
		socket.on("close", (_, reason) => fail(new Error(`a page was turned out: ${reason}`)));
		socket.on("message", (message) => {
			if (!take(String(message)) || page.first !== null) return;
			const sizes = heard.map(({ text }) => Buffer.byteLength(text));
			page.first = { bytes: sizes.reduce((sum, size) => sum + size, 0), longest: Math.max(...sizes), frames: sizes.length };
			clearTimeout(late);
			settle(page);
		});
	});
}

/** All that the page was told of the room, once it has come. */
export async function eventsOf({ heard }) {
	await new Promise((settle) => setTimeout(settle, SETTLE_MS));
	const read = openFrameReader();
	return heard.flatMap(({ text }) => read(text)?.events ?? []);
}

/** When the page was told of each message, by its payload, in ms. */
export function toldOf({ heard }) {
	const read = openFrameReader();
	const told = new Map();
	for (const { at, text } of heard) {
		const frame = read(text);
		if (frame?.type !== "events") continue;
		for (const event of frame.events) if (event.type === "publication.accepted") told.set(event.payload, at);
	}
	return told;
}

/** Bytes of these texts by what they are: { events, class, beat, ... }. */
export function bytesByKind(heard) {
	const kinds = {};
	for (const { text } of heard) {
		const kind = /^\{"type":"(\w+)"/.exec(text)?.[1] ?? "events";
		kinds[kind] = (kinds[kind] ?? 0) + Buffer.byteLength(text);
	}
	return kinds;
}
