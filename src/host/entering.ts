import type { Origin } from "#contract/event.ts";
import { type DoorWords, foreignName, foreignPage, subprotocolAtDoor } from "#engine/door/door-words.ts";
import type { OwnNames } from "./own-names.ts";
import { parseOrigin, parseResume, parseTicket } from "./query.ts";
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
	/** The address itself; not there: it is not known. */
	readonly peer?: string | undefined;
};

/** The answer to a request that is not let in: an HTTP status and one sentence. retryAfterS: how many seconds a client that may come again should wait. */
export type EntryRefusal = { readonly status: 400 | 403 | 404 | 421 | 503; readonly says: string; readonly retryAfterS?: number };

/** Where a request leads. */
export type EntryWay =
	| { readonly to: "mqtt"; readonly room: string; readonly origin: Origin; readonly ticket: string | null }
	| { readonly to: "watch"; readonly room: string; readonly resume: Resume }
	/** told: what is told at the door of the room that was asked for. */
	| ({ readonly to: "nowhere"; readonly told?: { readonly room: string; readonly said: DoorWords } } & EntryRefusal)
	/** The path does not belong to a room: other code that shares the port may have something there. */
	| ({ readonly to: "elsewhere" } & EntryRefusal);

export function wayOf(asked: EntryRequest, own: OwnNames): EntryWay {
	const [path = "/", queryText] = asked.path.split("?", 2);
	const query = new URLSearchParams(queryText);
	const route = parseRoute(path);
	const foreign = route.to === "mqtt" || route.to === "watch" ? foreignTo(own, route.room, asked) : null;
	if (foreign !== null) return foreign;
	if (route.to === "mqtt") return wayToMqtt(route.room, asked, query);
	if (route.to === "watch") return { to: "watch", room: route.room, resume: parseResume(query) };
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
		return { to: "nowhere", status: 400, says, told: { room, said: subprotocolAtDoor(protocols) } };
	}
	const origin = parseOrigin(query);
	if (origin === null) return { to: "nowhere", status: 400, says: "A page (?page=) is named by 1 to 32 letters, digits or hyphens." };
	return { to: "mqtt", room, origin, ticket: parseTicket(query) };
}

/** Null, or why this request may use neither socket. */
function foreignTo(own: OwnNames, room: string, { origin, host }: EntryRequest): EntryWay | null {
	const refuse = (status: 403 | 421, said: DoorWords): EntryWay => ({
		to: "nowhere",
		status,
		says: `${said.says}. ${said.advice}`,
		told: { room, said },
	});
	if (!own.isOurs(host)) return refuse(421, foreignName(host ?? ""));
	if (!own.mayUse(origin, host)) return refuse(403, foreignPage(origin ?? ""));
	return null;
}
