import { LIMITS } from "#contract/limits.ts";
import type { RealTime } from "#engine/port.ts";

/** What one source has left. All that share an address are one source: one person, or a class behind one router. */
type Source = {
	/** Connections that are in. */
	connections: number;
	/** Connections that are being refused. */
	refusals: number;
	readonly arrivals: Bucket;
	readonly rooms: Bucket;
};

/** How a connection of a source is met. leave() is called once, when the connection is over. */
type Met = { readonly is: "in" | "refused"; leave(): void } | { readonly is: "broken" };

/** Keeps one source from taking what belongs to all. Refusing costs the source itself, and nobody else. */
export type Sources = {
	/** Whether one more request may be answered. */
	arrives(source: string): boolean;
	/** One more connection that stays: an MQTT client, or a page that watches. broken: even to refuse it takes too much. */
	connects(source: string, as: "mqtt" | "watch"): Met;
	/** Whether one more room may be opened. */
	opensRoom(source: string): boolean;
};

/** So much of its share is left to the pages of a source when its clients have theirs: a person that has connected too many clients sees what they do. */
const PAGES_MORE = 1 / 6;

export type SourcesOptions = {
	readonly time: RealTime;
	/** MQTT clients that the whole host can hold: what one source has of them leaves some of them to others, and pages have places of their own beside. */
	readonly connections: number;
};

export function openSources({ time, connections }: SourcesOptions): Sources {
	/** The one that was heard from last stands last. */
	const known = new Map<string, Source>();
	const most = Math.min(LIMITS.connectionsPerSource, Math.floor(connections * LIMITS.sourceShare));
	const { arrivalsPerSecond, newRoomsPerMinute } = LIMITS;

	function hear(name: string): Source {
		const source = known.get(name) ?? {
			connections: 0,
			refusals: 0,
			arrivals: openBucket(time, 4 * arrivalsPerSecond, arrivalsPerSecond / 1_000),
			rooms: openBucket(time, newRoomsPerMinute, newRoomsPerMinute / 60_000),
		};
		known.delete(name);
		known.set(name, source);
		if (known.size > LIMITS.sources) forgetOldest();
		return source;
	}
	/** Sources that are connected stay, and go to the end of the line: there are no more of them than connections. */
	function forgetOldest(): void {
		for (let tries = 0; tries < 8; tries += 1) {
			const [name, source] = known.entries().next().value as [string, Source];
			known.delete(name);
			if (source.connections + source.refusals === 0) return;
			known.set(name, source);
		}
	}
	return {
		arrives: (name) => hear(name).arrivals.take(),
		connects(name, as) {
			const source = hear(name);
			if (source.arrivals.take() && source.connections < most * (as === "mqtt" ? 1 : 1 + PAGES_MORE)) {
				return { is: "in", leave: hold(source, "connections") };
			}
			if (source.refusals >= LIMITS.refusalsPerSource) return { is: "broken" };
			return { is: "refused", leave: hold(source, "refusals") };
		},
		opensRoom: (name) => hear(name).rooms.take(),
	};
}

/** One more of its kind, until the answer is called. */
function hold(source: Source, kind: "connections" | "refusals"): () => void {
	source[kind] += 1;
	return () => {
		source[kind] -= 1;
	};
}

type Bucket = { take(): boolean };

/** Holds so many at most, and fills again by so many each ms. */
function openBucket(time: RealTime, most: number, perMs: number): Bucket {
	let left = most;
	let at = time.now();
	return {
		take() {
			const now = time.now();
			left = Math.min(most, left + (now - at) * perMs);
			at = now;
			if (left < 1) return false;
			left -= 1;
			return true;
		},
	};
}

/** Whether this source is the machine on which the host runs, by the address that no other machine has. */
export function isThisMachine(source: string): boolean {
	return source.startsWith("127.") || source === sourceOf("::1");
}

/** The source that an address belongs to. One household or one machine has a whole IPv6 /64 to choose from. */
export function sourceOf(address: string | undefined): string {
	if (address === undefined) return "unknown";
	const [plain = ""] = address.split("%", 1);
	const inIpv6 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1];
	if (inIpv6 !== undefined || !plain.includes(":")) return inIpv6 ?? plain;
	const [head, tail] = plain.split("::", 2).map((part) => part.split(":").filter((group) => group !== ""));
	const zeros = Array<string>(Math.max(0, 8 - (head?.length ?? 0) - (tail?.length ?? 0))).fill("0");
	return `${[...(head ?? []), ...zeros, ...(tail ?? [])].slice(0, 4).join(":")}::/64`;
}
