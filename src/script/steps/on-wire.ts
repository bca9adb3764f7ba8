import type { Command } from "#contract/command.ts";
import type { Outcome } from "#lab/setup.ts";
import { connectionOf } from "#script/client-phase.ts";
import type { Hands } from "./verb.ts";

export type WireCommand = "wire.cut" | "wire.silence" | "wire.mend" | "wire.hold" | "wire.release";
type Asked =
	| { readonly type: WireCommand }
	| { readonly type: "wire.delay-one"; readonly delayMs: number | null }
	| { readonly type: "wire.step"; readonly direction: "up" | "down" | undefined };

/** Asks the room to do something to the wire of this client, whichever page or guest the client belongs to. */
export async function onWire(clientId: string, asked: WireCommand | Asked, { room }: Hands): Promise<Outcome> {
	const connection = connectionOf(room.getState().live, clientId);
	return connection === null
		? { ok: false, says: `${clientId} has no connection any more.` }
		: room.send({ ...(typeof asked === "string" ? { type: asked } : asked), connection } as Command);
}
