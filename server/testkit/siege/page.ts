import { WebSocket } from "ws";
import type { Command } from "#contract/command.ts";
import type { Besieged } from "./attack.ts";

/** No answer to a command is as long as this: a longer frame is not parsed. */
const LONGEST_ANSWER = 4_096;

/** A page's end of a room socket, as far as a siege needs one. */
export type Page = {
	readonly bytes: number;
	readonly isOver: boolean;
	/** False: refused, or the socket ended before the answer. */
	command(command: Command): Promise<boolean>;
	send(frame: string | Uint8Array): void;
	stopReading(): void;
	goOnReading(): void;
	close(): void;
};

export type PageOptions = {
	readonly reads?: boolean;
	/** Called after whatever comes, and after the end. */
	readonly moved?: () => void;
};

/** Null: the page was not let in. It reads from the start only if told so: a welcome goes out before anybody can stop it. */
export function openPage(host: Besieged, room: string, { reads = true, moved = () => {} }: PageOptions = {}): Promise<Page | null> {
	const ws = new WebSocket(`ws://127.0.0.1:${host.httpPort}/r/${room}/watch`, { perMessageDeflate: false });
	const asked = new Map<number, (done: boolean) => void>();
	let bytes = 0;
	let lastId = 0;
	let over = false;
	ws.on("message", (frame: Buffer) => {
		bytes += frame.length;
		moved();
		if (asked.size === 0 || frame.length > LONGEST_ANSWER) return;
		const read = JSON.parse(String(frame)) as { type: string; id?: number };
		if (read.type !== "done" && read.type !== "refused") return;
		asked.get(read.id ?? 0)?.(read.type === "done");
		asked.delete(read.id ?? 0);
	});
	ws.on("close", () => {
		over = true;
		for (const settle of asked.values()) settle(false);
		asked.clear();
		moved();
	});
	const page: Page = {
		get bytes() {
			return bytes;
		},
		get isOver() {
			return over;
		},
		command(command) {
			if (over) return Promise.resolve(false);
			lastId += 1;
			const id = lastId;
			return new Promise((settle) => {
				asked.set(id, settle);
				ws.send(JSON.stringify({ id, command }), () => {});
			});
		},
		send: (frame) => ws.send(frame, () => {}),
		stopReading: () => ws.pause(),
		goOnReading: () => ws.resume(),
		close: () => ws.terminate(),
	};
	return new Promise((settle) => {
		ws.on("error", () => settle(null));
		ws.on("open", () => {
			if (!reads) ws.pause();
			settle(page);
		});
	});
}
