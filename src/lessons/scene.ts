import { droppedFor, type FullSketch, type Got, type Sketch, sketchOf } from "#course/sketch.ts";
import type { PuckFate } from "#kit/fate.ts";
import type { World } from "#model/world.ts";
import type { QoS } from "#mqtt/packet.ts";
import { isSilent } from "#script/client-phase.ts";
import { filledGot } from "./filled-got.ts";
import type { MessageNames } from "./message-names.ts";

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
	/** Messages dropped for the client in this moment. */
	readonly fallen: readonly Token[];
};

/** What happened, in the colours of the fates. `before`: the world at the end of the previous moment; null: there is none. */
export function happenedScene(clientId: string, world: World, before: World | null): Scene {
	const session = world.sessions[clientId];
	const client = world.clients[clientId];
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
			...(client?.outgoing ?? [])
				.filter(({ awaits }) => awaits !== "PUBCOMP")
				.map(({ message, qos }) => token(message, { qos, fate: "outline" })),
		],
		fallen: newlyDropped(clientId, world, before).map(({ message, qos }) => token(message, { qos, fate: "dropped" })),
	};
}

/** A prediction about one moment. */
type Predicted = {
	/** What the answer states about the client; what it leaves out is drawn as it happened: no difference is drawn that is not compared. */
	readonly stated: Sketch;
	/** The same for the moment before. */
	readonly statedBefore: Sketch | null;
	readonly names: MessageNames;
};

/** What an answer says, as dashed ghosts. `before`: as in happenedScene(). */
export function predictedScene(clientId: string, world: World, before: World | null, { stated, statedBefore, names }: Predicted): Scene {
	const happened = happenedScene(clientId, world, before);
	const seen = sketchOf(world, clientId);
	const ghosts = (payloads: readonly string[], real: readonly Token[]) => named(payloads, names).map((one) => ghost(one, real, names));
	return {
		clientId,
		session: stated.session ?? happened.session,
		link: predictedLink(stated, happened.link),
		slots: [
			...ghosts(
				stated.inflight ?? seen.inflight,
				happened.slots.filter(({ fate }) => fate === "flight"),
			),
			...ghosts(
				stated.queue ?? seen.queue,
				happened.slots.filter(({ fate }) => fate === "queued"),
			),
		],
		got: [
			...ghostsReceived(stated.received ?? seen.received, seen.received, names),
			...ghosts(
				stated.unacknowledged ?? seen.unacknowledged,
				happened.got.filter(({ fate }) => fate === "outline"),
			),
		],
		fallen: ghosts(
			predictedFallen(stated, statedBefore, { seen, seenBefore: before === null ? null : sketchOf(before, clientId) }),
			happened.fallen,
		),
	};
}

type Seen = { readonly seen: FullSketch; readonly seenBefore: FullSketch | null };

/** What falls in this moment by the answer. Where the answer leaves that open: what fell, but for messages that the answer sees elsewhere. */
function predictedFallen(stated: Sketch, statedBefore: Sketch | null, { seen, seenBefore }: Seen): readonly string[] {
	const fellBefore = seenBefore?.dropped ?? [];
	if (stated.dropped !== undefined) return stated.dropped.filter((payload) => !(statedBefore?.dropped ?? fellBefore).includes(payload));
	const elsewhere = [
		...(stated.queue ?? []),
		...(stated.inflight ?? []),
		...(stated.received ?? []).map((got) => filledGot(got, undefined).payload),
	];
	return seen.dropped.filter((payload) => !fellBefore.includes(payload) && !elsewhere.includes(payload));
}

function ghostsReceived(stated: readonly Got[], seen: FullSketch["received"], names: MessageNames): readonly Token[] {
	const filled = stated.map((got, at) => filledGot(got, seen[at]));
	const labels = named(
		filled.map(({ payload }) => payload),
		names,
	);
	return filled.map(({ payload, qos, retain, dup }, at) => ({
		label: labels[at]?.label ?? "?",
		qos: qos ?? names.messageOf(payload)?.qos ?? 0,
		fate: "ghost",
		retain: retain === true,
		dup: dup === true,
	}));
}

type Named = { readonly payload: string; readonly label: string };

/** The same payload again is the same message once more, unless there are several messages with it. */
function named(payloads: readonly string[], names: MessageNames): readonly Named[] {
	return payloads.map((payload, at) => ({
		payload,
		label: names.onPuck(payload, payloads.slice(0, at).filter((one) => one === payload).length),
	}));
}

/** As the real one looks, where there is one: its QoS may be another one than that of the publication. */
function ghost({ payload, label }: Named, real: readonly Token[], names: MessageNames): Token {
	const twin = real.find((token) => token.label === label);
	return {
		label,
		qos: twin?.qos ?? names.messageOf(payload)?.qos ?? 0,
		fate: "ghost",
		retain: twin?.retain === true,
		dup: twin?.dup === true,
	};
}

function newlyDropped(clientId: string, world: World, before: World | null) {
	const earlier = new Set(before === null ? [] : droppedFor(before, clientId).map(({ message }) => message));
	return droppedFor(world, clientId).filter(({ message }) => !earlier.has(message));
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
