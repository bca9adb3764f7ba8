type Comer = {
	/** As sourceOf() names it; null: from this process. */
	readonly source: string | null;
	/** The address itself; not there: it is not known. */
	readonly peer?: string | undefined;
};

/** Where a visitor of a class comes from; null: this machine. A source is a whole network of IPv6, and a class is in one network. */
export function addressOf({ source, peer }: Comer, isHome: (source: string) => boolean): string | null {
	return source === null || isHome(source) ? null : (peer ?? source);
}
