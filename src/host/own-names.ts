/**
 * The names by which visitors may call this host, and the pages that may use it. Otherwise any page that somebody opens could connect to the
 * rooms of a host on this machine or in this network, and read and publish: a page of another origin at once, and one whose own name has been
 * made to resolve to this host (DNS rebinding) as if it came from here.
 */
export type OwnNames = {
	/** host: name and port as the request has them. A request that names no host does not come from a browser. */
	isOurs(host: string | null): boolean;
	/** origin: of the page that asks; null: the client that asks is a program, and welcome. */
	mayUse(origin: string | null, host: string | null): boolean;
	/** Whether this name, without a port, leads to this host for certain, so that others can be told of it: whoever asks may call a host as they like. */
	leadsHere(name: string): boolean;
};

export type NamesGiven = {
	/** Names of this machine, without a port. */
	readonly names: readonly string[];
	/** Origins of further pages, such as "https://tutorial.example"; "null" stands for files and for sandboxed frames. */
	readonly origins: readonly string[];
};

export function openOwnNames({ names, origins }: NamesGiven): OwnNames {
	const own = new Set(names.map(plain));
	const further = new Set(origins.map((origin) => origin.toLowerCase().replace(/\/$/, "")));
	return {
		isOurs(host) {
			if (host === null) return true;
			const name = nameIn(host);
			return name !== null && (isSafe(name) || own.has(name));
		},
		mayUse: (origin, host) => origin === null || isSame(origin, host) || further.has(origin.toLowerCase()),
		leadsHere: (name) => isLoopback(plain(name)) || own.has(plain(name)),
	};
}

/** Every name will do, as for a host that no browser reaches by a name; a page still has to come from here. */
export const ANY_NAME: OwnNames = {
	isOurs: () => true,
	mayUse: (origin, host) => origin === null || isSame(origin, host),
	leadsHere: isLoopback,
};

function isSame(origin: string, host: string | null): boolean {
	return host !== null && URL.canParse(origin) && new URL(origin).host === host.toLowerCase();
}

/** The name without its port; null: that is not a host. */
function nameIn(host: string): string | null {
	const found = /^(\[[0-9a-f:.]+\]|[^:[\]/@\s]+)(?::\d{1,5})?$/i.exec(host)?.[1];
	return found === undefined ? null : plain(found);
}

function plain(name: string): string {
	return name.toLowerCase().replace(/\.$/, "");
}

/**
 * Nobody but this machine can be called so: localhost belongs to it alone (RFC 6761, section 6.3), and an address is not looked up anywhere,
 * so that a page that calls us by an address has come from that address. Behind a router or in a container, the address is not one of our own.
 */
function isSafe(name: string): boolean {
	return isLoopback(name) || /^\d{1,3}(\.\d{1,3}){3}$/.test(name) || name.startsWith("[");
}

function isLoopback(name: string): boolean {
	return name === "localhost" || name.endsWith(".localhost") || /^127(\.\d{1,3}){3}$/.test(name) || name === "[::1]";
}
