import type { CloseReason } from "#contract/reasons.ts";
import type { World } from "#model/world.ts";

/** The ways for a connection to end that leave a will behind [MQTT-3.1.2-8]; when the whole broker or room goes, its wills go too. */
const LEAVES_WILL: Readonly<Record<CloseReason, boolean>> = {
	disconnect: false,
	cut: true,
	"client-gone": true,
	takeover: false,
	"keep-alive": true,
	"no-connect": false,
	unheard: false,
	"protocol-error": true,
	"too-large": true,
	"not-allowed": true,
	"broker-fault": true,
	unexplained: true,
	refused: false,
	overflow: true,
	"broker-restart": false,
	"room-closed": false,
};

/** The broker publishes a will a moment after the connection has ended: in between, the will is neither on a wire nor in a session. */
export function isWillOwed(clientId: string, world: World, before: World): boolean {
	const had = (before.sessions[clientId]?.will ?? null) !== null;
	const phase = world.clients[clientId]?.phase;
	return had && phase?.phase === "offline" && LEAVES_WILL[phase.reason] && world.named.will === before.named.will;
}
