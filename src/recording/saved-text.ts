/** "saved 29 Nov 2026 02:10": as the clock said where it was saved. */
export function savedText(saved: string): string {
	const date = new Date(`${saved.slice(0, 19)}Z`);
	const day = date.toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
	return `saved ${day} ${saved.slice(11, 16)}`;
}
