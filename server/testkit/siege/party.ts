import type { QoS } from "#mqtt/packet.ts";
import { framed, openClient, packet, type SocketClient, type SocketClientOptions, UTF8 } from "#server/testkit/raw-client.ts";
import type { Besieged, Figures } from "./attack.ts";
import { openPage, type Page, type PageOptions } from "./page.ts";

/** Ms without a packet for anybody after which an answer counts as missing. */
const SILENT_MS = 15_000;
/** Unanswered at once, before a client waits; a few more may be on the way. Below LIMITS.incomingIds, which would end the connection. */
const WINDOW = 900;
const EMPTY = Buffer.alloc(0);

export type How = {
	readonly websocket?: boolean;
	readonly cleanSession?: boolean;
	/** The client breaks a rule, is taken over or restarted: its connection may end, and then nothing is owed to it. */
	readonly mayBeCut?: boolean;
	/** Answers PUBREC with PUBREL. Default: true; otherwise the broker has to hold the id. */
	readonly releases?: boolean;
	readonly will?: SocketClientOptions["will"];
};

type PublishMore = { readonly qos?: QoS; readonly retain?: boolean; readonly payload?: Uint8Array };

/** A client that counts what it asks and what is answered, and that acknowledges what it receives. */
export type Member = {
	readonly clientId: string;
	readonly received: number;
	readonly isOver: boolean;
	readonly sessionPresent: boolean;
	publish(topic: string, more?: PublishMore): void;
	/** This many at once, in one write. */
	publishMany(times: number, topic: string, more?: PublishMore): void;
	subscribe(filters: readonly string[], qos?: QoS): void;
	unsubscribe(filters: readonly string[]): void;
	ping(): void;
	/** Packets that are made elsewhere, or pieces of packets, and how many answers they ask for. Over WebSocket they go in one frame. */
	send(bytes: Buffer, asks?: number): void;
	/** Bytes as they are: over WebSocket, frames of any kind. */
	sendRaw(bytes: Buffer): void;
	/** Settles once the socket takes more and the window is open, or the connection is over. */
	ready(): Promise<void>;
	/** Settles once everything is answered; false: the connection ended, or there was silence. */
	answered(): Promise<boolean>;
	stopReading(): void;
	goOnReading(): void;
	/** Keeps its acknowledgements back; then sends all of them in one write. */
	stopAnswering(): void;
	goOnAnswering(): void;
	/** DISCONNECT, then the end. */
	leave(): void;
	/** The end without DISCONNECT. */
	vanish(): void;
};

export type Party = {
	/** Null: not let in; that is a fault of the host, unless mayBeCut. */
	join(clientId: string, how?: How): Promise<Member | null>;
	/** A page that watches the room. Null: it was not let in, and that is a fault of the host. */
	watch(options?: Pick<PageOptions, "reads">): Promise<Page | null>;
	blame(says: string): void;
	/** Settles once this holds, asked again at each packet for anybody; false: there was silence instead. */
	until(holds: () => boolean, silentMs?: number): Promise<boolean>;
	/** Waits for what is owed, then ends everybody's connection, and closes the pages. */
	end(did: string): Promise<Figures>;
};

type Books = { asked: number; answered: number; over: boolean; left: boolean };

/** The clients of one attack in one room. */
export function openParty(host: Besieged, room: string): Party {
	const books: (Books & { readonly clientId: string; readonly mayBeCut: boolean; close(): void })[] = [];
	const pages = new Set<Page>();
	const faults: string[] = [];
	const waiting = new Set<() => void>();
	const moved = () => {
		for (const look of [...waiting]) look();
	};

	function until(holds: () => boolean, silentMs = SILENT_MS): Promise<boolean> {
		return new Promise((settle) => {
			const done = (held: boolean) => {
				clearTimeout(timer);
				waiting.delete(look);
				settle(held);
			};
			const timer = setTimeout(() => done(holds()), silentMs);
			const look = () => {
				if (holds()) done(true);
				else timer.refresh();
			};
			waiting.add(look);
			if (holds()) done(true);
		});
	}

	async function join(clientId: string, how: How = {}): Promise<Member | null> {
		const { websocket = false, cleanSession = true, mayBeCut = false, will } = how;
		const mine: Books = { asked: 0, answered: 0, over: false, left: false };
		const member = openMember(clientId, mine, { moved, until, how });
		const where = websocket ? { port: host.httpPort, path: `/r/${room}/mqtt` } : { port: host.mqttPort, path: null };
		try {
			const client = await openClient({ ...where, clientId, userName: room, cleanSession, will, onPacket: member.hear });
			member.enter(client);
			books.push(Object.assign(mine, { clientId, mayBeCut, close: client.close }));
			return member;
		} catch (fault) {
			if (!mayBeCut) faults.push(`${clientId} did not get in: ${fault instanceof Error ? fault.message : fault}`);
			return null;
		}
	}

	return {
		join,
		async watch(options) {
			const page = await openPage(host, room, { ...options, moved });
			if (page === null) faults.push("a page was not let in");
			else pages.add(page);
			return page;
		},
		until,
		blame: (says) => void faults.push(says),
		async end(did) {
			await until(() => books.every((one) => one.over || one.left || one.answered >= one.asked));
			const cut = books.filter((one) => one.over && !one.left && !one.mayBeCut).map(({ clientId }) => clientId);
			// Nothing more is owed to a client that has left or may be cut.
			const owing = books.filter((one) => !one.left && !(one.over && one.mayBeCut));
			const sum = (key: "asked" | "answered") => owing.reduce((all, one) => all + one[key], 0);
			for (const one of [...books, ...pages]) one.close();
			return { asked: sum("asked"), answered: sum("answered"), cut, faults, did };
		},
	};
}

type Around = { moved(): void; until: Party["until"]; readonly how: How };
type Entering = Member & { hear: SocketClient["onPacket"]; enter(client: SocketClient): void };

function openMember(clientId: string, mine: Books, { moved, until, how }: Around): Entering {
	const { websocket = false, releases = true } = how;
	let client: SocketClient | null = null;
	let answers: Buffer[] = [];
	let nextId = 0;
	let received = 0;
	let flowing = true;
	let answering = true;

	const sendRaw = (bytes: Buffer) => {
		if (client !== null && !mine.over) flowing = client.write(bytes);
	};
	const write = (bytes: Buffer) => sendRaw(framed(bytes, websocket));
	const ask = (count: number, bytes: Buffer) => {
		mine.asked += count;
		write(bytes);
	};
	const id = () => {
		nextId = (nextId % 65_535) + 1;
		return Buffer.from([nextId >> 8, nextId & 0xff]);
	};
	const publishBytes = (topic: string, { qos = 0, retain = false, payload = EMPTY }: PublishMore) =>
		packet(0x30 | (qos << 1) | (retain ? 1 : 0), UTF8(topic), qos === 0 ? EMPTY : id(), payload);
	const answer = (firstByte: number, bytes: Buffer, idAt: number) =>
		void answers.push(Buffer.from([firstByte, 2, bytes[idAt] as number, bytes[idAt + 1] as number]));
	const isReady = () => mine.over || (flowing && mine.asked - mine.answered < WINDOW);

	const writeAnswers = () => {
		if (!answering) return;
		if (answers.length > 0) write(Buffer.concat(answers));
		answers = [];
	};

	function hear(firstByte: number, bytes: Buffer, bodyAt: number): void {
		const type = firstByte >> 4;
		const qos = (firstByte >> 1) & 3;
		if (type === 3) {
			received += 1;
			if (qos > 0) answer(qos === 1 ? 0x40 : 0x50, bytes, bodyAt + 2 + bytes.readUInt16BE(bodyAt));
		} else if (type === 6) answer(0x70, bytes, bodyAt);
		else if (type === 5 && releases) answer(0x62, bytes, bodyAt);
		// PUBACK, PUBCOMP, SUBACK, UNSUBACK, PINGRESP; and PUBREC, from a client that lets its id be held.
		else mine.answered += 1;
	}

	return {
		clientId,
		hear,
		enter(entered) {
			client = entered;
			entered.onChunk = () => {
				writeAnswers();
				moved();
			};
			entered.onChunk(); // of what came in one read with CONNACK
			entered.onClose = () => {
				mine.over = true;
				moved();
			};
			entered.socket.on("drain", () => {
				flowing = true;
				moved();
			});
			mine.over = entered.broken !== null;
		},
		get received() {
			return received;
		},
		get isOver() {
			return mine.over;
		},
		get sessionPresent() {
			return client?.sessionPresent ?? false;
		},
		publish: (topic, more = {}) => ask(more.qos ? 1 : 0, publishBytes(topic, more)),
		publishMany(times, topic, more = {}) {
			const all: Buffer[] = [];
			for (let n = 0; n < times; n += 1) all.push(publishBytes(topic, more));
			ask(more.qos ? times : 0, Buffer.concat(all));
		},
		subscribe: (filters, qos = 0) =>
			ask(1, packet(0x82, id(), Buffer.concat(filters.flatMap((filter) => [UTF8(filter), Buffer.from([qos])])))),
		unsubscribe: (filters) => ask(1, packet(0xa2, id(), Buffer.concat(filters.map(UTF8)))),
		ping: () => ask(1, Buffer.from([0xc0, 0])),
		send: (bytes, asks = 0) => ask(asks, bytes),
		sendRaw,
		async ready() {
			if (!isReady()) await until(isReady);
		},
		answered: async () => (await until(() => mine.over || mine.answered >= mine.asked)) && !mine.over,
		stopReading: () => void client?.socket.pause(),
		goOnReading: () => void client?.socket.resume(),
		stopAnswering() {
			answering = false;
		},
		goOnAnswering() {
			answering = true;
			writeAnswers();
		},
		leave() {
			write(Buffer.from([0xe0, 0]));
			mine.left = true;
			client?.socket.end();
		},
		vanish() {
			mine.left = true;
			client?.close();
		},
	};
}
