import { LIMITS } from "#contract/limits.ts";
import type { World } from "#model/world.ts";
import { addPace } from "./paces.ts";
import type { At, TapeConnection } from "./traffic.ts";

/** delayMs: of this wire alone; undefined: as the room's. */
type Own = { readonly silent: boolean; readonly held: boolean; readonly delayMs: number | undefined };
type OwnPace = TapeConnection["paces"][number];
const NOTHING: Own = { silent: false, held: false, delayMs: undefined };

/** The connections of a room by name, in order of opening. */
export function openKeptConnections() {
	const all = new Map<string, TapeConnection>();
	/** What decides the pace of a wire. Not there: nothing but the room. */
	const wires = new Map<string, Own>();
	/** By name: the paces that its connection has. */
	const paces = new Map<string, OwnPace[]>();
	const change = (name: string, changes: Partial<TapeConnection>) => {
		const connection = all.get(name);
		if (connection !== undefined) all.set(name, { ...connection, ...changes });
	};
	const remove = (name: string) => {
		all.delete(name);
		wires.delete(name);
		paces.delete(name);
	};
	const forgetOldest = () => {
		let left = Math.ceil(LIMITS.tapeConnections / 16);
		for (const [name, { closed }] of all) {
			if (closed === null) continue;
			remove(name);
			left -= 1;
			if (left === 0) return;
		}
	};
	return {
		all: all as ReadonlyMap<string, TapeConnection>,
		change,
		open(connection: string, origin: TapeConnection["origin"], opened: At): void {
			const own: OwnPace[] = [];
			paces.set(connection, own);
			const told = { connect: null, accepted: null, parted: null, paces: own, closed: null };
			all.set(connection, { connection, origin, clientId: null, opened, ...told });
			if (all.size > LIMITS.tapeConnections) forgetOldest();
		},
		/** Its wire falls silent, is held, or has a delay of its own, or not any longer. */
		pace(name: string, { seq, at }: At, changed: Partial<Own>): void {
			const own = { ...(wires.get(name) ?? NOTHING), ...changed };
			wires.set(name, own);
			const delayMs = own.silent || own.held ? null : own.delayMs;
			const known = paces.get(name);
			if (known !== undefined && delayMs !== known.at(-1)?.delayMs) addPace(known, { seq, at, delayMs });
		},
		/** As a world tells that wire. */
		stands({ connection, since, silent, held, ownDelayMs }: World["connections"][string], seq: number): void {
			const known = wires.has(connection);
			const stands = silent ?? held ?? null;
			if (!known && stands === null && ownDelayMs === undefined) return;
			this.pace(
				connection,
				{ seq, at: stands?.since ?? since },
				{ silent: silent !== null, held: held !== undefined, delayMs: ownDelayMs },
			);
		},
		/** The delay of its wire alone; undefined: as the room's. */
		paceOf: (name: string) => wires.get(name)?.delayMs,
		closeAll(closed: NonNullable<TapeConnection["closed"]>): void {
			for (const [name, one] of all) if (one.closed === null) change(name, { closed });
		},
		/** Those that were over before this seq go. */
		forget(since: number): void {
			for (const [name, { closed }] of all) {
				if (closed !== null && closed.seq < since) remove(name);
			}
		},
	};
}
