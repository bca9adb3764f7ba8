import { LIMITS } from "#contract/limits.ts";
import { roomCode } from "#contract/room-code.ts";
import { newKey } from "#host/class/key.ts";
import { addressesOf } from "./addresses.ts";
import type { NodeHost } from "./node-host.ts";
import { qrText } from "./qr-text.ts";

/** Opens the room of a class. The lines are for the terminal alone: one of them holds the key of the host. */
export async function openWorkshop(host: NodeHost, listensAt: string): Promise<readonly string[] | { readonly fault: string }> {
	const room = roomCode((into) => globalThis.crypto.getRandomValues(into)).toLowerCase();
	const hostKey = newKey();
	const here = (address: string) => `http://${address}:${host.port}`;
	const [own = "localhost", ...outside] = addressesOf(listensAt);
	// Phones cannot use the name that the machine has for itself.
	const addresses = (outside.length > 0 ? outside : [own]).map(here);
	const fault = await host.openClass({ room, hostKey, addresses });
	if (fault !== null) return { fault };
	const code = room.toUpperCase();
	return [
		"",
		qrText(`${addresses[0]}/r/${code}`),
		`The class is in room ${code}, for ${LIMITS.seats} phones:`,
		...addresses.map((address) => `  Phones     ${address}/r/${code}`),
		`  Projector  ${here(own)}/r/${code}/screen`,
		`  Host       ${here(own)}/r/${code}#host=${hostKey}`,
		"             (the host’s link leads the class: open it on this machine, and keep it to yourself)",
	];
}
