import type { Origin } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { Resume } from "./watchers.ts";

const PAGE = /^[A-Za-z0-9-]{1,32}$/;

/** Who is coming by WebSocket: ?page=<id> marks a client that lives in a page of ours. Null: there can be no such page. */
export function parseOrigin(query: URLSearchParams): Origin | null {
	const page = query.get("page");
	if (page === null) return { kind: "guest", transport: "websocket" };
	return PAGE.test(page) ? { kind: "lab", page } : null;
}

/** ?ticket=: what a page of a class shows when its clients come. */
export function parseTicket(query: URLSearchParams): string | null {
	const ticket = query.get("ticket");
	return ticket !== null && ticket.length <= LIMITS.keyCharacters ? ticket : null;
}

/** ?after=<seq>&epoch=<epoch>: what a page already has. Anything unreadable counts as nothing: that page gets the whole room. */
export function parseResume(query: URLSearchParams): Resume {
	const after = query.get("after") ?? "";
	const epoch = query.get("epoch");
	return epoch !== null && /^\d{1,15}$/.test(after) ? { epoch, after: Number(after) } : null;
}
