import { droppedFor, type Got, type Sketch, sketchOf } from "#course/sketch.ts";
import type { PuckFate } from "#kit/fate.ts";
import type { Message, World } from "#model/world.ts";
import type { QoS } from "#mqtt/packet.ts";
import { isSilent } from "#script/client-phase.ts";

/** One message in the drawing. */
export type Token = {
	/** m1, where the world knows the message by its payload; otherwise the payload. */
	readonly label: string;
	readonly qos: QoS;
	readonly fate: PuckFate;
	readonly retain: boolean;
	readonly dup: boolean;
};

/** One client and the broker's session for that client, at the end of one moment: what is drawn, without positions. */
export type Scene = {
	readonly clientId: string;
	readonly session: "persistent" | "clean" | "none";
	readonly link: "in" | "silent" | "cut" | "out";
	/** In the session: sent and unacknowledged messages first, then those that wait. */
	readonly slots: readonly Token[];
	/** The messages that the client's application has, and the copies that the client keeps until they are acknowledged. */
	readonly got: readonly Token[];
	/** Whether anything is said about what the client has: if not, the client's box does not say "nothing". */
	readonly gotKnown: boolean;
	/** Messages dropped for the client in this moment. */
	readonly fallen: readonly Token[];
};

/** What happened, in the colours of the fates. `before`: the world at the end of the previous moment; null: there is none. */
export function happenedScene(clientId: string, world: World, before: World | null): Scene {
	const session = world.sessions[clientId];
	const client = world.clients[clientId];
	const earlier = new Set(before === null ? [] : droppedFor(before, clientId).map(({ message }) => message));
	const token = (message: string, more: Omit<Token, "label" | "retain" | "dup"> & Partial<Token>): Token => ({
		label: message,
		retain: false,
		dup: false,
		...more,
	});
	return {
		clientId,
		session: sketchOf(world, clientId).session,
		link: linkOf(world, clientId),
		slots: [
			...(session?.inflight ?? []).map(({ message, qos, dup }) => token(message, { qos, dup, fate: "flight" })),
			...(session?.queue ?? []).map(({ message, qos }) => token(message, { qos, fate: "queued" })),
		],
		got: [
			...(client?.received ?? []).map(({ message, qos, retain, dup }) => token(message, { qos, retain, dup, fate: "delivered" })),
			...(client?.outgoing ?? []).map(({ message, qos }) => token(message, { qos, fate: "outline" })),
		],
		gotKnown: true,
		fallen: droppedFor(world, clientId)
			.filter(({ message }) => !earlier.has(message))
			.map(({ message, qos }) => token(message, { qos, fate: "dropped" })),
	};
}

/**
 * What an answer says, as dashed ghosts. Where the answer says nothing, connection and session are drawn as they were, and messages are
 * left out. `before`: what the answer said about the previous moment.
 */
export function predictedScene(stated: Sketch, world: World, clientId: string, before: Sketch = {}): Scene {
	const ghosts = (all: readonly Got[]) => all.map((got) => ghost(got, world));
	const earlier = new Set(before.dropped ?? []);
	return {
		clientId,
		session: stated.session ?? sketchOf(world, clientId).session,
		link: predictedLink(stated, linkOf(world, clientId)),
		slots: [...ghosts(stated.inflight ?? []), ...ghosts(stated.queue ?? [])],
		got: [...ghosts(stated.received ?? []), ...ghosts(stated.unacknowledged ?? [])],
		gotKnown: stated.received !== undefined || stated.unacknowledged !== undefined,
		fallen: ghosts((stated.dropped ?? []).filter((payload) => !earlier.has(payload))),
	};
}

/** The message with this payload; undefined: no client has published it. */
export function byPayload(world: World, payload: string): Message | undefined {
	return Object.values(world.messages).find((message) => message.payload === payload);
}

function ghost(got: Got, world: World): Token {
	const payload = typeof got === "string" ? got : got.payload;
	const bits: Exclude<Got, string> = typeof got === "string" ? { payload } : got;
	const message = byPayload(world, payload);
	return {
		label: message?.message ?? payload,
		qos: bits.qos ?? message?.qos ?? 0,
		fate: "ghost",
		retain: bits.retain === true,
		dup: bits.dup === true,
	};
}

function linkOf(world: World, clientId: string): Scene["link"] {
	const phase = world.clients[clientId]?.phase;
	if (phase === undefined) return "out";
	if (phase.phase !== "offline") return isSilent(world, clientId) ? "silent" : phase.phase === "leaving" ? "out" : "in";
	return phase.reason === "cut" ? "cut" : "out";
}

function predictedLink({ online, ended }: Sketch, was: Scene["link"]): Scene["link"] {
	if (online === undefined) return was;
	if (online) return was === "silent" ? "silent" : "in";
	if (ended !== undefined) return ended === "cut" ? "cut" : "out";
	return was === "cut" || was === "silent" ? was : "out";
}
