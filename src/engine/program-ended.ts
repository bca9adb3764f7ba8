import type { WireEnd } from "./broker-port.ts";

/** How far a connection had come when the broker's program ended it. */
export type EndedAs =
	/** The client's DISCONNECT has arrived. */
	| "parted"
	/** A CONNACK with a return code above 0 is on the way. */
	| "refused"
	| "open";

/** Why the broker's program has ended a connection, as far as can be seen. */
export function programEnded(end: WireEnd, as: EndedAs, fault: Error | null): void {
	if (!end.isOpen()) return;
	if (as === "parted") return end.close({ reason: "disconnect", says: "It sent DISCONNECT.", clause: "MQTT-3.14.4-1" });
	if (as === "refused") return end.send({ kind: "end" });
	if (end.hasEnded()) return end.close({ reason: "client-gone", says: "It closed its end without DISCONNECT.", clause: "MQTT-3.1.2-8" });
	const clientId = end.client?.clientId ?? "";
	if (end.isTakenOver())
		return end.close({ reason: "takeover", says: `${clientId} connected again: the newer connection wins.`, clause: "MQTT-3.1.4-2" });
	end.close({ reason: "protocol-error", says: fault?.message ?? "The broker closed the connection.", clause: "MQTT-4.8.0-1" });
}
