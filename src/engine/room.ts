import type { Fact } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import { openBehind } from "./behind.ts";
import { openRoomClock } from "./clock.ts";
import { openCommands } from "./commands.ts";
import { openDoor } from "./door/open-door.ts";
import { openGathering } from "./gathering.ts";
import { openJournal } from "./journal.ts";
import { type KeptBytes, openKeptBytes } from "./kept/kept-bytes.ts";
import { packetName } from "./kept/packet-name.ts";
import { openNames } from "./names.ts";
import { openPace } from "./pace.ts";
import type { Journal, OpenRoom, Room } from "./port.ts";
import { tellLost, worldOf } from "./restored.ts";
import { NOBODYS, type ShareOf } from "./share-of.ts";
import { openTurn } from "./turn.ts";
import { openWires } from "./wires.ts";
import { openWork } from "./work.ts";

const DONE = { ok: true } as const;

/** One room: a broker that you can see into and break, its wires, its clock and its journal. */
export const openRoom: OpenRoom = async ({ name, time, pace = openPace(time), report, settings: first = FIRST_SETTINGS, from = null }) => {
	const world = from === null ? null : worldOf(from, time.wall());
	const clock = openRoomClock(time, from?.at);
	const journal = openJournal(clock.now, { base: world });
	const turn = openTurn();
	const gathering = openGathering(time.now);
	const work = openWork({ pace, run: turn.run, report, gathering });
	const names = openNames();
	const kept = openKeptBytes();
	const counted = from === null ? { connections: 0, packets: 0, order: 0, given: 0, deliveries: 0 } : { ...from.counted };
	const { tell, signed, signing } = journal;
	const door = openDoor(time, tell);
	const retains = followRetained(journal, world !== null && Object.keys(world.retained).length > 0);
	const state = { settings: from?.settings ?? first, delayMs: from?.delayMs ?? 0 };
	const { shareOf, shares } = openSharing();
	const shared = { clock, turn, work, names, tell, report, packetName: () => packetName(++counted.packets) };
	const broker = { signing, shareOf, deliveryName: () => `d${++counted.deliveries}`, settings: () => state.settings };
	const behind = await openBehind({ ...shared, ...broker });
	const wires = openWires({
		...shared,
		time,
		gathering,
		kept,
		delayMs: () => state.delayMs,
		order: () => ++counted.order,
		giveClientId: () => `auto-${++counted.given}`,
		underWay: { packets: 0, bytes: 0, long: new Map() },
		knocked: door.knocked,
	});
	const cleared = () => {
		names.clear();
		kept.clear();
		counted.deliveries = 0;
	};
	const obey = openCommands({ clock, wall: time.wall, work, signed, tell, wires, behind, cleared, state });
	if (from === null || world === null)
		tell({ type: "room.opened", room: name, broker: behind.port.version, settings: state.settings, wall: time.wall() });
	else {
		if (from.paused) clock.pause();
		try {
			turn.run(() => tellLost(from, { world, names, port: behind.port, kept, wall: time.wall(), tell }));
		} catch (fault) {
			// What was saved makes no room: nothing of this one stays open.
			work.close();
			clock.close();
			await behind.close();
			throw fault;
		}
	}

	return {
		name,
		epoch: globalThis.crypto.randomUUID(),
		journal,
		now: clock.now,
		attach: (origin, socket, gate = null) => wires.attach(`c${++counted.connections}`, { origin, socket, gate }, behind.port),
		command(command, by = null) {
			const says = journal.by(by, () => turn.run(() => obey(command)));
			return says === null ? DONE : { ok: false, says };
		},
		...{ shares, refuseFrame: (says: string) => tell({ type: "frame.refused", says }), knocked: door.knocked },
		...openLastMinutes(tell, () => behind.port.persistentSessions(), world !== null && world.closing !== null),
		counts: () => ({ connections: wires.size }),
		bytes: () => wires.bytes() + behind.bytes(),
		...openKept(kept, journal),
		holds: () => wires.size > 0 || retains() || behind.port.persistentSessions().length > 0,
		sessions: () => behind.port.sessions(),
		timers: clock.timers,
		save() {
			// A broker that is going down is saved once it is down.
			work.finish();
			// Before the counts: what the broker still decides takes names.
			const broker = behind.port.save();
			return {
				version: 2,
				settings: state.settings,
				delayMs: state.delayMs,
				at: clock.now(),
				paused: clock.paused,
				counted: { ...counted },
				untold: [...behind.untold],
				names: names.save(),
				broker,
				world: journal.world(),
			};
		},
		async close() {
			work.close();
			turn.run(() => wires.abandon({ reason: "room-closed", says: "The room is closed.", clause: null }));
			door.close();
			clock.close();
			kept.clear();
			await behind.close();
		},
	};
};

/** Whether a retained message may be held: followed here, because stock Aedes does not tell what it retains. */
function followRetained(journal: Journal, first: boolean): () => boolean {
	let retains = first;
	journal.follow((event) => {
		if (event.type === "publication.accepted") retains ||= event.retain && event.payloadBytes > 0;
		else if (event.type === "room.cleared" || ((event.type === "broker.restarted" || event.type === "broker.failed") && !event.kept))
			retains = false;
	});
	return () => retains;
}

/** Whose share a client uses is asked anew each time. */
function openSharing(): { readonly shareOf: ShareOf } & Pick<Room, "shares"> {
	let now = NOBODYS;
	return {
		shareOf: (clientId) => now(clientId),
		shares(of) {
			now = of;
		},
	};
}

function openKept(
	kept: KeptBytes,
	journal: Pick<ReturnType<typeof openJournal>, "shrink">,
): Pick<Room, "bytesOf" | "forgetBytes" | "shrink"> {
	return {
		bytesOf: kept.of,
		forgetBytes: kept.clear,
		shrink() {
			kept.clear();
			journal.shrink();
		},
	};
}

/** Nobody is here, and the host will close the room: told only while a persistent session is held. */
function openLastMinutes(
	tell: (fact: Fact) => void,
	persistentSessions: () => readonly string[],
	told: boolean,
): Pick<Room, "closing" | "kept"> {
	let closing = told;
	return {
		closing(inMs) {
			const sessions = persistentSessions();
			if (closing || sessions.length === 0) return;
			closing = true;
			tell({ type: "room.closing", inMs, sessions: asManyAsFit(sessions) });
		},
		kept() {
			if (closing) tell({ type: "room.kept" });
			closing = false;
		},
	};
}

/** The names that one event can carry. */
function asManyAsFit(names: readonly string[]): string[] {
	let left = LIMITS.eventCharacters;
	return names.filter((name) => {
		left -= name.length;
		return left >= 0;
	});
}
