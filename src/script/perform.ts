import { unreachable } from "#contract/unreachable.ts";
import type { LabStore } from "#lab/lab.ts";
import type { Outcome } from "#lab/setup.ts";
import type { RoomStore } from "#room/room-state.ts";
import { connectionOf, phaseOf, refusal } from "./refusal.ts";
import type { Step } from "./step.ts";
import { untilEither } from "./wait.ts";

export type PerformOptions = {
	readonly room: RoomStore;
	readonly lab: LabStore;
	/** Ends every wait: the playground is closed. */
	readonly signal: AbortSignal;
	/** A person chose this delay. */
	readonly delayChosen: (delayMs: number) => void;
};

const LEFT: Outcome = { ok: false, says: "The room was left." };

/** The one way to do anything: what the world forbids is refused with a sentence, the rest goes to the lab or to the room. */
export function performer(options: PerformOptions): (step: Step) => Promise<Outcome> {
	const { room, lab } = options;
	return async (step) => {
		const fault = refusal(step, room.getState().world, lab.getState());
		const outcome: Outcome = fault === null ? await act(step, options) : { ok: false, says: fault };
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
			return connect(step.client, room, lab, signal);
		case "disconnect":
			return lab.disconnect(step.client);
		case "cut":
			return cut(step.client, room);
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
			return clear(room, lab, signal);
		default:
			return unreachable(step);
	}
}

/** The world and mqtt.js hear of the end of a connection over two sockets, some ms apart: wait until they agree. */
async function connect(clientId: string, room: RoomStore, lab: LabStore, signal: AbortSignal): Promise<Outcome> {
	const plugged = () => lab.getState().clients[clientId]?.plugged === true;
	const online = () => connectionOf(room.getState().world, clientId) !== null;
	if (!(await untilEither(room, lab, () => !plugged() || online(), signal))) return LEFT;
	if (plugged()) return { ok: false, says: `${clientId} holds a connection already.` };
	return lab.connect(clientId);
}

/** The world may know of the CONNACK before mqtt.js does: wait for it, then send. */
async function once(clientId: string, room: RoomStore, lab: LabStore, signal: AbortSignal, send: () => Outcome): Promise<Outcome> {
	const ready = () => {
		const link = lab.getState().links[clientId];
		return link === undefined || link.connected || phaseOf(room.getState().world, clientId) !== "connected";
	};
	return (await untilEither(room, lab, ready, signal)) ? send() : LEFT;
}

async function cut(clientId: string, room: RoomStore): Promise<Outcome> {
	const connection = connectionOf(room.getState().world, clientId);
	return connection === null ? { ok: false, says: `${clientId} has no connection to cut.` } : room.send({ type: "wire.cut", connection });
}

/** Through when the world has told of it: whoever connects next is not swept away by this clearing. */
async function clear(room: RoomStore, lab: LabStore, signal: AbortSignal): Promise<Outcome> {
	const before = room.getState().world.seq;
	const answer = await room.send({ type: "room.clear" });
	if (!answer.ok) return answer;
	const cleared = () => room.getState().told.some(({ event }) => event.type === "room.cleared" && event.seq > before);
	const unplugged = () => Object.keys(lab.getState().links).length === 0;
	return (await untilEither(room, lab, () => cleared() && unplugged(), signal)) ? answer : LEFT;
}
