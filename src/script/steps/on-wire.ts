import type { Outcome } from "#lab/setup.ts";
import { connectionOf } from "#script/client-phase.ts";
import type { Hands } from "./verb.ts";

/** Asks the room to do something to the wire of this client, whichever page or guest the client belongs to. */
export async function onWire(clientId: string, type: "wire.cut" | "wire.silence" | "wire.mend", { room }: Hands): Promise<Outcome> {
	const connection = connectionOf(room.getState().live, clientId);
	return connection === null ? { ok: false, says: `${clientId} has no connection any more.` } : room.send({ type, connection });
}
