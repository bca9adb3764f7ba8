import { LIMITS } from "#contract/limits.ts";
import { LOBBY } from "#contract/room-name.ts";
import { type DoorWords, hostFull, ROOM_FULL, silentAtDoor, visitorOf } from "#engine/door/door-words.ts";
import type { Socket } from "#engine/port.ts";
import { openGathered } from "#mqtt/gathered.ts";
import type { Classes } from "./class/classes.ts";
import { type Destination, destinationOf, FIRST_PACKET_MS, givenUp, type PortRules } from "./first-packet.ts";
import { guard, guardTold } from "./guard.ts";
import { attachClient, type ClientHost, type Newcomer } from "./mqtt-client.ts";
import type { Entered, Rooms } from "./rooms.ts";
import { sayFault } from "./say-fault.ts";
import type { MqttTold } from "./sockets.ts";
import type { TellAtDoor } from "./telling.ts";
import type { Unread } from "./unread.ts";

/** CONNACK with return code 3, server unavailable [3.1.1 table 3.1]. */
export const NO_ROOM_LEFT = Uint8Array.of(0x20, 0x02, 0x00, 0x03);

const ORIGIN = { kind: "guest", transport: "tcp" } as const;
const WHOSE = "an MQTT client on TCP";

export type ByUserNameOptions = ClientHost & {
	readonly rooms: Rooms;
	/** Default: nobody leads a class in any room. */
	readonly classes?: Pick<Classes, "client">;
	/** Where the client comes from; see rooms.enter(). */
	readonly source: string | null;
	/** What clients that are not in a room yet have sent, by their source. */
	readonly atTheDoor: Unread;
	readonly rules: PortRules;
	readonly tell: TellAtDoor;
};

/**
 * An MQTT client that names its room in CONNECT by the user name; without a user name, it goes to the lobby. Until the client is in,
 * whatever it sends is kept for its room.
 */
export function receiveByUserName(carrier: Socket, options: ByUserNameOptions): MqttTold {
	const { rooms, time, log, source, atTheDoor, rules, tell } = options;
	const guarded = guard(log, WHOSE, () => carrier.terminate());
	let phase: "reading" | "entering" | "in" | "over" = "reading";
	let client: MqttTold | null = null;
	/** What the client has sent so far: for its room, and until then held only here. */
	const already = openGathered();
	const held = atTheDoor.join(source ?? "", { unsent: () => already.length, cut: () => carrier.terminate() });
	let finished = false;
	const tellOf = (room: string, said: DoorWords, outcome: "refused" | "lobby" = "refused") =>
		tell(room, source, visitorOf({ from: carrier.peer ?? "this machine", by: "tcp", first: already.bytes }, said, outcome));
	const unset = time.after(FIRST_PACKET_MS, () => time.soon(() => guarded(outOfPatience))); // once what has arrived is read

	function outOfPatience(): void {
		if (phase === "reading" && already.length === 0) tellOf(rules.room ?? LOBBY, silentAtDoor(FIRST_PACKET_MS));
		giveUp();
	}
	function giveUp(): void {
		if (phase === "reading") go(givenUp(already.bytes, rules));
	}
	function go(destination: Destination): void {
		unset();
		phase = "entering";
		// Nothing more is read until there is a room to hear it.
		carrier.pause();
		if (destination.goes === "away") return hangUp();
		const { room, said } = destination;
		if (destination.goes === "out") {
			tellOf(room, destination.said);
			return hangUp(destination.answer);
		}
		rooms
			.enter(room, source)
			.then((entered) => letIn(entered, room, said))
			.catch((fault: unknown) => {
				log(`a TCP connection failed here: ${sayFault(fault)}`, fault);
				carrier.terminate();
			});
	}
	/** The client is no longer at the door: nothing of it is held there. */
	function takeAll(): Uint8Array {
		held.leave();
		return already.take();
	}
	function hangUp(answer: Uint8Array | null = null): void {
		phase = "over";
		takeAll();
		if (answer !== null) carrier.send(answer);
		carrier.resume();
		carrier.end();
	}
	function letIn(entered: Entered, name: string, said: DoorWords | null): void {
		if (!entered.ok) {
			if (phase !== "over") tellOf(name, hostFull(entered.says, 3));
			return hangUp(NO_ROOM_LEFT);
		}
		if (phase === "over") return entered.visit.leave();
		const isFull = entered.visit.room.counts().connections >= LIMITS.connectionsPerRoom;
		const newcomer = isFull ? { ...ROOM_FULL, answer: 3 } : newcomerTo(name, options, carrier.peer);
		if ("says" in newcomer) {
			tellOf(name, newcomer);
			entered.visit.leave();
			return hangUp(NO_ROOM_LEFT);
		}
		if (said !== null) tellOf(name, said, "lobby");
		phase = "in";
		// First of all, so that a room that asks at once for a pause has the last word.
		carrier.resume();
		client = attachClient(entered.visit, newcomer, carrier, options);
		const bytes = takeAll();
		if (bytes.length > 0) client.received(bytes);
		if (finished) client.ended(true);
	}

	return guardTold(guarded, {
		received(bytes) {
			if (client !== null) return client.received(bytes);
			if (phase === "over") return;
			already.add(bytes, LIMITS.firstBytes);
			held.sent(bytes.length);
			if (phase !== "reading") return;
			const destination = destinationOf(already.bytes, rules);
			if (destination !== null) go(destination);
			else if (already.length > LIMITS.firstBytes) giveUp();
		},
		ended(stillReads) {
			if (client !== null) return client.ended(stillReads);
			finished = true;
			giveUp();
		},
		drained: () => client?.drained(),
		gone: (says) => client?.gone(says),
		violated: (says, clause, breach) => client?.violated(says, clause, breach),
		closed() {
			unset();
			phase = "over";
			takeAll();
			client?.closed();
		},
	});
}

/** With words: why the client is not let in. */
function newcomerTo(room: string, { classes, source }: ByUserNameOptions, peer: string | undefined): Newcomer | DoorWords {
	const comes = classes?.client(room, { origin: ORIGIN, ticket: null, source, peer }) ?? { origin: ORIGIN };
	return typeof comes === "string" ? hostFull(comes, 3) : { ...comes, whose: WHOSE };
}
