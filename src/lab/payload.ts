/** The n-th payload of a burst: every # becomes n; without a #, the number follows in brackets. A single publish is sent unchanged. */
export function payloadOf(payload: string, n: number, times: number): string {
	if (times === 1) return payload;
	return payload.includes("#") ? payload.replaceAll("#", String(n)) : `${payload} (${n})`;
}
