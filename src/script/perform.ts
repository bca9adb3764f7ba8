import type { Command } from "#contract/command.ts";
import type { RoomEvent } from "#contract/event.ts";
import { withChanges } from "#contract/settings.ts";
import { unreachable } from "#contract/unreachable.ts";
import type { LabStore } from "#lab/lab.ts";
import type { Outcome } from "#lab/setup.ts";
import type { RoomStore } from "#room/room-state.ts";
import { connectCard } from "./cast.ts";
import type { Recorder } from "./recorder.ts";
import { connectionOf, isHalfOpen, phaseOf, refusal } from "./refusal.ts";
import type { Step } from "./step.ts";
import { untilEither } from "./wait.ts";

export type PerformOptions = {
	readonly room: RoomStore;
	readonly lab: LabStore;
	/** Ends every wait: the playground is closed. */
	readonly signal: AbortSignal;
	/** A person chose this delay. */
	readonly delayChosen: (delayMs: number) => void;
	readonly recorder: Recorder;
};

const LEFT: Outcome = { ok: false, says: "The room was left." };

/** The one way to do anything: what the world forbids is refused with a sentence, the rest goes to the lab or to the room. */
export function performer(options: PerformOptions): (step: Step) => Promise<Outcome> {
	const { room, lab } = options;
	return async (step) => {
		const fault = refusal(step, room.getState().world, lab.getState());
		// As the card was when the step was made: it may be changed while its socket opens.
		const cards = lab.getState();
		const outcome: Outcome = fault === null ? await act(step, options) : { ok: false, says: fault };
		if (outcome.ok) options.recorder.performed(step, cards, room.getState().world);
		if (!outcome.ok && !options.signal.aborted) room.notice(outcome.says);
		return outcome;
	};
}

async function act(step: Step, { room, lab, signal, delayChosen }: PerformOptions): Promise<Outcome> {
	switch (step.do) {
		case "add":
			return lab.add(step.client, step.setup);
		case "remove":
			return lab.remove(step.client);
		case "rename":
			return lab.rename(step.client, step.to);
		case "set":
			return lab.set(step.client, step.setup);
		case "connect":
			return connect(step, room, lab, signal);
		case "disconnect":
			return lab.disconnect(step.client);
		case "cut":
			return onWire(step.client, "wire.cut", room);
		case "silence":
			return onWire(step.client, "wire.silence", room);
		case "mend":
			return onWire(step.client, "wire.mend", room);
		case "takeover":
			return takeOver(step.client, room, lab, signal);
		case "violate":
			return once(step.client, room, lab, signal, () => lab.violate(step.client));
		case "subscribe":
			return once(step.client, room, lab, signal, () => lab.subscribeTo(step.client, step.filter, step.qos));
		case "unsubscribe":
			return once(step.client, room, lab, signal, () => lab.unsubscribeFrom(step.client, step.filter));
		case "publish": {
			const { topic, payload, qos, retain, times } = step;
			return once(step.client, room, lab, signal, () => lab.publish(step.client, { topic, payload, qos, retain, times }));
		}
		case "pause":
			return room.send({ type: "clock.pause" });
		case "resume":
			return room.send({ type: "clock.resume" });
		case "step":
			return room.send(step.packet === undefined ? { type: "wire.step" } : { type: "wire.step", packet: step.packet });
		case "delay":
			delayChosen(step.delayMs);
			return room.send({ type: "wire.delay", delayMs: step.delayMs });
		case "clear":
			return endAll({ type: "room.clear" }, "room.cleared", room, lab, signal);
		case "restart":
			return endAll({ type: "broker.restart" }, "broker.restarted", room, lab, signal);
		case "settings": {
			const before = room.getState().world.settings;
			const settings = withChanges(before, step.settings);
			const command = { type: "broker.settings", settings } as const;
			const isOther = settings.broker !== before.broker;
			return isOther ? endAll(command, "broker.restarted", room, lab, signal) : room.send(command);
		}
		case "await":
			return { ok: true };
		default:
			return unreachable(step);
	}
}

/** The world and mqtt.js hear of the end of a connection over two sockets, some ms apart: wait until they agree. */
async function connect(step: Extract<Step, { do: "connect" }>, room: RoomStore, lab: LabStore, signal: AbortSignal): Promise<Outcome> {
	const clientId = step.client;
	const plugged = () => lab.getState().clients[clientId]?.plugged === true;
	const online = () => {
		const { world } = room.getState();
		return connectionOf(world, clientId) !== null && !isHalfOpen(world, clientId);
	};
	if (!(await untilEither(room, lab, () => !plugged() || online(), signal))) return LEFT;
	if (plugged()) return { ok: false, says: `${clientId} holds a connection already.` };
	const card = lab.set(clientId, connectCard(step));
	return card.ok ? lab.connect(clientId) : card;
}

/** The world may know of the CONNACK before mqtt.js does: wait for it, then send. */
async function once(clientId: string, room: RoomStore, lab: LabStore, signal: AbortSignal, send: () => Outcome): Promise<Outcome> {
	const ready = () => {
		const link = lab.getState().links[clientId];
		return link === undefined || link.connected || phaseOf(room.getState().world, clientId) !== "connected";
	};
	return (await untilEither(room, lab, ready, signal)) ? send() : LEFT;
}

async function onWire(clientId: string, type: "wire.cut" | "wire.silence" | "wire.mend", room: RoomStore): Promise<Outcome> {
	const connection = connectionOf(room.getState().world, clientId);
	return connection === null ? { ok: false, says: `${clientId} has no connection any more.` } : room.send({ type, connection });
}

/** Through when its CONNECT is on the wire: from then on it is like any other connect. */
async function takeOver(clientId: string, room: RoomStore, lab: LabStore, signal: AbortSignal): Promise<Outcome> {
	const first = connectionOf(room.getState().world, clientId);
	const outcome = await lab.takeOver(clientId);
	if (!outcome.ok) return outcome;
	// Connected again, or not at all: the second one was lost before its CONNECT, and the first one still stands or does not.
	const settled = () => lab.getState().links[clientId]?.connected !== false;
	const second = () => connectionOf(room.getState().world, clientId) !== first || settled();
	return (await untilEither(room, lab, second, signal)) ? outcome : LEFT;
}

/** Through when the world has told of it: whoever connects next is not swept away by this. */
async function endAll(command: Command, told: RoomEvent["type"], room: RoomStore, lab: LabStore, signal: AbortSignal): Promise<Outcome> {
	const before = room.getState().world.seq;
	const answer = await room.send(command);
	if (!answer.ok) return answer;
	const happened = () => room.getState().told.some(({ event }) => event.type === told && event.seq > before);
	const unplugged = () => Object.keys(lab.getState().links).length === 0;
	return (await untilEither(room, lab, () => happened() && unplugged(), signal)) ? answer : LEFT;
}
