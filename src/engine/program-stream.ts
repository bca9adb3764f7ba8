import { openSplitter, type WholePacket } from "#mqtt/split.ts";
import type { WireEnd } from "./broker-port.ts";
import { closedItsEnd } from "./closed-its-end.ts";
import { BrokerStream } from "./wire/broker-stream.ts";

type Heard = {
	/** Whole packets that the program has written, in order. */
	readonly wrote: (packets: readonly WholePacket[]) => void;
	/** The program has read what was pushed. */
	readonly read?: () => void;
	/** How far the connection has come: "parted" once its DISCONNECT has arrived, "refused" once a CONNACK above 0 is on its way. */
	readonly phase: () => string;
};

/** The stream over which a broker's program in this process serves one connection. */
export function openProgramStream(end: WireEnd, { wrote, read, phase }: Heard): BrokerStream {
	const written = openSplitter(Number.POSITIVE_INFINITY);
	return new BrokerStream({
		wrote: (bytes) => end.run(() => wrote(written.push(bytes))),
		...(read === undefined ? {} : { read: () => end.run(read) }),
		closed: (fault) => end.run(() => ended(end, phase(), fault)),
	});
}

/** The program has ended the connection: why, as far as it shows. */
function ended(end: WireEnd, phase: string, fault: Error | null): void {
	if (!end.isOpen()) return;
	if (phase === "parted") return end.close({ reason: "disconnect", says: "It sent DISCONNECT.", clause: "MQTT-3.14.4-1" });
	if (phase === "refused") return end.send({ kind: "end" });
	if (end.hasEnded()) return end.close(closedItsEnd(end));
	const clientId = end.client?.clientId ?? "";
	if (end.isTakenOver())
		return end.close({ reason: "takeover", says: `${clientId} connected again: the newer connection wins.`, clause: "MQTT-3.1.4-2" });
	end.close({ reason: "protocol-error", says: fault?.message ?? "The broker closed the connection.", clause: "MQTT-4.8.0-1" });
}
