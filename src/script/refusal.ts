import { LIMITS } from "#contract/limits.ts";
import { unreachable } from "#contract/unreachable.ts";
import type { LabState } from "#lab/lab.ts";
import type { ClientPhase, World } from "#model/world.ts";
import { holderOf } from "./holder.ts";
import type { Step } from "./step.ts";

/** Where a client is in the world, "unknown" if it never sent a CONNECT. */
export function phaseOf(world: World, clientId: string): ClientPhase["phase"] | "unknown" {
	return world.clients[clientId]?.phase.phase ?? "unknown";
}

/** Its open connection, or null. */
export function connectionOf(world: World, clientId: string): string | null {
	const phase = world.clients[clientId]?.phase;
	return phase === undefined || phase.phase === "offline" ? null : phase.connection;
}

/** Its open connection, if this page holds it; or null. */
export function ownConnectionOf(world: World, lab: LabState, clientId: string): string | null {
	return isElsewhere(world, lab, clientId) ? null : connectionOf(world, clientId);
}

/** Whether nothing passes on its wire, and neither end has been told. */
export function isSilent(world: World, clientId: string): boolean {
	const connection = connectionOf(world, clientId);
	return connection !== null && (world.connections[connection]?.silent ?? null) !== null;
}

/** Whether its own end of a silent wire has closed, and the broker does not know. */
export function isHalfOpen(world: World, clientId: string): boolean {
	return phaseOf(world, clientId) === "leaving" && isSilent(world, clientId);
}

/** Why this step makes no sense just now, as a sentence; null if it may be tried. Pure: the lab and the room may still refuse it. */
export function refusal(step: Step, world: World, lab: LabState): string | null {
	switch (step.do) {
		case "add":
			return takenByAnother(world, step.client);
		case "rename":
			return takenByAnother(world, step.to);
		case "remove":
			return ownConnectionOf(world, lab, step.client) !== null && Object.hasOwn(lab.clients, step.client)
				? `${step.client} still has a connection. Disconnect or cut it first.`
				: null;
		case "connect":
			return connectRefusal(step.client, world, lab);
		case "disconnect":
			return ours(step.client, world, lab) ?? disconnectRefusal(step.client, world);
		case "cut":
			return connectionOf(world, step.client) === null ? `${step.client} has no connection to cut.` : null;
		case "silence":
			return silenceRefusal(step.client, world);
		case "mend":
			return isSilent(world, step.client) ? null : `The wire of ${step.client} is not silent: nothing to mend.`;
		case "takeover":
			return ours(step.client, world, lab) ?? takeoverRefusal(step.client, world, lab);
		case "subscribe":
		case "unsubscribe":
		case "publish":
		case "violate":
			return ours(step.client, world, lab) ?? offlineRefusal(step.client, world);
		case "delay":
			return step.delayMs >= 0 && step.delayMs <= LIMITS.delayMs ? null : `A wire takes 0 to ${LIMITS.delayMs / 1_000} seconds.`;
		case "step":
		case "set":
		case "pause":
		case "resume":
		case "settings":
		case "await":
		case "restart":
		case "clear":
			return null;
		default:
			return unreachable(step);
	}
}

function ours(clientId: string, world: World, lab: LabState): string | null {
	if (!Object.hasOwn(lab.clients, clientId)) return `${clientId} does not live in this page.`;
	return isElsewhere(world, lab, clientId) ? `${clientId} is connected from somewhere else. Take it over, or use another client id.` : null;
}

function isElsewhere(world: World, lab: LabState, clientId: string): boolean {
	return holderOf(world.clients[clientId], lab) === "elsewhere";
}

function takenByAnother(world: World, clientId: string): string | null {
	return connectionOf(world, clientId) === null ? null : `${clientId} is connected to this room already: a client id is used once.`;
}

function connectRefusal(clientId: string, world: World, lab: LabState): string | null {
	if (!Object.hasOwn(lab.clients, clientId)) return `${clientId} does not live in this page.`;
	// The newer connection wins [MQTT-3.1.4-2], and that may be wanted.
	if (isElsewhere(world, lab, clientId)) return null;
	// So does a device come back over a half-open connection: the broker ends the old one when the new CONNECT arrives.
	if (isSilent(world, clientId) && lab.clients[clientId]?.plugged === false) return null;
	const phase = phaseOf(world, clientId);
	switch (phase) {
		case "connected":
			return `${clientId} is connected already.`;
		case "connecting":
			return `${clientId} is connecting: its CONNECT or CONNACK is on the wire.`;
		case "leaving":
			return `${clientId} is still leaving: the end of its connection is on the wire.`;
		case "offline":
		case "unknown":
			return null;
		default:
			return unreachable(phase);
	}
}

function disconnectRefusal(clientId: string, world: World): string | null {
	const phase = phaseOf(world, clientId);
	if (phase === "leaving") return `${clientId} is leaving already.`;
	return phase === "connected" || phase === "connecting" ? null : `${clientId} is offline already.`;
}

function silenceRefusal(clientId: string, world: World): string | null {
	if (connectionOf(world, clientId) === null) return `${clientId} has no connection that could fall silent.`;
	return isSilent(world, clientId) ? `The wire of ${clientId} is silent already.` : null;
}

function takeoverRefusal(clientId: string, world: World, lab: LabState): string | null {
	if (lab.clients[clientId]?.plugged === false) return `This page holds no connection of ${clientId} that could be taken over.`;
	return offlineRefusal(clientId, world);
}

function offlineRefusal(clientId: string, world: World): string | null {
	const phase = phaseOf(world, clientId);
	if (phase === "connected") return null;
	if (phase === "connecting") return `${clientId} is not connected yet: its CONNACK has not come.`;
	if (phase === "leaving") return `${clientId} is leaving: it sends nothing more.`;
	return `${clientId} is offline. Connect first.`;
}
