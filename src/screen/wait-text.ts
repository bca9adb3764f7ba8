import { many } from "#contract/many.ts";

/** "3 messages wait": what a queue holds, to be read from the back of a room. */
export function waitText(waiting: number): string {
	return waiting === 0 ? "nothing waits" : `${many(waiting, "message")} ${waiting === 1 ? "waits" : "wait"}`;
}
