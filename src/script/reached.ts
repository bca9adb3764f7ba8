import type { CloseReason } from "#contract/event.ts";
import type { LabState } from "#lab/lab.ts";
import type { World } from "#model/world.ts";
import { connectionOf, isHalfOpen, isSilent, ownConnectionOf, phaseOf } from "./refusal.ts";
import type { Step } from "./step.ts";
import { isStepped } from "./stepped.ts";

/** through: what the step asked for is so, and nothing of it is under way. stopped: it can no longer come to that. */
export type Reached = "through" | "not-yet" | { readonly stopped: string };

/** The messages of this client that the world knows: taken before a publish step, compared after it. By name: the world forgets old ones. */
export function publishedBy(world: World, clientId: string): ReadonlySet<string> {
	return new Set(
		Object.values(world.messages)
			.filter(({ publisher }) => publisher === clientId)
			.map(({ message }) => message),
	);
}

/** Whether the step has been made already, by hand: it need not be made again. */
export function alreadySo(step: Step, world: World, lab: LabState): boolean {
	if (step.do === "connect" || step.do === "disconnect") {
		const here = ownConnectionOf(world, lab, step.client) !== null && phaseOf(world, step.client) !== "leaving";
		return here === (step.do === "connect");
	}
	if (step.do === "pause" || step.do === "resume") return world.clock.paused === (step.do === "pause");
	if (step.do === "cut") return connectionOf(world, step.client) === null;
	if (step.do === "silence") return isSilent(world, step.client);
	if (step.do === "mend") return connectionOf(world, step.client) !== null && !isSilent(world, step.client);
	return false;
}

type Look = {
	readonly step: Step;
	readonly cast: readonly string[];
	readonly world: World;
	readonly lab: LabState;
	/** publishedBy() before the step. */
	readonly published: ReadonlySet<string>;
	/** The packet on its wire is enough. */
	readonly sent?: boolean;
	/** The world before the step: what has come of it is told by what has changed since. */
	readonly before?: World;
};

/** Judged by state alone, so that a step made by hand in between does no harm. */
export function reached({ step, cast, world, lab, published, sent = false, before }: Look): Reached {
	const quiet = sent || nothingUnderWay(world, cast);
	const through = (so: boolean): Reached => (so && quiet ? "through" : "not-yet");
	const online = (clientId: string): Reached => {
		if (phaseOf(world, clientId) === "connected" && ownConnectionOf(world, lab, clientId) !== null) return through(true);
		return gone(clientId, world, lab) ?? "not-yet";
	};
	switch (step.do) {
		case "takeover":
			// mqtt.js may have its CONNACK before this page has heard of the second connection.
			if (before !== undefined && connectionOf(world, step.client) === connectionOf(before, step.client)) {
				return newerIsLost(step.client, world, before) ?? "not-yet";
			}
			return online(step.client);
		case "connect":
			return online(step.client);
		case "silence":
			return isSilent(world, step.client) ? "through" : "not-yet";
		case "mend":
			if (isSilent(world, step.client)) return "not-yet";
			// What stood still goes on from there, unless the whole room stands still.
			return world.clock.paused ? "through" : through(true);
		case "disconnect":
			// Over a silent wire the broker does not hear of it.
			if (isHalfOpen(world, step.client) && !plugged(lab, step.client)) return through(true);
			return through(ownConnectionOf(world, lab, step.client) === null && !plugged(lab, step.client));
		case "cut":
		case "violate":
			if (isWillOwed(step.client, world, before)) return "not-yet";
			return through(ownConnectionOf(world, lab, step.client) === null && !plugged(lab, step.client));
		case "subscribe":
		case "unsubscribe": {
			const now = subscriptionOf(world, step);
			// One that stood already is there anew: mqtt.js may have its SUBACK before this page has heard of it.
			const so = step.do === "unsubscribe" ? now === undefined : now !== undefined && now !== subscriptionOf(before, step);
			const answered = (lab.links[step.client]?.unanswered ?? 0) === 0;
			if (so && answered) return through(true);
			return gone(step.client, world, lab) ?? "not-yet";
		}
		case "publish": {
			const mine = Object.values(world.messages).filter(({ publisher, message }) => publisher === step.client && !published.has(message));
			if (mine.length >= step.times) return through(sent || mine.every(({ phase }) => phase !== "to-broker"));
			return gone(step.client, world, lab) ?? "not-yet";
		}
		case "await":
			if (isWillOwed(step.client, world, before)) return "not-yet";
			return through(step.until === "offline" ? connectionOf(world, step.client) === null : world.sessions[step.client] === undefined);
		case "resume":
			return through(!world.clock.paused);
		case "pause":
			return world.clock.paused ? "through" : "not-yet";
		case "step":
			return isStepped({ packet: step.packet, cast, world, before: before ?? world }) ? "through" : "not-yet";
		default:
			return "through";
	}
}

/** Nothing on the wires of these clients, and no handshake of theirs that would go on by itself. On a silent wire nothing does. */
export function nothingUnderWay(world: World, cast: readonly string[]): boolean {
	for (const { connection, still } of Object.values(world.packets)) {
		if (still) continue;
		const clientId = world.connections[connection]?.clientId;
		if (clientId === null || clientId === undefined || cast.includes(clientId)) return false;
	}
	return cast.every((clientId) => isAtRest(world, clientId));
}

function isAtRest(world: World, clientId: string): boolean {
	const client = world.clients[clientId];
	if (client === undefined || client.phase.phase === "offline" || isSilent(world, clientId)) return true;
	if (client.phase.phase !== "connected") return false;
	if (client.outgoing.length > 0 || client.incoming.length > 0) return false;
	const session = world.sessions[clientId];
	if (session !== undefined && (session.queue.length > 0 || session.inflight.length > 0 || session.incoming.length > 0)) return false;
	// Accepted, and the broker has not handed it out yet: it is on no wire and in no queue.
	return Object.values(world.fates).every((bySubscriber) => {
		const fate = bySubscriber[clientId];
		return fate?.fate !== "inflight" || fate.why === "with-sender";
	});
}

type Subscribing = { readonly client: string; readonly filter: string };

function subscriptionOf(world: World | undefined, { client, filter }: Subscribing) {
	return world?.sessions[client]?.subscriptions[filter];
}

/** The connection that was to take over is gone with its CONNECT; the older one stands. */
function newerIsLost(clientId: string, { lost }: World, before: World): { readonly stopped: string } | null {
	const newly = lost.filter((packet) => !before.lost.includes(packet));
	if (!newly.some((packet) => packet.clientId === clientId && packet.fields.type === "CONNECT")) return null;
	return { stopped: `The second connection of ${clientId} was lost with its CONNECT: the first one stands.` };
}

/** How a connection ends that leaves a will behind [MQTT-3.1.2-8]; with the whole broker or room its wills go too. */
const LEAVES_WILL: readonly CloseReason[] = ["cut", "client-gone", "keep-alive", "protocol-error", "not-allowed", "overflow"];

/** The broker publishes a will a moment after the connection has ended: by then it is on no wire and in no session. */
function isWillOwed(clientId: string, world: World, before: World | undefined): boolean {
	const had = (before?.sessions[clientId]?.will ?? null) !== null;
	const phase = world.clients[clientId]?.phase;
	return had && phase?.phase === "offline" && LEAVES_WILL.includes(phase.reason) && world.named.will === before?.named.will;
}

function plugged(lab: LabState, clientId: string): boolean {
	return lab.clients[clientId]?.plugged === true;
}

function gone(clientId: string, world: World, lab: LabState): { readonly stopped: string } | null {
	if (ownConnectionOf(world, lab, clientId) !== null || plugged(lab, clientId)) return null;
	return { stopped: `${clientId} went offline before this step was through.` };
}
