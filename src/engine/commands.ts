import type { Command } from "#contract/command.ts";
import type { Fact } from "#contract/event.ts";
import { unreachable } from "#contract/unreachable.ts";
import type { RoomClock } from "./clock.ts";
import { flowAll } from "./lane.ts";
import type { Wire } from "./wire.ts";

export type Commanded = {
	readonly clock: RoomClock;
	readonly tell: (fact: Fact) => void;
	readonly wires: ReadonlyMap<string, Wire>;
	readonly setDelay: (delayMs: number) => void;
	/** Sessions, retained messages and names are gone. */
	readonly forget: () => void;
};

/** Ends every connection of a room that is no more; nobody is left to hear a will. */
export function hangUpAll(wires: ReadonlyMap<string, Wire>, says: string): void {
	for (const wire of [...wires.values()]) {
		wire.willMuted = true;
		wire.close("room-closed", says, null);
	}
}

/** Does what a watcher asks. The answer is null, or a sentence why not. */
export function openCommands({ clock, tell, wires, setDelay, forget }: Commanded): (command: Command) => string | null {
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
		const heads = lanes().filter(
			({ head }) => head !== null && (packet === undefined || (head.load.kind === "packet" && head.load.name === packet)),
		);
		const first = heads.sort((a, b) => (a.head?.order ?? 0) - (b.head?.order ?? 0))[0];
		if (first === undefined)
			return packet === undefined ? "Nothing is on a wire." : "That packet is not first on its lane: order is never changed.";
		pause();
		first.release();
		return null;
	};
	const cut = (connection: string) => {
		const wire = wires.get(connection);
		if (wire === undefined) return "There is no such connection: it has ended already.";
		wire.close("cut", "Somebody cut the cable.", null);
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
				setDelay(command.delayMs);
				tell({ type: "delay.changed", delayMs: command.delayMs });
				for (const lane of lanes()) lane.rescale();
				flowAll(lanes(), clock);
				return null;
			case "wire.cut":
				return cut(command.connection);
			case "room.clear":
				// First, so that nobody is told of sessions that are "kept": they are gone with the old broker.
				forget();
				hangUpAll(wires, "The room was cleared: this is a new broker.");
				tell({ type: "room.cleared" });
				return null;
			default:
				return unreachable(command);
		}
	};
}
