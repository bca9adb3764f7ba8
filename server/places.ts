import type { Duplex } from "node:stream";

/** The descriptors of this process, as far as connections may use them up. Each socket gives its place back when it closes. */
export type SocketPlaces = {
	/** Connections that fit. */
	readonly most: number;
	/** Those of them that may be MQTT clients. */
	readonly mostClients: number;
	/** An HTTP connection: it always finds a place, if need be that of another one that is not a WebSocket. source: see sourceOf(). */
	visitor(socket: Duplex, source: string): void;
	/** An MQTT client on TCP. False: there is no place, and the socket has been destroyed. */
	client(socket: Duplex): boolean;
	/** An HTTP connection that is to become a WebSocket. False: there is no place for it. */
	stays(socket: Duplex, as: "mqtt" | "watch"): boolean;
};

/** Descriptors that are not connections: doors, standard streams, what Node needs for itself. */
const RESERVE = 32;
/** Shares of all places. MQTT leaves some to pages, and what stays leaves some to what comes and goes: a page always gets in. */
const SHARES = { mqtt: 3 / 4, watch: 7 / 8 } as const;
/** The share of all places that the passing connections of one source may have. Past it, its own oldest one makes way. */
const PASSING_SHARE = 1 / 2;

/** limit: descriptors that the process may have. */
export function openPlaces(limit: number = descriptorLimit()): SocketPlaces {
	const most = Math.max(16, limit - RESERVE);
	/** HTTP connections that are not WebSockets, by their source; each source's oldest stands first. */
	const passing = new Map<string, Set<Duplex>>();
	const sources = new Map<Duplex, string>();
	const staying = new Set<Duplex>();
	let taken = 0;

	function take(socket: Duplex): void {
		taken += 1;
		socket.once("close", () => {
			taken -= 1;
			staying.delete(socket);
			passes(socket);
		});
	}
	/** Whether the socket was passing; it is no longer. */
	function passes(socket: Duplex): boolean {
		const source = sources.get(socket);
		if (source === undefined) return false;
		sources.delete(socket);
		const its = passing.get(source);
		its?.delete(socket);
		if (its?.size === 0) passing.delete(source);
		return true;
	}
	/** What is passing makes way for everything else: the oldest of the source that has most. */
	function makeRoom(): void {
		if (taken <= most) return;
		let its = new Set<Duplex>();
		for (const one of passing.values()) if (one.size > its.size) its = one;
		evictFirst(its);
	}
	function evictFirst([oldest]: Iterable<Duplex>): void {
		if (oldest === undefined) return;
		passes(oldest);
		oldest.destroy();
	}
	return {
		most,
		mostClients: most * SHARES.mqtt,
		visitor(socket, source) {
			take(socket);
			const its = passing.get(source) ?? new Set();
			passing.set(source, its.add(socket));
			sources.set(socket, source);
			if (its.size > most * PASSING_SHARE) evictFirst(its);
			else makeRoom();
		},
		client(socket) {
			if (staying.size >= most * SHARES.mqtt) {
				socket.destroy();
				return false;
			}
			take(socket);
			staying.add(socket);
			makeRoom();
			return true;
		},
		stays(socket, as) {
			if (staying.size >= most * SHARES[as]) return false;
			if (passes(socket)) staying.add(socket);
			return true;
		},
	};
}

type Limits = { readonly userLimits?: { readonly open_files?: { readonly soft?: number | "unlimited" } } };

/** The soft limit of this process. Where the system has none: no limit. */
function descriptorLimit(): number {
	const report = process.report as NodeJS.ProcessReport & { excludeNetwork?: boolean };
	report.excludeNetwork = true;
	const soft = (report.getReport() as Limits).userLimits?.open_files?.soft;
	return typeof soft === "number" ? soft : Number.POSITIVE_INFINITY;
}
