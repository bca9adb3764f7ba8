import type { PlanLine } from "./plan.ts";
import { commented } from "./quote.ts";

/**
 * The broker that the code speaks to. userName: over TCP it names the room; null at a broker without rooms. waitSeconds: longer than a packet
 * takes there and back; a short program only waits for time to pass.
 */
export type BrokerAddress = {
	readonly host: string;
	readonly port: number;
	readonly userName: string | null;
	readonly waitSeconds: number;
};

/** A program, and what its language could not express. */
export type Written = { readonly text: string; readonly remarks: readonly string[]; readonly faithful: boolean };

/** A broker gives up on a client after 1.5 times its keep alive [MQTT-3.1.2-24]; many brokers look at their clocks only every few seconds. */
export function givenUpAfterMs(keepAlive: number): number {
	return keepAlive * 1_500 + 5_000;
}

/** The step's own sentence, and what the program leaves out of the step. */
export function numberedLine({ says, note }: PlanLine, at: number, sign: "//" | "#"): readonly string[] {
	return [`${sign} ${at + 1}. ${commented(says)}`, ...(note === null ? [] : [`${sign} ${commented(note)}`])];
}
