import type { Term } from "./term.ts";

/** Names of packets, bits and settings are written as the standard and the code write them. */
export function termClass({ name }: Term): string | undefined {
	return /^[A-Z]{3,}$|_/.test(name) ? "wire" : undefined;
}
