import type { CloseReason } from "#contract/reasons.ts";
import type { BothWorlds } from "#model/both-worlds.ts";
import { isKept } from "#model/keeping.ts";
import type { Session, World } from "#model/world.ts";

/** Why a connection ended, as a clause of a sentence about its client. */
export const LEFT: Readonly<Record<CloseReason, string>> = {
	disconnect: "sent DISCONNECT",
	cut: "lost its cable",
	"client-gone": "closed its end without DISCONNECT",
	takeover: "connected again",
	"keep-alive": "was silent for 1.5 times its keep alive",
	"protocol-error": "broke the protocol",
	refused: "was refused",
	overflow: "went past a limit of this room",
	"broker-restart": "was here when the broker was restarted",
	"room-closed": "was here when the room closed",
};

/** A client whose cable has been cut. `before`: the world in which the connection still stands. */
export function goneText(client: string, { world, before }: BothWorlds): string {
	const phase = world.clients[client]?.phase;
	const was = before.clients[client]?.phase;
	if (phase?.phase !== "offline" && phase !== undefined && was?.phase !== "leaving") return `${client} has lost one of its connections`;
	if (was?.phase === "leaving" && was.polite) return `${client} is offline; its DISCONNECT never reached the broker`;
	return `${client} is offline without DISCONNECT`;
}

/** What has become of the client's session, once this connection has ended. */
export function sessionAfter(client: string, connection: string, { world }: BothWorlds): string {
	const session = world.sessions[client];
	if (session === undefined) {
		return world.gone[client]?.connection === connection
			? "its clean session ended with the connection"
			: "the broker has no session for it";
	}
	if (session.connection !== null && session.connection !== connection) return "its session goes on with its other connection";
	return sessionText(session, world);
}

/** What becomes of a session whose client is away. */
export function sessionText(session: Session | undefined, world: World): string {
	if (session?.cleanSession) return "its clean session ends with the connection";
	return session === undefined || isKept(session, world)
		? "the broker keeps its session"
		: "this broker keeps no session without a subscription";
}
