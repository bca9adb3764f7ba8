import type { IncomingMessage } from "node:http";

/** What a request asks for, and by which name of this host. */
export type RequestTarget = {
	/** From the first slash, with its query. */
	readonly path: string;
	/** The name and port by which the request addresses this host; null: the request does not say. */
	readonly host: string | null;
};

/** Scheme, authority, and what is behind them. */
const ABSOLUTE = /^https?:\/\/([^/?#]*)(.*)$/is;

/**
 * A target and a Host header are read here and nowhere else. A target may be in absolute form, "GET http://host/r/room", as programs
 * behind a proxy write it: a server must accept that form, and its host then stands in place of the Host header (RFC 9112, section 3.2.2).
 */
export function targetOf({ url = "/", headers }: Pick<IncomingMessage, "url" | "headers">): RequestTarget {
	const [, host, rest = ""] = ABSOLUTE.exec(url) ?? [];
	if (host === undefined) return { path: url, host: headers.host ?? null };
	// Without a path, the path is "/" (RFC 9110, section 4.2.3).
	return { path: rest.startsWith("/") ? rest : `/${rest}`, host };
}
