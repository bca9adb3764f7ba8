import type { WebSocket } from "ws";

/**
 * Answers Pings, one Pong at a time: while it is on its way, only the last Ping is remembered, as RFC 6455, section 5.5.3 allows. A client may
 * send thousands in one read, and take none of the answers.
 */
export function answerPings(ws: WebSocket): void {
	let last: Buffer | null = null;
	let isOnItsWay = false;
	const answer = () => {
		if (last === null || isOnItsWay) return;
		const payload = last;
		last = null;
		isOnItsWay = true;
		ws.pong(payload, false, () => {
			isOnItsWay = false;
			answer();
		});
	};
	ws.on("ping", (payload) => {
		last = Buffer.from(payload); // a view of all that was read with it
		answer();
	});
}
