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
	return beginsWithClient(reason) ? text : `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Read off the clause without a name: a client may be called "no" or "the", as other clauses begin. */
function beginsWithClient(reason: CloseReason): boolean {
	return leftText(reason, "").startsWith(" ");
}

/** What leads the sentence about a client whose session is kept. */
export function leadOf(reason: Exclude<CloseReason, "cut">): Lead {
	return CLOSES[reason].byBroker ? "Closed by the broker." : "Unplugged.";
}

/** A client whose cable has been cut. ended: the connection on it, which still stands where the end of the session is told. */
export function goneText(client: string, ended: string | null, { world, before }: BothWorlds): string {
	const phase = world.clients[client]?.phase;
	const was = before.clients[client]?.phase;
	const stays = phase !== undefined && phase.phase !== "offline" && was?.phase !== "leaving";
	if (stays || hasAnother(client, ended, world)) return `${client} has lost one of its connections`;
	if (was?.phase === "leaving" && was.polite) return `${client} is offline; its DISCONNECT never reached the broker`;
	return `${client} is offline without DISCONNECT`;
}

function hasAnother(client: string, ended: string | null, { connections }: World): boolean {
	return Object.values(connections).some(({ clientId, connection }) => clientId === client && connection !== ended);
}

/** What has become of the client's session, once this connection has ended. */
export function sessionAfter(client: string, connection: string, { world }: BothWorlds): string {
	const session = world.sessions[client];
	if (session === undefined && world.gone[client]?.connection === connection) return "its clean session ended with the connection";
	if (session !== undefined && session.connection !== null && session.connection !== connection)
		return "its session goes on with its other connection";
	return sessionText(session, world);
}

/** What becomes of a session whose client is away. who: the client, or "it" where the client has just been named. */
export function sessionText(session: Session | undefined, world: Pick<World, "settings">, who = "it"): string {
	if (session === undefined) return `the broker has no session for ${who}`;
	if (session.cleanSession) return "its clean session ends with the connection";
	return isKept(session, world) ? "the broker keeps its session" : "this broker keeps no session without a subscription";
}
