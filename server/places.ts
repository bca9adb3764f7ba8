import type { Duplex } from "node:stream";

/** The descriptors of this process, as far as connections may use them up. Each socket gives its place back when it closes. */
export type SocketPlaces = {
	/** Connections that fit. */
	readonly most: number;
	/** An HTTP connection: it always finds a place, if need be that of the oldest one that is not a WebSocket. */
	visitor(socket: Duplex): void;
	/** An MQTT client on TCP. False: there is no place, and the socket has been destroyed. */
	client(socket: Duplex): boolean;
	/** An HTTP connection that is to become a WebSocket. False: there is no place for it. */
	stays(socket: Duplex, as: "mqtt" | "watch"): boolean;
};

/** Descriptors that are not connections: doors, standard streams, what Node needs for itself. */
const RESERVE = 32;
/** Shares of all places. MQTT leaves some to pages, and what stays leaves some to what comes and goes: a page always gets in. */
const SHARES = { mqtt: 3 / 4, watch: 7 / 8 } as const;

/** limit: descriptors that the process may have. */
export function openPlaces(limit: number = descriptorLimit()): SocketPlaces {
	const most = Math.max(16, limit - RESERVE);
	const passing = new Set<Duplex>();
	let taken = 0;

	function take(socket: Duplex): void {
		taken += 1;
		socket.once("close", () => {
			taken -= 1;
			passing.delete(socket);
		});
	}
	return {
		most,
		visitor(socket) {
			take(socket);
			passing.add(socket);
			if (taken <= most) return;
			const [oldest] = passing;
			if (oldest === undefined) return;
			passing.delete(oldest);
			oldest.destroy();
		},
		client(socket) {
			if (taken >= most * SHARES.mqtt) {
				socket.destroy();
				return false;
			}
			take(socket);
			return true;
		},
		stays(socket, as) {
			if (taken > most * SHARES[as]) return false;
			passing.delete(socket);
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
