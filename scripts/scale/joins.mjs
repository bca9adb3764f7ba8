import { WebSocket } from "ws";

/** Joins of one run. */
const JOINS = 4;
/** Ms without a byte after which a welcome counts as whole. */
const QUIET_MS = 200;

/** What a page gets that joins: bytes and ms of the first frame, and of all that comes until there is quiet. The newest event's seq shows the age of the room. */
function join({ httpPort }) {
	return new Promise((settle, fail) => {
		const startedAt = performance.now();
		const ws = new WebSocket(`ws://127.0.0.1:${httpPort}/r/scale/watch`, { perMessageDeflate: false });
		const seen = { firstBytes: 0, firstMs: 0, wholeBytes: 0, wholeMs: 0, seq: 0 };
		const frames = [];
		const timer = setTimeout(() => ws.terminate(), 10_000);
		ws.on("error", fail);
		ws.on("message", (frame) => {
			seen.wholeMs = performance.now() - startedAt;
			seen.wholeBytes += frame.length;
			if (frames.length === 0) Object.assign(seen, { firstBytes: frame.length, firstMs: seen.wholeMs });
			frames.push(frame);
			clearTimeout(timer);
			setTimeout(() => frames.at(-1) === frame && ws.terminate(), QUIET_MS);
		});
		ws.on("close", () => {
			clearTimeout(timer);
			if (frames.length === 0) return fail(new Error("no welcome came"));
			settle({ ...seen, frames });
		});
	});
}

const newestSeq = (frames) =>
	frames.reduce((most, frame) => Math.max(most, Number([...String(frame).matchAll(/"seq":(\d+)/g)].at(-1)?.[1] ?? 0)), 0);

/** The cost of joining, against what has happened in the room before. */
export const JOINING = {
	says: "events that a room is old when a page joins: per join",
	points: [0, 1_000, 5_000, 20_000, 50_000],
	/** Until then the room fills up with what it remembers: clients, messages, its log. */
	first: 2,
	per: "join",
	async build(ground, n, host) {
		const publisher = await ground.join("pub");
		const reader = await ground.there("reader", ["topic/#"]);
		let sent = 0;
		while (n > 0) {
			const { frames } = await join(host);
			const left = n - newestSeq(frames);
			if (left <= 0) break;
			// A message makes a handful of events: a little is sent, and the age looked at again.
			for (const until = sent + Math.max(20, Math.floor(left / 8)); sent < until; sent += 20) {
				publisher.publishMany(20, `topic/${sent % 100}`, { qos: 1, payload: Buffer.alloc(64, "x") });
				if (!(await publisher.answered())) throw new Error("a publisher got no answer");
			}
			reader.ping();
			await reader.answered();
		}
		return async () => {
			const all = [];
			for (let at = 0; at < JOINS; at += 1) {
				const { frames, ...seen } = await join(host);
				all.push(seen);
			}
			const mean = (key) => all.reduce((sum, one) => sum + one[key], 0) / JOINS;
			const figures = {
				firstBytes: mean("firstBytes"),
				firstMs: mean("firstMs"),
				wholeBytes: mean("wholeBytes"),
				wholeMs: mean("wholeMs"),
			};
			return Object.assign(figures, { units: JOINS });
		};
	},
};
