import type { Gate, RealTime, Room } from "#engine/port.ts";

const DISCONNECT = Uint8Array.of(0xe0, 0);

/**
 * Ends the session of this client id as any client would: by a CONNECT with clean session 1 and a DISCONNECT [MQTT-3.1.2-6]. It is told like
 * everything that comes over a wire, and waits for neither a delay nor a pause. clientId: at most 100 ASCII characters.
 */
export function endSession(room: Room, clientId: string, soon: RealTime["soon"]): void {
	let answered = false;
	const client = room.attach(
		{ kind: "guest", transport: "tcp" },
		{
			send() {
				if (answered) return;
				answered = true;
				// Not within the room's own step.
				soon(() => client.received(DISCONNECT));
			},
			unsent: () => 0,
			pause() {},
			resume() {},
			end() {},
			terminate() {},
		},
		AT_ONCE,
	);
	client.received(connectBytes(clientId));
}

const AT_ONCE: Gate = { isAtOnce: true, refuses: () => null, withholds: () => null, opened() {}, closed() {} };

/** [3.1.1 section 3.1]: protocol level 4, clean session 1, no keep alive. */
function connectBytes(clientId: string): Uint8Array {
	const id = new TextEncoder().encode(clientId);
	const variable = [0, 4, 0x4d, 0x51, 0x54, 0x54, 4, 0x02, 0, 0];
	return Uint8Array.of(0x10, variable.length + 2 + id.length, ...variable, 0, id.length, ...id);
}
