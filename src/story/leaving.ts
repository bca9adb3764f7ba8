import { CLOSES, type CloseReason } from "#contract/reasons.ts";
import type { BothWorlds } from "#model/both-worlds.ts";
import { isKept } from "#model/keeping.ts";
import type { Session, World } from "#model/world.ts";
import type { Lead } from "./family.ts";

type Ending = (who: string) => string;

/** Why a connection ended, as a clause about its client: whose doing it was. who: the client, or "it" where the client has just been named. */
const LEFT: Readonly<Record<CloseReason, Ending>> = {
	disconnect: (who) => `${who} sent DISCONNECT`,
	cut: (who) => `${who} lost its cable`,
	"client-gone": (who) => `${who} closed its end without DISCONNECT`,
	takeover: (who) => `${who} connected again`,
	"keep-alive": (who) => `no whole packet of ${who === "it" ? "this client" : who} reached the broker for 1.5 times its keep alive`,
	"no-connect": (who) => `${who} sent no whole CONNECT in good time`,
	unheard: (who) => `${who} sent CONNECT on a silent wire`,
	"protocol-error": (who) => `${who} broke the protocol`,
	"too-large": (who) => `${who} went past a limit of this broker`,
	"not-allowed": (who) => `${who} did what this broker does not allow`,
	"broker-fault": (who) => `the broker ended ${who === "it" ? "this" : `${who}’s`} connection through a fault of its own`,
	unexplained: (who) => `the broker ended ${who === "it" ? "this" : `${who}’s`} connection`,
	refused: (who) => `${who} was refused`,
	overflow: (who) => `${who} went past a limit of this room`,
	"broker-restart": (who) => `${who} was here when the broker was restarted`,
	"room-closed": (who) => `${who} was here when the room closed`,
};

export function leftText(reason: CloseReason, who = "it"): string {
	return LEFT[reason](who);
}

/** The same at the beginning of a sentence: the name of a client stays as it is. */
export function leftStart(reason: CloseReason, who: string): string {
	const text = leftText(reason, who);
	return LEFT[reason]("").startsWith(" ") ? text : `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** What leads the sentence about a client whose session is kept. */
export function leadOf(reason: CloseReason): Lead {
	if (reason === "cut") return "Cable cut.";
	return CLOSES[reason].byBroker ? "Closed by the broker." : "Unplugged.";
}

/** A client whose cable has been cut. `before`: the world in which the connection still stands. */
export function goneText(client: string, { world, before }: BothWorlds): string {
	const phase = world.clients[client]?.phase;
	const was = before.clients[client]?.phase;
	// The end of the session is told before that of the connection.
	const goOn = connectionsOf(client, world) - (connectionsOf(client, before) === connectionsOf(client, world) ? 1 : 0);
	if (goOn > 0) return `${client} has lost one of its connections`;
	if (phase?.phase !== "offline" && phase !== undefined && was?.phase !== "leaving") return `${client} has lost one of its connections`;
	if (was?.phase === "leaving" && was.polite) return `${client} is offline; its DISCONNECT never reached the broker`;
	return `${client} is offline without DISCONNECT`;
}

function connectionsOf(client: string, { connections }: World): number {
	return Object.values(connections).filter(({ clientId }) => clientId === client).length;
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
