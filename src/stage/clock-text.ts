/** Room-clock ms as m:ss, the way the transport's clock writes it. */
export function clockText(ms: number): string {
	const seconds = Math.max(0, Math.floor(ms / 1000));
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Ms as seconds with one digit: "1.1". Cut, not rounded: a packet at 1.97 of 2.0 s has not arrived. */
export function secondsText(ms: number): string {
	return (Math.floor(Math.max(0, ms) / 100) / 10).toFixed(1);
}
