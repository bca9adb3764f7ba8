import { describe, expect, it } from "vitest";
import { crosses, type TapeBox, type TapeMark } from "./drawing.ts";
import { openLayout } from "./layout.ts";
import { boxOf } from "./taken.ts";
import { askFor, openStory, publish } from "./testkit/story.ts";

/** pub-1 publishes, is cut off with an answer held on its wire, comes back, and publishes again. */
function story() {
	const told = openStory(1_000);
	told.tell(0, { type: "session.created", session: "sub-1", connection: "c0", cleanSession: false });
	told.tell(0, { type: "subscription.added", session: "sub-1", filter: "t", qos: 1 });
	told.open(0, "c1", "pub-1");
	told.send(4_000, "c1", "up", publish("m1", 1));
	told.tell(5_000, { type: "delivery.queued", delivery: "d1", message: "m1", session: "sub-1", qos: 1, why: "offline" });
	const { packet } = told.enter(5_000, "c1", "down", { type: "PUBACK", packetId: 1, message: "m1" });
	told.tell(5_500, { type: "wire.held", connection: "c1", noticedInMs: null });
	told.tell(12_000, { type: "packet.lost", packet, reason: "cut" });
	told.tell(12_000, { type: "connection.closed", connection: "c1", reason: "cut", says: "", clause: null });
	told.open(13_000, "c2", "pub-1");
	for (const [n, at] of [15_500, 18_000, 21_000].entries()) {
		told.send(at, "c2", "up", publish(`m${n + 2}`, n + 2));
		told.send(at + 1_000, "c2", "down", { type: "PUBACK", packetId: n + 2, message: `m${n + 2}` });
	}
	return told.traffic();
}

const wordsIn = (marks: readonly TapeMark[]) =>
	marks.flatMap((mark) => (mark.kind === "words" ? [{ text: mark.text, box: boxOf(mark) as TapeBox }] : []));

describe("words on the tape", () => {
	it("stand on one side of the cursor, wherever the cursor is", () => {
		const traffic = story();
		const layoutOf = openLayout();
		for (let at = 1_000; at < 24_000; at += 170) {
			const seq = traffic.packets.reduce(
				(last, { left, end }) => Math.max(last, ...[left, end].map((one) => (one !== null && one.at <= at ? one.seq : 0))),
				1,
			);
			const { body, cursor, ways } = layoutOf(askFor(traffic, { cursor: { seq, at } }));
			if (cursor === null) throw new Error("no cursor");
			const across = wordsIn(body).filter(({ box }) => box.left < cursor - 0.5 && box.right > cursor + 0.5);
			expect(
				across.map(({ text }) => text),
				`at ${at}`,
			).toEqual([]);
			const pucks = body.filter((mark) => mark.kind === "puck" && Math.abs(mark.x - cursor) < 9);
			expect(pucks, `at ${at}`).toEqual([]);
			// Nothing is told as past that has not happened yet.
			for (const [type, name] of [
				["CONNECT", "CONNECT"],
				["CONNACK", "CONNACK"],
				["PUBLISH", "q1"],
			]) {
				const told = wordsIn(body).filter(({ text, box }) => text === name && box.right <= cursor).length;
				const left = ways.filter(({ packet }) => packet.fields?.type === type && packet.left.seq <= seq).length;
				expect(told, `${name} at ${at}`).toBeLessThanOrEqual(left);
			}
		}
	});

	it("tell a loss where no arrow runs through them", () => {
		const { body, ways } = openLayout()(askFor(story()));
		const lost = wordsIn(body).filter(({ text }) => /^(PUBACK #1$|held )/.test(text));
		expect(lost.length).toBeGreaterThan(0);
		const segments = ways.flatMap(({ points }) => points.slice(1).map((to, index) => [points[index] ?? to, to] as const));
		for (const { text, box } of lost)
			expect(
				segments.filter(([from, to]) => crosses(from, to, box)),
				text,
			).toEqual([]);
	});
});
