import type { CloseReason } from "#contract/reasons.ts";
import { unreachable } from "#contract/unreachable.ts";
import type { Client, Connection, PacketUnderWay, Session } from "#model/world.ts";
import { heldText } from "./packet-text.ts";

/** held: nothing arrives that is not let go, both plugs are in. silent: nothing passes, both plugs are in; half-open: the client's end has closed since, and the broker has not been told. */
type WireKind = "live" | "connecting" | "leaving" | "unplugged" | "cut" | "held" | "silent" | "half-open";
/** until: for a silence or a held wire, the room-clock ms to which the words count down; null: there is no countdown. */
export type WireNote = { readonly title: string; readonly says: string; readonly until?: number | null };
export type WireView = {
	readonly kind: WireKind;
	/** Whether a session on the broker waits at the other end. */
	readonly kept: boolean;
	/** The words under the wire; null while the wire speaks for itself. */
	readonly note: WireNote | null;
};

/**
 * How a client's wire is drawn. Undefined: the client never sent a CONNECT, or only its session is left. silent: the silence of the
 * client's current connection; own: what else is done to that wire alone.
 */
export function wireView(
	clientId: string,
	client: Pick<Client, "phase" | "keepAlive"> | undefined,
	session: Session | undefined,
	silent: Connection["silent"] = null,
	own: OwnWire = {},
): WireView {
	const kept = session !== undefined;
	if (client === undefined) {
		const says = kept ? `${clientId} is away` : `${clientId} has not connected yet`;
		return { kind: "unplugged", kept, note: { title: "Unplugged", says } };
	}
	const { phase } = client;
	if (silent !== null && phase.phase !== "offline") {
		const halfOpen = phase.phase === "leaving";
		return { kind: halfOpen ? "half-open" : "silent", kept, note: silentNote(halfOpen ? clientId : null, silent, client.keepAlive) };
	}
	if (own.held !== undefined && phase.phase !== "offline") return { kind: "held", kept, note: heldWireNote(own.held) };
	const note = delayNote(own);
	switch (phase.phase) {
		case "connected":
			return { kind: "live", kept, note };
		case "connecting":
			return { kind: "connecting", kept, note };
		case "leaving":
			return { kind: "leaving", kept, note };
		case "offline":
			return { kind: phase.reason === "cut" ? "cut" : "unplugged", kept, note: leftNote(clientId, phase.reason, phase.says) };
		default:
			return unreachable(phase);
	}
}

type OwnWire = Pick<Connection, "held" | "ownDelayMs">;

/** Keep alive goes on at both ends of a held wire. */
function heldWireNote({ noticedAt }: NonNullable<OwnWire["held"]>): WireNote {
	const says = "until it is let go";
	return noticedAt === null ? { title: "Held", says } : { title: "Held", says: `${says}; the broker gives up in`, until: noticedAt };
}

function delayNote({ ownDelayMs }: OwnWire): WireNote | null {
	if (ownDelayMs === undefined) return null;
	return { title: ownDelayMs === 0 ? "No delay" : `${ownDelayMs / 1_000} s`, says: "this wire alone" };
}

/** gone: the client that has closed its end; null: none has. */
function silentNote(gone: string | null, { noticedAt }: NonNullable<Connection["silent"]>, keepAlive: number): WireNote {
	const says = `${gone === null ? "The" : `${gone} is gone, the`} broker has not been told`;
	const title = gone === null ? "Silent" : "Half open";
	if (noticedAt !== null) return { title, says: `${says}; it will notice in`, until: noticedAt };
	return { title, says: keepAlive === 0 ? `${says}; keep alive is 0: it may never notice` : says, until: null };
}

function leftNote(clientId: string, reason: CloseReason, says: string): WireNote {
	switch (reason) {
		case "disconnect":
			return { title: "Unplugged", says: `${clientId} sent DISCONNECT` };
		case "cut":
			return { title: "Cable cut", says: "without DISCONNECT" };
		case "client-gone":
			return { title: "Unplugged", says: `${clientId} left without DISCONNECT` };
		case "takeover":
			return { title: "Taken over", says: `${clientId} connected again` };
		case "keep-alive":
			return { title: "The broker gave up", says: "no whole packet for 1.5 × keep alive" };
		case "no-connect":
		case "unheard":
			return { title: "The broker gave up", says };
		case "broker-fault":
			return { title: "A fault of the broker", says: `${clientId} did nothing wrong` };
		case "refused":
			return { title: "Refused", says };
		case "protocol-error":
		case "too-large":
		case "not-allowed":
		case "unexplained":
		case "overflow":
		case "broker-restart":
		case "room-closed":
			return { title: "Closed by the broker", says };
		default:
			return unreachable(reason);
	}
}

/** The words under a wire that stands still: where the foremost packet is held, and what the client is waiting for. */
export function heldNote(
	packets: readonly PacketUnderWay[],
	progressOf: (packet: PacketUnderWay) => number,
	client: Client | undefined,
): WireNote | null {
	const [first] = packets;
	if (first === undefined) return null;
	const held = heldText(first, progressOf(first), "s");
	const waiting = client?.outgoing[0];
	// What stands on the wire is there to be seen: the client only has not got it yet.
	const isComing = packets.some(({ fields }) => fields.type === waiting?.awaits);
	const more = packets.length > 1 ? `and ${packets.length - 1} more` : waiting !== undefined && !isComing ? `No ${waiting.awaits} yet` : "";
	return { title: held === null ? "Held" : `Held at ${held}`, says: more };
}
