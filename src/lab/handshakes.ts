/** Chromium delays many WebSocket handshakes at once: 60 take 5 s, but 8 at a time take 1.1 s. */
const AT_ONCE = 8;

/** Lets at most this many handshakes run together; the others wait in order. */
export function openHandshakes(atOnce = AT_ONCE) {
	const waiting: (() => void)[] = [];
	let running = 0;
	const letGo = () => {
		while (running < atOnce) {
			const start = waiting.shift();
			if (start === undefined) return;
			running += 1;
			start();
		}
	};
	return {
		/** Calls start as soon as there is room; returns a function that leaves (calling it twice is safe). */
		enter(start: () => void): () => void {
			let state: "waiting" | "running" | "left" = "waiting";
			const begin = () => {
				state = "running";
				start();
			};
			waiting.push(begin);
			letGo();
			return () => {
				if (state === "left") return;
				if (state === "running") running -= 1;
				else waiting.splice(waiting.indexOf(begin), 1);
				state = "left";
				letGo();
			};
		},
	};
}
export type Handshakes = ReturnType<typeof openHandshakes>;
