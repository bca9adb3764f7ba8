import mqttPacket from "mqtt-packet";
import { Departure } from "./departure.ts";
import { lineOf, type Packet } from "./packets.ts";

/** Ms that anything may take. Only what never comes takes this long. */
const PATIENCE_MS = 5_000;

/** What one connection has received, to be taken packet by packet. */
export type Inbox = {
	readonly got: readonly Packet[];
	/** The next packet that has not been taken. Fails with a sentence when no packet comes. */
	next(due: string): Promise<Packet>;
	/** The next packets, each as lineOf() writes it. */
	take(...lines: readonly string[]): Promise<Packet[]>;
	/** When the connection ended; null: it did not end within the time that anything may take. */
	end(patienceMs?: number): Promise<"over" | null>;
	/** Feeds the inbox. */
	received(bytes: Uint8Array): void;
	closed(): void;
};

/** The ids of PUBREL are the broker's choice, and change from run to run: so a sentence leaves the ids out. */
function withoutBrokersId(line: string): string {
	return line.startsWith("PUB") ? line.replace(/^(PUBREC|PUBREL) \d+$/, "$1") : line;
}

export function openInbox(): Inbox {
	const parser = mqttPacket.parser({ protocolVersion: 4 });
	const got: Packet[] = [];
	const watching = new Set<() => void>();
	let taken = 0;
	let over: string | null = null;
	const look = () => {
		for (const one of [...watching]) one();
	};
	parser.on("packet", (packet) => {
		got.push(packet);
		look();
	});
	parser.on("error", () => {
		over ??= "bytes that are not an MQTT packet came";
		look();
	});

	/** The first value that is not null; null when time is up. */
	function until<T>(seen: () => T | null, patienceMs = PATIENCE_MS): Promise<T | null> {
		return new Promise((settle) => {
			const done = (value: T | null) => {
				clearTimeout(timer);
				watching.delete(one);
				settle(value);
			};
			const one = () => {
				const value = seen();
				if (value !== null) done(value);
			};
			const timer = setTimeout(() => done(null), patienceMs);
			watching.add(one);
			one();
		});
	}

	async function next(due: string): Promise<Packet> {
		await until(() => (got.length > taken || over !== null ? true : null));
		const packet = got[taken];
		if (packet === undefined) throw new Departure(over === null ? `${due} did not come` : `${over} where ${due} was due`);
		taken += 1;
		return packet;
	}

	return {
		got,
		next,
		async take(...lines) {
			const packets: Packet[] = [];
			for (const line of lines) {
				const packet = await next(withoutBrokersId(line));
				packets.push(packet);
				const seen = lineOf(packet);
				if (seen === line) continue;
				const [came, due] = [withoutBrokersId(seen), withoutBrokersId(line)];
				throw new Departure(came === due ? `${came} came under another id` : `${came} came where ${due} was due`);
			}
			return packets;
		},
		end: (patienceMs) => until(() => (over === null ? null : "over"), patienceMs),
		received: (bytes) => void parser.parse(Buffer.from(bytes)),
		closed() {
			over ??= "the connection ended";
			look();
		},
	};
}
