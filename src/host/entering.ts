import type { Origin } from "#contract/event.ts";
import { parseOrigin, parseResume } from "./query.ts";
import { parseRoute } from "./route.ts";
import type { Resume } from "./watchers.ts";

/** What a request for a WebSocket says. */
export type EntryRequest = {
	/** From the first slash, with its query. */
	readonly path: string;
	/** The subprotocols that the request offers. */
	readonly protocols: readonly string[];
	/** The origin of the page that asks; null: the request does not come from a page. */
	readonly origin: string | null;
	/** The name and port by which the request addresses this host; null: the request does not say. */
	readonly host: string | null;
	/** Where the request comes from, as sourceOf() names it; null: from this process. */
	readonly source: string | null;
};

/** The answer to a request that is not let in: an HTTP status and one sentence. retryAfterS: how many seconds a client that may come again should wait. */
export type EntryRefusal = { readonly status: 400 | 403 | 404 | 503; readonly says: string; readonly retryAfterS?: number };

/** Where a request leads. */
export type EntryWay =
	| { readonly to: "mqtt"; readonly room: string; readonly origin: Origin }
	| { readonly to: "watch"; readonly room: string; readonly resume: Resume }
	| ({ readonly to: "nowhere" } & EntryRefusal)
	/** The path does not belong to a room: other code that shares the port may have something there. */
	| ({ readonly to: "elsewhere" } & EntryRefusal);

export function wayOf(asked: EntryRequest): EntryWay {
	const [path = "/", queryText] = asked.path.split("?", 2);
	const query = new URLSearchParams(queryText);
	const route = parseRoute(path);
	if (route.to === "mqtt") return wayToMqtt(route.room, asked, query);
	if (route.to === "watch") {
		if (!isOurs(asked)) return { to: "nowhere", status: 403, says: "A page of another origin may not watch a room here." };
		return { to: "watch", room: route.room, resume: parseResume(query) };
	}
	if (route.to === "nowhere") return { to: "nowhere", status: 404, says: route.says };
	return { to: "elsewhere", status: 404, says: "No WebSocket is here. MQTT is at /r/<room>/mqtt and at /mqtt." };
}

/** Those that a client of MQTT may offer, the best first: MQTT 3.1.1 [MQTT-6.0.0-3], and MQTT 3.1. */
const SUBPROTOCOLS = ["mqtt", "mqttv3.1"];

/** The subprotocol that is chosen of those that a request offers [MQTT-6.0.0-4]; null: it offers none of ours. */
export function subprotocolOf(offered: readonly string[]): string | null {
	return SUBPROTOCOLS.find((name) => offered.includes(name)) ?? null;
}

function wayToMqtt(room: string, { protocols }: EntryRequest, query: URLSearchParams): EntryWay {
	if (subprotocolOf(protocols) === null) {
		const says = "MQTT over WebSocket needs the subprotocol mqtt [MQTT-6.0.0-3], or mqttv3.1 of MQTT 3.1, and this request offers neither.";
		return { to: "nowhere", status: 400, says };
	}
	const origin = parseOrigin(query);
	if (origin === null) return { to: "nowhere", status: 400, says: "A page (?page=) is named by 1 to 32 letters, digits or hyphens." };
	return { to: "mqtt", room, origin };
}

/** Whether the page that asks came from this host; a client that is not a page sends no origin. */
function isOurs({ origin, host }: EntryRequest): boolean {
	if (origin === null) return true;
	return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
}
