import type { ServerResponse } from "node:http";
import type { RequestTarget } from "./target.ts";

const HOST = /^(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?$/;

/** The one page that other sites may show in a frame: the player of a tutorial. */
const EMBEDDED = /^\/embed(?:\?|$)/;

/** Nothing foreign, nothing inline. Styles set by React and framer-motion go through the CSSOM, which this allows. */
export function setSecurityHeaders({ path, host }: RequestTarget, response: ServerResponse): void {
	// Chromium counts 'self' for ws: too; older Safari does not. A Host that could break out of the header is left out.
	const sockets = host !== null && HOST.test(host) ? ` ws://${host} wss://${host}` : "";
	const policy = [
		"default-src 'none'",
		"script-src 'self'",
		"style-src 'self'",
		"img-src 'self' data:",
		"font-src 'self'",
		`connect-src 'self'${sockets}`,
		"manifest-src 'self'",
		"base-uri 'none'",
		"form-action 'none'",
		EMBEDDED.test(path) ? "frame-ancestors *" : "frame-ancestors 'self'",
	];
	response.setHeader("Content-Security-Policy", policy.join("; "));
	response.setHeader("X-Content-Type-Options", "nosniff");
	response.setHeader("Referrer-Policy", "no-referrer");
}
