import { namedOf } from "#model/testkit/sample.ts";
import type { QoS } from "#mqtt/packet.ts";
import type { Combination } from "#trial/combination.ts";
import type { Came, Measured, Position } from "#trial/positions.ts";

/** Measured cells for tests of pure functions: written in a few words, complete in type. */
export function combination(changes: Partial<Combination> = {}): Combination {
	return { filter: "greenhouse/temp", retain: false, cleanSession: false, subscribeQos: 1, publishQos: 1, ...changes };
}

export function position(came: Came, changes: Partial<Position> = {}): Position {
	return { came, copies: [], why: "", reason: null, clause: null, ended: null, ...changes };
}

export function delivered(qos: QoS, retain = false, changes: Partial<Position> = {}): Position {
	const copy = { ...namedOf("m1"), topic: "greenhouse/temp", payload: "21.5", qos, retain, dup: false, at: 0 };
	return position("delivered", { copies: [copy], ...changes });
}

type CellSample = {
	readonly of?: Partial<Combination>;
	readonly away?: Position;
	readonly back?: Position;
	readonly again?: Position;
	readonly sessionPresent?: boolean;
};

export function measuredCell({ of, away, back, again, sessionPresent = true }: CellSample = {}): Measured {
	return {
		combination: combination(of),
		message: "m1",
		sessionPresent,
		retained: of?.retain === true,
		positions: { away: away ?? position("nothing"), back: back ?? position("nothing"), again: again ?? position("nothing") },
		packets: { away: [], back: [], again: [] },
	};
}
