import type { ClassTask, Presence, SeatTold } from "#contract/class.ts";
import { seatClient, seatOf } from "#contract/seat-client.ts";
import type { World } from "#model/world.ts";

/** The state of one client among many, by the shape of its lamp. free: nobody has this seat. */
const CROWD_LAMPS = ["connected", "offline", "not-answering", "cut", "free"] as const;
export type CrowdLamp = (typeof CROWD_LAMPS)[number];

export const LAMP_WORDS: Readonly<Record<CrowdLamp, string>> = {
	connected: "connected",
	offline: "offline",
	"not-answering": "not answering",
	cut: "cable cut",
	free: "free",
};

/** How one client of many stands. */
export type CrowdPlace = {
	readonly client: string;
	/** The seat that the client belongs to; null: it is nobody's in the class. */
	readonly seat: number | null;
	readonly lamp: CrowdLamp;
	/** clean: also a client whose clean session has ended with its connection. */
	readonly session: "persistent" | "clean" | "none";
	readonly queued: number;
	/** What the client has. Of a page's client, its page says so: what was sent to it does not count, nor what its page had at another moment than this world's. */
	readonly received: number;
	/** What was given up for the client since it left. */
	readonly dropped: number;
	/** Whether its id, topics and payloads are not to be shown. */
	readonly hidden: boolean;
};

/** How a seat stands. task: what all phones do now, which decides which of a seat's two clients its phone shows. */
export function placeOfSeat(world: World, told: SeatTold, task: ClassTask | null = null): CrowdPlace {
	const client = clientOfSeat(world, told.seat, task);
	const subscriber = seatClient(told.seat, "sub");
	return {
		...standOf(world, client),
		seat: told.seat,
		lamp: lampOf(world, client, told.presence),
		received: Math.min(told.received[subscriber] ?? 0, world.clients[subscriber]?.receivedCount ?? 0),
		hidden: told.hidden,
	};
}

/** How a client stands that has no seat: one of the host's own, or a guest. */
export function placeOfOther(world: World, client: string): CrowdPlace {
	return { ...standOf(world, client), seat: null, lamp: lampOf(world, client, "here"), received: confirmed(world, client), hidden: false };
}

/** The seats by their numbers, then every other client that is here, has left a session, or lives in a page. */
export function crowdOf(world: World, seats: ReadonlyMap<number, SeatTold>, task: ClassTask | null = null): ClassCrowd {
	const bySeat = [...seats.values()].sort((one, other) => one.seat - other.seat).map((told) => placeOfSeat(world, told, task));
	return { seats: bySeat, others: otherClients(world, seats).map((client) => placeOfOther(world, client)) };
}
export type ClassCrowd = { readonly seats: readonly CrowdPlace[]; readonly others: readonly CrowdPlace[] };

function otherClients({ clients, sessions }: World, seats: ReadonlyMap<number, SeatTold>): string[] {
	const isSeats = (clientId: string) => seats.has(seatOf(clientId) ?? 0);
	const known = Object.values(clients)
		.filter(({ phase, origin, clientId }) => phase.phase !== "offline" || origin.kind === "lab" || sessions[clientId] !== undefined)
		.map(({ clientId }) => clientId);
	return [...known, ...Object.keys(sessions).filter((clientId) => clients[clientId] === undefined)].filter((one) => !isSeats(one));
}

/** The client that a seat is looked at by: the one that its phone shows now, if there is one, or else its subscriber. */
function clientOfSeat({ clients, sessions }: World, seat: number, task: ClassTask | null): string {
	const isKnown = (clientId: string) => clients[clientId] !== undefined || sessions[clientId] !== undefined;
	const [asked, sub, pub] = [seatClient(seat, task?.client ?? "sub"), seatClient(seat, "sub"), seatClient(seat, "pub")];
	return [asked, sub, pub].find(isKnown) ?? asked;
}

function standOf(world: World, client: string): Pick<CrowdPlace, "client" | "session" | "queued" | "dropped"> {
	const session = world.sessions[client];
	if (session !== undefined) {
		const since = session.offline?.since ?? Number.POSITIVE_INFINITY;
		const dropped = session.connection === null ? session.fallen.filter(({ at }) => at >= since).length : 0;
		return { client, session: session.cleanSession ? "clean" : "persistent", queued: session.queue.length, dropped };
	}
	const gone = world.gone[client];
	if (gone === undefined) return { client, session: "none", queued: 0, dropped: 0 };
	const fell = gone.fallen.filter(({ at }) => at >= gone.endedAt).length;
	return { client, session: gone.cleanSession ? "clean" : "none", queued: 0, dropped: fell + (gone.fallenBefore ?? 0) };
}

/** A seat's phone that says nothing is not connected, whatever the broker still believes. */
function lampOf(world: World, client: string, presence: Presence): CrowdLamp {
	if (presence === "removed") return "free";
	if (presence === "not-answering") return "not-answering";
	const phase = world.clients[client]?.phase;
	if (phase?.phase === "connected") {
		const isSilent = (world.connections[phase.connection]?.silent ?? null) !== null;
		return presence === "away" || isSilent ? "not-answering" : "connected";
	}
	return phase?.phase === "offline" && phase.reason === "cut" ? "cut" : "offline";
}

/** Of a client whose page nobody asks: what is sent at QoS 1 or 2 is not received until it is acknowledged. */
function confirmed({ clients, sessions }: World, client: string): number {
	const unsure = sessions[client]?.inflight.filter(({ arrived }) => arrived).length ?? 0;
	return Math.max(0, (clients[client]?.receivedCount ?? 0) - unsure);
}

/** How many are in each state, in the order of the lamps; a state that nobody is in is left out, except connected. */
export function countLamps(places: readonly CrowdPlace[]): readonly { readonly lamp: CrowdLamp; readonly count: number }[] {
	return CROWD_LAMPS.map((lamp) => ({ lamp, count: places.filter((place) => place.lamp === lamp).length })).filter(
		({ lamp, count }) => lamp === "connected" || count > 0,
	);
}
