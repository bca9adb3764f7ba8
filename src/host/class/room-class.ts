import type { By } from "#contract/by.ts";
import type { ClassCommand, HelloFrame } from "#contract/class-command.ts";
import type { Command } from "#contract/command.ts";
import type { Origin } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { seatClient } from "#contract/seat-client.ts";
import type { RealTime, Room } from "#engine/port.ts";
import type { Log } from "#host/log.ts";
import type { Newcomer } from "#host/mqtt-client.ts";
import type { RoomView } from "#host/room-view.ts";
import { openTurns } from "#host/taking-turns.ts";
import { openWatchers, type Watchers } from "#host/watchers.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { fold } from "#model/reduce.ts";
import type { ClassLine } from "./class-telling.ts";
import { openClientIds } from "./client-ids.ts";
import { endSession } from "./end-session.ts";
import { benchGate, openGates } from "./gates.ts";
import { hiddenView } from "./hidden-view.ts";
import { openHiding } from "./hiding.ts";
import { type Class, type ClassOptions, openClass } from "./open-class.ts";
import type { Owner } from "./owner.ts";
import { openPhones } from "./phones.ts";
import { type Asker, refusalOf } from "./rights.ts";
import { openSeatStreams } from "./seat-streams.ts";

/** What a page of a room may do there, and what it is told of it. */
export type ClassMember = {
	readonly asker: Asker;
	readonly view: RoomView;
	readonly watchers: Watchers;
	/** Whether it is let in however many watch. */
	readonly isAlwaysIn: boolean;
	command(command: Command): ReturnType<Room["command"]>;
	/** Null: it is done. Otherwise why not. */
	classCommand(command: ClassCommand): string | null;
	/** The page said a word, and perhaps what its clients have received, by client id. */
	heard(received?: Readonly<Record<string, number>>): void;
	leave(): void;
};

/** The line to a page that is on its way in. */
export type MemberLine = ClassLine;

/** A room where somebody comes in: the class itself, or the bench of a seat. */
export type ClassPlace = {
	readonly room: Room;
	readonly watchers: Watchers;
	readonly bench: number | null;
	/** The address that the page comes from; null: this machine. */
	readonly from: string | null;
};

/** An MQTT client that comes: where it says that it lives, what it shows, and the address that it comes from; null: the host's own machine. */
type ClientAsked = { readonly origin: Origin; readonly ticket: string | null; readonly source: string | null };

/** A class in its room. */
export type RoomClass = {
	/** A page says what it wants to be. A text: why it is not let in. */
	hello(place: ClassPlace, frame: HelloFrame, line: MemberLine): ClassMember | string;
	/**
	 * An MQTT client comes: as whose it counts, and what lets it do what it may. page: where it lives, if it says so; ticket: what it shows. A text:
	 * why one more socket of its owner is not let in.
	 */
	client(asked: ClientAsked): Omit<Newcomer, "whose"> | string;
	/** The same on the bench of this seat, where nobody comes in but that seat and the host. */
	clientAtBench(bench: number, asked: ClientAsked): Omit<Newcomer, "whose">;
	/** Whether the benches have been opened: from then on, until the class is over, each is there for its seat. */
	readonly hasBenches: boolean;
	close(): void;
};

export type RoomClassOptions = Pick<ClassOptions, "hostKey" | "newKey" | "addresses"> & {
	readonly room: Room;
	readonly time: RealTime;
	readonly log: Log;
	readonly benches: Benches;
};

/** The rooms of the seats' own. */
type Benches = {
	/** Null: it is not open. */
	find(seat: number): Room | null;
	/** Ends it, with all that is in it; whoever has the seat next finds another one. */
	end(seat: number): void;
};

export function openRoomClass({ room, time, log, hostKey, newKey, addresses, benches }: RoomClassOptions): RoomClass {
	const hiding = openHiding();
	for (const event of room.journal.since(null).events) hiding.note(event);
	// The first to hear of anything: whose it is has to be known when it is told.
	const follows = [room.journal.follow(hiding.note)];
	const ids = openClientIds();
	follows.push(room.journal.follow(ids.note));
	room.shares(ids.shareOf);
	const streams = openSeatStreams(room);
	const turns = openTurns(time);
	const view = hiddenView(room, hiding, null);
	const watchers = openWatchers({ room: view, turns, time, log });
	const phones = openPhones({ streams, hiding, turns, time, log });
	const cut: ClassOptions["cut"] = (seat, by, where) => {
		cutAll(room, streams.connectionsOf(seat), by);
		const bench = where === "everywhere" ? benches.find(seat) : null;
		if (bench !== null) cutAll(bench, connectionsIn(bench), by);
	};
	const begunAnew: ClassOptions["begunAnew"] = (seat, by) => {
		cutAll(room, streams.connectionsOf(seat), by);
		benches.end(seat);
		streams.beginAnew(seat, lesson.lifeOf(seat));
		for (const clientId of [seatClient(seat, "pub"), seatClient(seat, "sub")])
			if (ids.wasHere(clientId)) endSession(room, clientId, time.soon);
		phones.beginAnew(seat);
	};
	const lesson = openClass({ time, hostKey, newKey, addresses, cut, sentTo: streams.sentTo, begunAnew });
	const gates = openGates({ time, isFrozen: () => lesson.frozen, isRemoved: lesson.isRemoved, ids });
	follows.push(room.journal.follow(({ type }) => void (type === "room.cleared" && lesson.cleared())));
	let hasBenches = false;

	const hide = (seat: number | null, hidden: boolean) => {
		const isNew = (seat === null ? EVERY_SEAT : [seat]).filter((one) => hiding.hide(one, hidden)).length > 0;
		if (!isNew) return;
		for (const told of [watchers, phones]) told.renew();
	};
	const classCommand = (asker: Asker, command: ClassCommand) => {
		const refused = lesson.command(asker, command);
		if (refused !== null) return refused;
		if (command.type === "class.hide") hide(command.seat, command.hidden);
		if (command.type === "class.freeze") gates.changed();
		if (command.type === "class.benches") hasBenches ||= command.lesson !== null;
		return null;
	};
	/** In the class: what the role may. */
	const inClass = (asker: Asker, place: ClassPlace): Pick<ClassMember, "view" | "watchers" | "command"> => ({
		...(asker.role === "seat" ? phones.of(asker.seat) : { view, watchers }),
		command(command) {
			const says = lesson.noLonger(asker) ?? refusalOf(asker, command, { frozen: lesson.frozen, ownerOf: streams.ownerOf });
			return says === null ? place.room.command(command, byOf(asker)) : { ok: false, says };
		},
	});
	/** On a bench: everything. */
	const onBench = (asker: Asker, place: ClassPlace): Pick<ClassMember, "view" | "watchers" | "command"> => ({
		view: place.room,
		watchers: place.watchers,
		command: (command) => place.room.command(command, byOf(asker)),
	});

	return {
		hello(place, frame, line) {
			const { hello } = frame;
			// Before anything else: whoever comes to a wrong bench takes no seat.
			const isStranger =
				place.bench !== null && hello.role !== "host" && (hello.role === "screen" || lesson.seatOfToken(hello.token) !== place.bench);
			if (isStranger) return `This is the bench of seat ${place.bench}. The class is in room ${room.name.toUpperCase()}.`;
			const page = lesson.hello(frame, line, place.from);
			if (typeof page === "string") return page;
			const { asker } = page;
			return {
				asker,
				isAlwaysIn: page.isAlwaysIn,
				...(place.bench === null ? inClass(asker, place) : onBench(asker, place)),
				classCommand: (command) => classCommand(asker, command),
				// What the clients of a bench receive is no news to the class.
				heard: (received) => page.heard(place.bench === null ? received : undefined),
				leave: page.leave,
			};
		},
		client({ origin, ticket, source }) {
			const holder = ticket === null ? null : lesson.holder(ticket);
			const owner = ownerOf(holder, source, lesson);
			const gate = gates.open(owner);
			return typeof gate === "string" ? gate : { origin: originOf(origin, owner), gate };
		},
		clientAtBench(bench, { origin, ticket, source }) {
			const holder = ticket === null ? null : lesson.holder(ticket);
			if (holder?.role === "host" || (holder?.role === "seat" && holder.seat === bench)) return { origin };
			// The machine of the host may try what it likes.
			return { origin: GUEST, gate: source === null ? undefined : benchGate(bench) };
		},
		get hasBenches() {
			return hasBenches;
		},
		close() {
			for (const told of [watchers, phones]) told.close();
			turns.close();
			streams.close();
			for (const unfollow of follows) unfollow();
			gates.close();
			lesson.close();
		},
	};
}

function cutAll(room: Room, connections: Iterable<string>, by: Asker | null): void {
	for (const connection of connections) room.command({ type: "wire.cut", connection }, by === null ? null : byOf(by));
}

function connectionsIn({ journal }: Room): readonly string[] {
	const { base, events } = journal.since(null);
	return Object.keys(fold(base ?? EMPTY_WORLD, events).connections);
}

const EVERY_SEAT = Array.from({ length: LIMITS.seats }, (_, at) => at + 1);

function byOf(asker: Asker): By | null {
	return asker.role === "host" || asker.role === "seat" ? asker : null;
}

function ownerOf(holder: Asker | null, source: string | null, { lifeOf }: Pick<Class, "lifeOf">): Owner {
	if (holder?.role === "host") return { of: "host" };
	if (holder?.role !== "seat") return { of: "guest", source };
	const { seat } = holder;
	const life = lifeOf(seat);
	return { of: "seat", seat, isStill: () => lifeOf(seat) === life };
}

/** A client is that of a page only if it shows the page's ticket: anybody can name a page. */
function originOf(origin: Origin, owner: Owner): Origin {
	if (origin.kind === "guest" || owner.of === "host") return origin;
	return owner.of === "seat" ? { ...origin, seat: owner.seat } : GUEST;
}

const GUEST: Origin = { kind: "guest", transport: "websocket" };
