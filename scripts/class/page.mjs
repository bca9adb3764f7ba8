import WebSocket from "ws";
import { load } from "../load.mjs";

const { openFrameReader } = await load("src/contract/frame.ts");

/** Ms within which a page is in, and within which a command is answered. */
const PATIENCE_MS = 20_000;
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

/** The events that came on this line, each with the time at which its frame came. */
export function eventsOf({ heard }) {
	const read = openFrameReader();
	return heard.flatMap(({ at, text }) => {
		const frame = read(text);
		return frame?.type === "events" || frame?.type === "welcome" ? frame.events.map((event) => ({ at, event })) : [];
	});
}

/** Bytes of these texts by what they are: { events, class, beat, ... }; and of the events by their types, as they are packed. */
export function bytesByKind(texts) {
	const kinds = {};
	for (const text of texts) {
		const kind = /^\{"type":"(\w+)"/.exec(text)?.[1] ?? "part";
		kinds[kind] = (kinds[kind] ?? 0) + Buffer.byteLength(text);
	}
	return kinds;
}
