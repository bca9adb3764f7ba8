/** Whose connection it is. guest: the address that it comes from; null: this machine, which is the host's own. */
export type Owner =
	| { readonly of: "host" }
	| {
			readonly of: "seat";
			readonly seat: number;
			/** Whether the phone that came with it still has this seat; not there: it does. */
			readonly isStill?: () => boolean;
	  }
	| { readonly of: "guest"; readonly source: string | null };

/** Another name for each that has a share of its own. The machine of the host is the host's own affair. */
export function ownerName(owner: Owner): string {
	if (owner.of === "seat") return `seat ${owner.seat}`;
	return owner.of === "guest" && owner.source !== null ? `guest ${owner.source}` : "host";
}

/** Return code 5, not authorized [3.1.1 section 3.1.4, table 3.1]. */
export const NOT_AUTHORIZED = { returnCode: 5, clause: "3.1.4" } as const;
