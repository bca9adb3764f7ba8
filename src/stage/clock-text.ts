import { clockText } from "#story/phrases.ts";

/** Room-clock ms that are left: "0:38", "1:59:30", "5 days", "136 years". */
export function leftText(ms: number): string {
	const seconds = Math.max(0, Math.floor(ms / 1000));
	if (seconds < 3_600) return clockText(ms);
	const days = Math.floor(seconds / 86_400);
	if (days >= 730) return `${Math.floor(days / 365.25)} years`;
	if (days >= 2) return `${days} days`;
	return `${Math.floor(seconds / 3_600)}:${clockText((seconds % 3_600) * 1000).padStart(5, "0")}`;
}
