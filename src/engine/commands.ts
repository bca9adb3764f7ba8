import type { Command } from "#contract/command.ts";
import type { CloseReason, Fact } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import { unreachable } from "#contract/unreachable.ts";
import type { RoomClock } from "./clock.ts";
import { flowAll } from "./wire/lane.ts";
import { awaitConnect, type Wire } from "./wire/wire.ts";

export type Commanded = {
	readonly clock: RoomClock;
	readonly tell: (fact: Fact) => void;
	readonly wires: ReadonlyMap<string, Wire>;
	readonly setDelay: (delayMs: number) => void;
	readonly changeSettings: (settings: BrokerSettings) => void;
	readonly restart: () => void;
	readonly clear: () => void;
};

/** Ends every connection of a room whose broker goes. heard: somebody is left to hear the wills. */
export function hangUpAll(wires: ReadonlyMap<string, Wire>, reason: CloseReason, says: string, heard: boolean): void {
	for (const wire of [...wires.values()]) {
		if (!heard) wire.willMuted = true;
		wire.close(reason, says, null);
	}
}

/** Room-clock ms until the broker gives a silent connection up; null: never. One whose CONNECT has not arrived has no keep alive yet. */
function noticedIn(wire: Wire, now: number): number | null {
	if (wire.introduced > 0) return wire.patienceMs === null ? null : wire.patienceMs - (now - wire.lastHeard);
	awaitConnect(wire);
	return LIMITS.connectMs;
}

/** Does what a watcher asks. The answer is null, or a sentence why not. */
export function openCommands(room: Commanded): (command: Command) => string | null {
	const { clock, tell, wires } = room;
	const lanes = () => [...wires.values()].flatMap((wire) => [wire.up, wire.down]);
	const pause = () => {
		if (clock.paused) return;
		clock.pause();
		tell({ type: "clock.paused" });
	};
	const resume = () => {
		if (!clock.paused) return;
		clock.resume();
		tell({ type: "clock.resumed" });
		flowAll(lanes(), clock);
	};
	/** The named packet if it is first on its lane, or the oldest of all lanes: exactly one arrives. */
	const step = (packet: string | undefined) => {
		const moving = [...wires.values()].filter(({ silent }) => !silent).flatMap((wire) => [wire.up, wire.down]);
		const heads = moving.filter(
			({ head }) => head !== null && (packet === undefined || (head.load.kind === "packet" && head.load.name === packet)),
		);
		const first = heads.sort((a, b) => (a.head?.order ?? 0) - (b.head?.order ?? 0))[0];
		if (first === undefined) {
			return packet === undefined
				? "Nothing is on a wire that could arrive."
				: "That packet is not first on its lane, or its wire is silent: order is never changed.";
		}
		pause();
		first.release();
		return null;
	};
	const onWire = (connection: string, act: (wire: Wire) => string | null) => {
		const wire = wires.get(connection);
		return wire === undefined ? "There is no such connection: it has ended already." : act(wire);
	};
	const cut = (wire: Wire) => {
		wire.close("cut", "Somebody cut the cable.", null);
		return null;
	};
	const silence = (wire: Wire) => {
		if (wire.silent) return "That wire is silent already.";
		const { connection, up, down } = wire;
		for (const lane of [up, down]) lane.rescale();
		wire.silent = true;
		for (const lane of [up, down]) lane.arm();
		tell({ type: "wire.silenced", connection, noticedInMs: noticedIn(wire, clock.now()) });
		return null;
	};
	const mend = (wire: Wire) => {
		if (!wire.silent) return "That wire is not silent.";
		// What stood still starts from where it is.
		for (const lane of [wire.up, wire.down]) lane.rescale();
		wire.silent = false;
		tell({ type: "wire.mended", connection: wire.connection });
		flowAll([wire.up, wire.down], clock);
		return null;
	};
	return (command) => {
		switch (command.type) {
			case "clock.pause":
				pause();
				return null;
			case "clock.resume":
				resume();
				return null;
			case "wire.step":
				return step(command.packet);
			case "wire.delay":
				room.setDelay(command.delayMs);
				tell({ type: "delay.changed", delayMs: command.delayMs });
				for (const lane of lanes()) lane.rescale();
				flowAll(lanes(), clock);
				return null;
			case "wire.cut":
				return onWire(command.connection, cut);
			case "wire.silence":
				return onWire(command.connection, silence);
			case "wire.mend":
				return onWire(command.connection, mend);
			case "broker.settings":
				room.changeSettings(command.settings);
				return null;
			case "broker.restart":
				room.restart();
				return null;
			case "room.clear":
				room.clear();
				return null;
			default:
				return unreachable(command);
		}
	};
}
