import { many } from "#contract/many.ts";
import type { Cursor } from "#room/room-state.ts";
import { timeText } from "#story/phrases.ts";
import type { Traffic } from "#traffic/traffic.ts";
import type { PictureSpan } from "./picture.ts";

/** What a picture shows. */
export function sayPicture({ from, to, isWhole }: PictureSpan): string {
	const [start, end] = [timeText(Math.max(0, from)), timeText(to)];
	return isWhole
		? `A picture shows the whole tape, ${start} to ${end}, at this zoom.`
		: `A picture shows ${start} to ${end}: the whole tape is too long for one at this zoom.`;
}

/** What any other export holds, and what of the room it cannot hold. */
export function sayRange({ first, gaps }: Pick<Traffic, "first" | "gaps">, cursor: Cursor): string {
	const until =
		cursor.at === "live"
			? "Diagram, table and capture hold all packets that the tape has, filtered or not."
			: `Diagram, table and capture hold the packets up to ${timeText(cursor.time)}, where the cursor is, filtered or not.`;
	const before = first === 0 ? "" : ` The first ${many(first, "packet")} of the room ${first === 1 ? "is" : "are"} gone.`;
	const events = gaps.filter(({ after }) => cursor.at === "live" || after.seq < cursor.seq).reduce((sum, gap) => sum + gap.events, 0);
	const between =
		events === 0 ? "" : ` In between, ${many(events, "event")} ${events === 1 ? "is" : "are"} missing: whatever packets they told of.`;
	return `${until}${before}${between}`;
}

/** What is said of a capture that has been saved; null: there is nothing to say, it is whole. told: why the host gave no bytes at all. */
export function sayCaptured({ fileName, missing, told }: { fileName: string; missing: number; told: string | null }): string | null {
	if (missing === 0) return null;
	const [has, its] = missing === 1 ? ["is", "its"] : ["are", "their"];
	const because = told === null ? `nobody keeps ${its} bytes any longer` : `the host did not give ${its} bytes (${told})`;
	return `${many(missing, "packet")} ${has} missing in ${fileName}: ${because}.`;
}
