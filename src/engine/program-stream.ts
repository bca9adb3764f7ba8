import { openSplitter, type WholePacket } from "#mqtt/split.ts";
import { isOf, READ_WHOLE } from "#mqtt/version.ts";
import type { WireEnd } from "./broker-port.ts";
import { closedItsEnd } from "./closed-its-end.ts";
import { TAKEN_OVER } from "./taken-over.ts";
import { BrokerStream } from "./wire/broker-stream.ts";
import type { Closing } from "./wire/load.ts";

type Heard = {
	/** Whole packets that the program has written, in order. */
	readonly wrote: (packets: readonly WholePacket[]) => void;
	/** The program reads all that was pushed, and goes on to work it off: it has worked off what it had read before. */
	readonly reads?: () => void;
	/** The same, in a step of the room. */
	readonly read?: () => void;
	/** What the client has done for which a program may end the connection; null: the client has kept to the standard, and to what is taken here. */
	readonly because?: () => Closing | null;
	/** The packet that the program has last been given, in a few words; null: none. */
	readonly last?: () => string | null;
	/** How far the connection has come: "parted" once its DISCONNECT has arrived, "refused" once a CONNACK above 0 is on its way. */
	readonly phase: () => string;
};

/** The stream over which a broker's program in this process serves one connection. */
export function openProgramStream(end: WireEnd, heard: Heard): BrokerStream {
	const written = openSplitter(Number.POSITIVE_INFINITY);
	const { wrote, read, reads } = heard;
	return new BrokerStream({
		wrote: (bytes) => end.run(() => wrote(written.push(bytes))),
		...(reads === undefined ? {} : { reads }),
		...(read === undefined ? {} : { read: () => end.run(read) }),
		closed: (fault) => end.run(() => ended(end, heard, fault)),
	});
}

/** The program has ended the connection: why, as far as it shows. */
function ended(end: WireEnd, heard: Heard, fault: Error | null): void {
	if (!end.isOpen()) return;
	const phase = heard.phase();
	if (phase === "parted") return end.close({ reason: "disconnect", says: "It sent DISCONNECT.", clause: "MQTT-3.14.4-1" });
	if (phase === "refused") return end.send({ kind: "end" });
	if (end.hasEnded()) return end.close(closedItsEnd(end));
	if (end.isTakenOver()) return end.close(TAKEN_OVER);
	end.close(heard.because?.() ?? unfounded(end, fault, heard.last?.() ?? null));
}

/** Nothing is known for which a broker may end the connection of this client. */
function unfounded({ client }: WireEnd, fault: Error | null, last: string | null): Closing {
	const word = fault === null ? "" : ` (“${fault.message}”)`;
	if (client === null || !isOf(READ_WHOLE, client.connect))
		return { reason: "unexplained", says: `Aedes ended the connection${word}, and why does not show.`, clause: null };
	const right = last === null ? "The client has kept to the standard" : `${last} is sound`;
	return { reason: "broker-fault", says: `${right}; Aedes ended the connection all the same${word}.`, clause: null };
}
