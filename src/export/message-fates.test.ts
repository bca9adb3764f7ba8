import { describe, expect, it } from "vitest";
import type { Fact } from "#contract/event.ts";
import { accepted, connected, DROPPED_AT_QOS_0, moments, opened, publish, up } from "#model/testkit/sample.ts";
import type { World } from "#model/world.ts";
import { excerptOf } from "./excerpt.ts";
import { mermaidOf } from "./mermaid.ts";
import { fatesIn, messageFateText } from "./message-fates.ts";
import { notesOf } from "./notes.ts";
import { commentOf } from "./packet-words.ts";
import { packetsCsv } from "./packets-csv.ts";
import { trafficOf } from "./testkit/sample.ts";

const TOLD = moments(DROPPED_AT_QOS_0).map(({ event }) => event);
const WORLDS = moments(DROPPED_AT_QOS_0).map(({ world }) => world);
const fates = fatesIn(WORLDS.at(-1) as World);
const traffic = trafficOf(TOLD);
const excerpt = excerptOf(traffic, traffic.upTo);
const SAYS = "m1 for sub-1: dropped. Published at QoS 0, so not queued. [MQTT-3.1.2-5]";

describe("what became of a message, in an export", () => {
	it("is said for each subscriber that the message was meant for, as the ledger says it", () => {
		expect(fates.of("m1").map(messageFateText)).toEqual([SAYS]);
		expect(fates.of("m9")).toEqual([]);
	});

	it("stands in the table beside the outcome of the packet, which arrived", () => {
		const [head = "", ...rows] = packetsCsv(excerpt, () => null, fates).split("\r\n");
		const row = rows.find((one) => one.includes(",PUBLISH,")) ?? "";
		expect(head).toMatch(/,bytes,outcome,message_fate,clause$/);
		expect(row).toContain(`"${SAYS}"`);
	});

	it("stands in the comment on the PUBLISH of the publisher, and on no other packet", () => {
		const comments = excerpt.packets.map((packet) => commentOf(packet, null, fates));
		expect(comments.filter((comment) => comment.includes(SAYS))).toEqual([expect.stringMatching(/^PUBLISH /)]);
	});

	it("is a note at the broker where a message was dropped, behind the packet that brought it", () => {
		const [diagram = ""] = mermaidOf(excerpt, notesOf(excerpt, TOLD, { upTo: traffic.upTo, fates }), "r");
		const lines = diagram.trimEnd().split("\n");
		expect(lines.at(-1)).toMatch(/^ {4}Note over broker: [\d.]+ s m1 dropped for sub-1#58; Published at QoS 0, so not queued$/);
		expect(lines.at(-2)).toMatch(/PUBLISH/);
	});

	it("is not said of a message of the same name from before the room was cleared", () => {
		const later: readonly Fact[] = [
			...DROPPED_AT_QOS_0,
			{ type: "room.cleared" },
			...connected("pub-1", true),
			up("pub-1", publish("m1", 0, null)),
		];
		const told = moments([...later, accepted("m1", "pub-1", 0)]);
		const all = trafficOf(told.map(({ event }) => event));
		const [, ...rows] = packetsCsv(excerptOf(all, all.upTo), () => null, { ...fates, after: DROPPED_AT_QOS_0.length + 1 }).split("\r\n");
		expect(rows.filter((row) => row.includes(",PUBLISH,")).map((row) => row.includes(SAYS))).toEqual([false, true]);
		expect(fatesIn(told.at(-1)?.world as World).after).toBe(DROPPED_AT_QOS_0.length + 1);
	});

	it("waits in a note of its own for each life of the room", () => {
		const queued = { type: "delivery.queued", delivery: "d0", session: "sub-1", qos: 1, why: "offline" } as const;
		const told = moments([opened, { ...queued, message: "m1" }, { type: "room.cleared" }, { ...queued, message: "m1" }]);
		const events = told.map(({ event }) => event);
		const all = trafficOf(events);
		const notes = notesOf(excerptOf(all, all.upTo), events, { upTo: all.upTo, fates: fatesIn(told.at(-1)?.world as World) });
		expect(notes.map(({ seq, says }) => [seq, says])).toEqual([
			[2, "m1 waits at the broker for sub-1"],
			[4, "m1 waits at the broker for sub-1"],
		]);
	});

	it("is what was so at the moment of the export: nothing is dropped before the broker has the message", () => {
		const before = fatesIn(WORLDS[TOLD.findIndex(({ type }) => type === "publication.accepted") - 1] as World);
		expect(before.dropped()).toEqual([]);
		expect(before.of("m1").map(({ fate }) => fate)).not.toContain("dropped");
	});
});
