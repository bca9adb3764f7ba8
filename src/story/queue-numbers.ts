import type { QueueNumbers } from "#model/queue-limit.ts";

type Counted = Pick<QueueNumbers, "waiting" | "inflight" | "limit">;

/** "2 of 1000", "2 wait and 2 are in flight; the limit is 1000", "10 wait; the limit is 3", "3, no limit" */
export function sayQueue({ waiting, inflight, limit }: Counted): string {
	if (limit === null) return `${waiting}, no limit`;
	if (inflight > 0) return `${waitText(waiting)} and ${inflight} ${inflight === 1 ? "is" : "are"} in flight; the limit is ${limit}`;
	return waiting > limit ? `${waitText(waiting)}; the limit is ${limit}` : `${waiting} of ${limit}`;
}

/** The same where there is no room for words: "3/100", "2+2/100", "10, limit 3"; a number alone where there is no limit. */
export function queueMark({ waiting, inflight, limit }: Counted): string {
	if (limit === null) return `${waiting}`;
	const held = inflight > 0 ? `${waiting}+${inflight}` : `${waiting}`;
	return waiting + inflight > limit ? `${held}, limit ${limit}` : `${held}/${limit}`;
}

function waitText(waiting: number): string {
	return `${waiting} ${waiting === 1 ? "waits" : "wait"}`;
}
