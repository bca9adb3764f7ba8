import type { Command } from "#contract/command.ts";
import type { Fact } from "#contract/event.ts";
import { type BrokerSettings, type SettingChanges, withChanges } from "#contract/settings.ts";
import { unreachable } from "#contract/unreachable.ts";
import type { Behind } from "./behind.ts";
import type { RoomClock } from "./clock.ts";
import { BROKER_RESTARTED } from "./restored.ts";
import { cut, delay, hold, mend, release, silence, step } from "./wire/commands.ts";
import { flowAll } from "./wire/lane.ts";
import type { Wire } from "./wire/wire.ts";
import type { Wires } from "./wires.ts";
import type { Work } from "./work.ts";

export type Commanded = {
	readonly clock: RoomClock;
	/** Ms since the epoch. */
	readonly wall: () => number;
	readonly work: Work;
	/** What these steps tell is the doing of whoever commands now. */
	readonly signed: (steps: Iterator<unknown>) => Iterator<unknown>;
	readonly tell: (fact: Fact) => void;
	readonly wires: Wires;
	readonly behind: Behind;
	/** The room has been cleared: names begin anew. */
	readonly cleared: () => void;
	/** The parts of the room that commands change. */
	readonly state: { settings: BrokerSettings; delayMs: number };
};

/** Does what a watcher asks. The answer is null, or a sentence that says why not. */
export function openCommands(room: Commanded): (command: Command) => string | null {
	const { wires } = room;
	const onWire = (connection: string, act: (wire: Wire) => string | null) => {
		const wire = wires.get(connection);
		return wire === undefined ? "There is no such connection: it has ended already." : act(wire);
	};
	return (command) => {
		switch (command.type) {
			case "clock.pause":
				return pause(room);
			case "clock.resume":
				return resume(room);
			case "wire.step": {
				const next = step(wires.all(), command);
				if (typeof next === "string") return next;
				if (!next.held) pause(room);
				next.lane.release();
				return null;
			}
			case "wire.delay":
				return setDelay(room, command.delayMs);
			case "wire.cut":
				return onWire(command.connection, cut);
			case "wire.silence":
				return onWire(command.connection, silence);
			case "wire.mend":
				return onWire(command.connection, mend);
			case "wire.hold":
				return onWire(command.connection, hold);
			case "wire.release":
				return onWire(command.connection, release);
			case "wire.delay-one":
				return onWire(command.connection, (wire) => delay(wire, command.delayMs));
			case "broker.settings":
				return changeSettings(room, command.settings);
			case "broker.restart":
				return restart(room);
			case "room.clear":
				return clear(room);
			default:
				return unreachable(command);
		}
	};
}

function pause({ clock, wall, tell }: Commanded): null {
	if (clock.paused) return null;
	clock.pause();
	tell({ type: "clock.paused", wall: wall() });
	return null;
}

function resume({ clock, wall, work, tell, wires }: Commanded): null {
	if (!clock.paused) return null;
	clock.resume();
	tell({ type: "clock.resumed", wall: wall() });
	flowAll(lanesOf(wires), work);
	return null;
}

function setDelay({ work, tell, wires, state }: Commanded, delayMs: number): null {
	state.delayMs = delayMs;
	tell({ type: "delay.changed", delayMs });
	const lanes = lanesOf(wires);
	for (const lane of lanes) lane.rescale();
	flowAll(lanes, work);
	return null;
}

function lanesOf(wires: Wires) {
	return wires.all().flatMap(({ up, down }) => [up, down]);
}

function changeSettings(room: Commanded, changes: SettingChanges): null {
	const { tell, behind, state } = room;
	const settings = withChanges(state.settings, changes);
	const another = settings.broker !== state.settings.broker;
	state.settings = settings;
	tell({ type: "settings.changed", settings });
	if (!another) behind.port.adjust();
	else goDown(room, false, () => behind.replace());
	return null;
}

/** Every connection ends; what persistence keeps is back when the new broker is. */
function restart(room: Commanded): null {
	const { behind, state } = room;
	const kept = state.settings.persistence && behind.port.canKeep;
	goDown(room, kept, () => behind.restart(kept));
	return null;
}

/** The broker goes: every connection ends, one after the other, and then comes what has to be done without any. Where nothing is kept, nothing is left to hear a will. */
function goDown({ work, signed, wires, behind }: Commanded, kept: boolean, then: () => Generator): void {
	behind.port.hold();
	const steps = function* () {
		yield* wires.hangUp(RESTARTED, kept);
		yield* then();
	};
	work.alone(signed(steps()));
}

const RESTARTED = { reason: "broker-restart", says: BROKER_RESTARTED, clause: null } as const;

function clear({ tell, wires, behind, cleared }: Commanded): null {
	// First, so that no client is told of sessions that are "kept": they are gone with the old broker.
	behind.clear();
	cleared();
	wires.abandon({ reason: "room-closed", says: "The room was cleared: this is a new broker.", clause: null });
	tell({ type: "room.cleared" });
	return null;
}
