import type { QoS } from "#mqtt/packet.ts";
import { type Attack, type Besieged, breath, many, openTimer, part, together } from "./attack.ts";
import { type Member, openParty, type Party } from "./party.ts";

type Flood = {
	readonly topic: () => string;
	readonly qos: QoS;
	readonly bytes: number;
	/** Messages in one write. */
	readonly batch: number;
	readonly retain?: boolean;
	readonly isOver: () => boolean;
};

/** Publishes as fast as the host reads. Returns how many messages that were. */
async function flood(publisher: Member, { topic, qos, bytes, batch, retain = false, isOver }: Flood): Promise<number> {
	const payload = Buffer.alloc(bytes, "x");
	let sent = 0;
	while (!isOver() && !publisher.isOver) {
		await publisher.ready();
		publisher.publishMany(batch, topic(), { qos, retain, payload });
		sent += batch;
		await breath();
	}
	publisher.ping();
	return sent;
}

/** Every kind of subscriber that a message can find: a session that is away, one that does not read, clean and persistent ones, on both sockets. */
async function seat(party: Party, topic: string, qos: QoS): Promise<readonly (Member | null)[]> {
	const away = await party.join("away", { cleanSession: false });
	const seats = [
		away,
		await party.join("clean"),
		await party.join("persistent", { cleanSession: false, websocket: true }),
		await party.join("slow", { websocket: true }),
	];
	for (const one of seats) {
		one?.subscribe([topic], qos);
		await one?.answered();
	}
	away?.leave();
	seats[3]?.stopReading();
	return seats;
}

async function floodRoom(host: Besieged, room: string, how: Omit<Flood, "topic" | "isOver">, isOver: () => boolean) {
	const party = openParty(host, room);
	const seats = await seat(party, "flood", how.qos);
	const publishers = [await party.join("pub-tcp"), await party.join("pub-ws", { websocket: true })];
	const sent = await Promise.all(publishers.map((one) => (one === null ? 0 : flood(one, { ...how, topic: () => "flood", isOver }))));
	seats[3]?.goOnReading();
	return party.end(`${sent.reduce((all, one) => all + one, 0).toLocaleString("en")} messages`);
}

export function floodAt(qos: QoS): Attack {
	return {
		says: `two publishers, QoS ${qos}, to sessions that are away, slow, clean and persistent, over TCP and WebSocket`,
		run: (host, dice, extent) =>
			floodRoom(host, `flood-${qos}`, { qos, bytes: dice.one([0, 32, 500]), batch: 5 + dice.below(40) }, openTimer(extent).isOver),
	};
}

export const tenRooms: Attack = {
	says: "ten rooms flooded at once, each at a QoS of its own",
	async run(host, dice, extent) {
		const { isOver } = openTimer(extent);
		const rooms = many(part(10, extent, 2), (n) => ({
			room: `ten-${n}`,
			qos: dice.one([0, 1, 2] as const),
			bytes: 32,
			batch: 5 + dice.below(20),
		}));
		const all = await Promise.all(rooms.map(({ room, ...how }) => floodRoom(host, room, how, isOver)));
		return together(all);
	},
};

export const retained: Attack = {
	says: "retained messages on ever new topics, while subscribers of '#' come, get them all and come back",
	async run(host, _, extent) {
		const party = openParty(host, "retained");
		const publisher = await party.join("pub");
		const readers = await Promise.all(many(part(40, extent, 2), (n) => party.join(`all-${n}`, { websocket: n % 2 === 1 })));
		const timer = openTimer(extent);
		let topic = 0;
		const topics = part(1_200, extent, 20);
		const flooding =
			publisher === null
				? 0
				: flood(publisher, { topic: () => `r/${topic++ % topics}`, qos: 1, bytes: 100, batch: 1, retain: true, isOver: timer.isOver });
		let subscribed = 0;
		while (!timer.isOver() && readers.some((one) => one?.isOver === false)) {
			for (const one of readers) {
				await one?.ready();
				one?.subscribe(["#"], 1);
				subscribed += 1;
			}
			for (const one of readers) await one?.answered();
			await breath(20);
		}
		return party.end(`${await flooding} retained, ${subscribed} SUBSCRIBEs`);
	},
};

export const heldIds: Attack = {
	says: "publishers that never release 950 of their QoS 2 ids, and go on publishing",
	async run(host, dice, extent) {
		const party = openParty(host, "held");
		const holders = await Promise.all(
			many(part(10, extent, 2), (n) => party.join(`holder-${n}`, { releases: false, websocket: n % 2 === 1 })),
		);
		for (const one of holders) {
			one?.publishMany(part(950, extent, 10), "held", { qos: 2 });
			await one?.answered();
		}
		const reader = await party.join("reader");
		reader?.subscribe(["held"], 1);
		const timer = openTimer(extent);
		const batch = 1 + dice.below(20);
		const sent = await Promise.all(
			holders.map((one) => (one === null ? 0 : flood(one, { topic: () => "held", qos: 1, bytes: 10, batch, isOver: timer.isOver }))),
		);
		return party.end(`${sent.reduce((all, one) => all + one, 0).toLocaleString("en")} messages behind held ids`);
	},
};

export const slowReaders: Attack = {
	says: "subscribers that do not read, of long messages at every QoS; then they read",
	async run(host, _, extent) {
		const party = openParty(host, "slow");
		const readers = await Promise.all(many(part(60, extent, 3), (n) => party.join(`slow-${n}`, { websocket: n % 2 === 1 })));
		for (const [n, one] of readers.entries()) {
			one?.subscribe(["long"], (n % 3) as QoS);
			await one?.answered();
			one?.stopReading();
		}
		const timer = openTimer(extent);
		const publisher = await party.join("pub");
		const sent =
			publisher === null ? 0 : await flood(publisher, { topic: () => "long", qos: 1, bytes: 10_000, batch: 1, isOver: timer.isOver });
		for (const one of readers) {
			one?.goOnReading();
			one?.ping();
		}
		return party.end(`${sent.toLocaleString("en")} messages of 10,000 bytes to ${readers.length} that do not read`);
	},
};
