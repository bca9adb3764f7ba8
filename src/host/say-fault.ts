/** What the log says of a bug: where it was thrown, as far as that is known. */
export function sayFault(fault: unknown): string {
	return fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
}
