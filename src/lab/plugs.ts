import { type ClientHalf, newHalf } from "./half.ts";
import { openHandshakes } from "./handshakes.ts";
import type { LinkState } from "./lab.ts";
import { type Link, type OpenSocket, openLink } from "./link.ts";
import type { PausableClock } from "./room-timers.ts";
import type { ClientSetup } from "./setup.ts";
import type { Unsent } from "./unsent.ts";

type PlugsOptions = {
	/** Asked for each connection: it may carry what the page was given meanwhile. */
	readonly url: () => string;
	readonly WebSocket: OpenSocket;
	readonly clock: PausableClock;
	readonly changed: (clientId: string, state: LinkState) => void;
	readonly unplugged: (clientId: string) => void;
	readonly received: (clientId: string) => void;
	readonly struck: (clientId: string, unsent: Unsent) => void;
};

/** A client's own half of its session, and whether the connection that this half last served had clean_session = true. */
type Own = { readonly half: ClientHalf; readonly clean: boolean };

/** Which client holds a connection, and what each client keeps between two connections. */
export function openPlugs({ url, WebSocket, clock, changed, unplugged, received, struck }: PlugsOptions) {
	const own = new Map<string, Own>();
	/** Each client's connections, newest last: a client that is being taken over has two for a while. */
	const links = new Map<string, readonly Link[]>();
	const current = (clientId: string) => links.get(clientId)?.at(-1);
	const handshakes = openHandshakes();
	const halfFor = ({ clientId, cleanSession }: ClientSetup): ClientHalf => {
		const before = own.get(clientId);
		// A clean session starts from nothing and ends with its connection, on both ends [MQTT-3.1.2-6].
		const half = before === undefined || before.clean || cleanSession ? newHalf() : before.half;
		own.set(clientId, { half, clean: cleanSession });
		return half;
	};
	return {
		link: current,
		plug(setup: ClientSetup): Link {
			const { clientId } = setup;
			const link = openLink({
				url: url(),
				WebSocket,
				setup,
				half: halfFor(setup),
				clock,
				handshakes,
				changed(state) {
					if (current(clientId) === link) changed(clientId, state);
				},
				received: () => received(clientId),
				struck: (unsent) => struck(clientId, unsent),
				closed() {
					const others = (links.get(clientId) ?? []).filter((other) => other !== link);
					links.set(clientId, others);
					const left = others.at(-1);
					if (left !== undefined) return changed(clientId, left.state());
					links.delete(clientId);
					unplugged(clientId);
				},
			});
			links.set(clientId, [...(links.get(clientId) ?? []), link]);
			return link;
		},
		/** The client's own half, for good. */
		forget: (clientId: string) => void own.delete(clientId),
		forgetAll(): void {
			for (const link of [...links.values()].flat()) link.drop();
			own.clear();
		},
	};
}
