import type { BrokerSettings } from "#contract/settings.ts";
import { busyPace } from "./busy.ts";
import { type CorrectClient, type Habits, openCorrectClient, type ReachedApplication } from "./correct-client.ts";
import { openDebts } from "./debts.ts";
import { openPromises, type Promises } from "./promises.ts";
import { openRawRoom, type RawRoom } from "./raw.ts";
import { openStillTime, type StillTime } from "./still.ts";

/** A room in which time stands still, correct clients on cables that break, and a watcher of the promises. */
export type Cables = {
	readonly room: RawRoom;
	readonly time: StillTime;
	readonly promises: Promises;
	/** What reached each application, in order. */
	readonly reached: readonly ReachedApplication[];
	client(clientId: string, habits?: Habits): CorrectClient;
	/** One turn of the event loop: whatever the broker does by itself advances a little. */
	turn(): Promise<void>;
	/** Runs until the broker owes nothing and every client has answered what it has received. Moves no time: what is on a wire stays there. */
	settle(): Promise<void>;
	/** Runs until nothing is left on any wire either. */
	drain(): Promise<void>;
	/** Every client comes back to the session that was to be kept, everything is answered, and every promise must have been kept. */
	heal(): Promise<void>;
	/** The room is saved, and another room goes on from there; see settle(). */
	move(): void;
	/** Throws the first promise broken. */
	check(): void;
	close(): Promise<void>;
};

const HABITS: Habits = { method: "A", eager: false };
/** The broker takes a handful of turns for an answer. After this many turns, the answer never comes. */
const TURNS = 2_000;
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** slow: no turn of the event loop has time for more than one unit of work. */
export async function openCables(settings: Partial<BrokerSettings> = {}, slow = false): Promise<Cables> {
	const time = openStillTime();
	const room = await openRawRoom(time, settings, slow ? busyPace(time) : undefined);
	const promises = openPromises();
	const debts = openDebts();
	const clients = new Map<string, CorrectClient>();
	const reached: ReachedApplication[] = [];
	const broken: string[] = [];
	const see = (event: (typeof room.events)[number]) => {
		promises.see(event);
		debts.see(event);
	};
	for (const event of room.events) see(event);
	room.journal.follow(see);

	const flush = () => {
		let any = false;
		for (const client of clients.values()) any = client.flush() || any;
		return any;
	};
	let moving = Promise.resolve();
	const settle = async () => {
		await moving;
		// What does not fit into one turn of the event loop goes on in the next.
		for (let turns = 0; flush() || debts.open.length > 0 || time.hasWork; turns += 1) {
			if (turns > TURNS) throw new Error(`The broker still owes ${debts.open.join(", ")}.`);
			await turn();
		}
	};
	const drain = async () => {
		for (;;) {
			await settle();
			const { packets, delayMs } = room.world();
			if (Object.keys(packets).length === 0) return;
			time.pass(Math.max(1, delayMs));
		}
	};
	const check = () => {
		const first = promises.broken[0] ?? broken[0] ?? difference(room);
		if (first !== null && first !== undefined) throw new Error(first);
	};
	return {
		room,
		time,
		promises,
		reached,
		client(clientId, habits = HABITS) {
			const known = clients.get(clientId);
			if (known !== undefined) return known;
			const client = openCorrectClient(clientId, habits, {
				room,
				reached(one) {
					reached.push(one);
					promises.reached(one);
				},
				left: promises.leaves,
				broken: (says) => broken.push(says),
			});
			clients.set(clientId, client);
			return client;
		},
		turn,
		move() {
			const moved = room.move();
			moving = moving.then(() => moved);
		},
		settle,
		drain,
		async heal() {
			room.command({ type: "clock.resume" });
			for (const { connection, silent, held } of Object.values(room.world().connections)) {
				if (silent !== null) room.command({ type: "wire.mend", connection });
				if (held !== undefined) room.command({ type: "wire.release", connection });
			}
			for (const client of clients.values()) client.withhold(false);
			await drain();
			for (const client of clients.values()) if (!client.connected) client.connect(!client.persistent);
			await drain();
			check();
			promises.settle();
			for (const client of clients.values()) {
				for (const id of client.open) if (client.connected) broken.push(`${client.clientId} never saw the end of packet id ${id}`);
			}
			for (const { session, queue, inflight, incoming } of room.sessions()) {
				const left = queue.length + inflight.size + incoming.size;
				if (left > 0) broken.push(`the session of ${session} still holds ${left} although all is done`);
			}
			check();
		},
		check,
		async close() {
			await room.close();
			if (room.timers() !== 0) throw new Error(`${room.timers()} timers outlive the room`);
		},
	};
}

/** Null if the world shows exactly what the store holds; otherwise a sentence. */
function difference(room: RawRoom): string | null {
	const { sessions } = room.world();
	const told = Object.values(sessions).map(
		({ session, cleanSession, connection, queue, inflight, incoming, subscriptions }) =>
			`${session} ${cleanSession ? "clean" : "kept"} on ${connection}, queue ${queue.map(({ message }) => message)}, in flight ${inflight.map(
				({ packetId, message, awaits }) => `${packetId}:${message}:${awaits === "PUBCOMP"}`,
			)}, incoming ${incoming.map(({ packetId, message }) => `${packetId}:${message}`)}, filters ${Object.entries(subscriptions)
				.map(([filter, { qos }]) => `${filter}:${qos}`)
				.sort()}`,
	);
	const held = [...room.sessions()].map(
		({ session, cleanSession, connection, queue, inflight, incoming, subscriptions }) =>
			`${session} ${cleanSession ? "clean" : "kept"} on ${connection}, queue ${queue.map(({ message }) => message.message)}, in flight ${[
				...inflight.values(),
			].map(({ packetId, message, released }) => `${packetId}:${message.message}:${released !== null}`)}, incoming ${[...incoming].map(
				([packetId, message]) => `${packetId}:${message}`,
			)}, filters ${[...subscriptions].map(([filter, qos]) => `${filter}:${qos}`).sort()}`,
	);
	const [drawn, kept] = [told.sort().join("\n"), held.sort().join("\n")];
	return drawn === kept ? null : `The world shows\n${drawn}\nand the store holds\n${kept}`;
}
