import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RoomEvent } from "#contract/event.ts";
import type { Traffic } from "#traffic/traffic.ts";
import { excerptOf } from "./excerpt.ts";
import { mermaidFile, mermaidOf } from "./mermaid.ts";
import { notesOf } from "./notes.ts";
import { HOSTILE, NO_FATES, someTraffic, trafficOf, visitOf } from "./testkit/sample.ts";

const MERMAID_CHARACTERS = 50_000;
/** Numbers stand for all that Mermaid could take for its own: checked with mermaid.parse of Mermaid 11 on these same names. */
const LINES = [
	/^sequenceDiagram$/,
	/^ {4}%% [^#;:%{}<>&"$@\\]+$/,
	/^ {4}participant (?:c\d+|broker) as [^#;:%{}<>&"$@\\]+$/,
	/^ {4}(?:c\d+--?(?:>>|x|\))broker|broker--?(?:>>|x|\))c\d+): [\d.]+ s [^#;:%{}<>&"$@\\]+$/,
	/^ {4}Note over (?:c\d+|broker): [\d.]+ s [^#;:%{}<>&"$@\\]+$/,
];

function diagrams(traffic: Traffic, upTo = traffic.upTo, events: readonly RoomEvent[] = [], fates = NO_FATES): readonly string[] {
	const excerpt = excerptOf(traffic, upTo);
	return mermaidOf(excerpt, notesOf(excerpt, events, { upTo, fates }), "a room: of #mine");
}

function linesOf(diagram: string): readonly string[] {
	return diagram.replaceAll(/#\d+;/g, "_").trimEnd().split("\n");
}

function isArrow(line: string): boolean {
	return / (?:c\d+|broker)--?(?:>>|x|\))/.test(line);
}

describe("a room as Mermaid", () => {
	it("is a line for each packet, with a cross for what was lost, and a note where a cable was cut", () => {
		const [diagram = ""] = diagrams(trafficOf(visitOf("pub-1", 1, 0)));
		expect(diagram.split("\n")).toEqual([
			"sequenceDiagram",
			"    %% a room#58; of #35;mine, 1 of 1",
			"    participant c1 as pub-1",
			"    participant broker as Broker",
			"    c1->>broker: 0.000 s CONNECT clean_session=true",
			"    c1->>broker: 0.000 s PUBLISH #35;1 m1 q1 RETAIN pub-1",
			"    broker--xc1: 0.000 s PUBACK #35;1 m1 (lost#58; cut)",
			"    Note over c1: 0.700 s pub-1 lost its cable",
			"",
		]);
	});

	it("shows what had not happened yet at a moment as under way, and leaves out what came later", () => {
		const [diagram = ""] = diagrams(trafficOf(visitOf("pub-1", 1, 0)), 4);
		expect(linesOf(diagram).slice(4)).toEqual([
			"    c1->>broker: 0.000 s CONNECT clean_session=true",
			"    c1-)broker: 0.000 s PUBLISH _1 m1 q1 RETAIN pub-1 (under way)",
		]);
	});

	it("notes what waits at the broker, once for all that waits", () => {
		const traffic = trafficOf(visitOf("sub-1", 1, 0));
		const stamp = (seq: number) => ({ seq, at: 900 });
		const delivery = { delivery: "d", session: "sub-1", qos: 1, why: "offline" } as const;
		const events: RoomEvent[] = [
			{ type: "session.offline", session: "sub-1", reason: "cut", expiresInMs: null, ...stamp(9) },
			{ type: "delivery.queued", message: "m2", ...delivery, ...stamp(10) },
			{ type: "delivery.queued", message: "m3", ...delivery, ...stamp(11) },
			{ type: "delivery.queued", message: "m4", ...delivery, ...stamp(12) },
		];
		const [diagram = ""] = diagrams(traffic, 11, events);
		expect(linesOf(diagram).slice(-2)).toEqual([
			"    Note over c1: 0.900 s The session of sub-1 is kept",
			"    Note over c1: 0.900 s m2 and m3 wait at the broker for sub-1",
		]);
	});

	it("is nothing where nothing was sent", () => {
		expect(diagrams(trafficOf([]))).toEqual([]);
	});

	it("keeps a client called anything to its own line", () => {
		const facts = HOSTILE.flatMap((client, index) => visitOf(client, index + 1, index * 1_000));
		for (const diagram of diagrams(trafficOf(facts)))
			for (const line of linesOf(diagram))
				expect(
					LINES.some((one) => one.test(line)),
					line,
				).toBe(true);
	});

	it("is cut into diagrams that Mermaid takes, of which each names its own clients and no packet is missing", () => {
		const visits = Array.from({ length: 2_000 }, (_, index) =>
			visitOf(`${HOSTILE[index % HOSTILE.length]}${index % 500}`, index + 1, index * 1_000),
		);
		const parts = diagrams(trafficOf(visits.flat()));
		expect(parts.length).toBeGreaterThan(5);
		for (const [index, part] of parts.entries()) {
			expect(part.length).toBeLessThan(MERMAID_CHARACTERS * 0.95);
			expect(part).toContain(`, ${index + 1} of ${parts.length}\n`);
			const named = new Set([...part.matchAll(/^ {4}participant (\w+) /gm)].map(([, id]) => id));
			const used = new Set([...part.matchAll(/^ {4}(?:broker--?(?:>>|x|\)))?(c\d+)/gm)].map(([, id]) => id));
			expect([...used].filter((id) => !named.has(id))).toEqual([]);
		}
		expect(parts.flatMap(linesOf).filter(isArrow)).toHaveLength(6_000);
		expect(mermaidFile(parts, "r").match(/^```mermaid$/gm)).toHaveLength(parts.length);
	});

	it("has a line for each packet of any traffic, in order", () => {
		fc.assert(
			fc.property(someTraffic, (traffic) => {
				const lines = diagrams(traffic).flatMap(linesOf);
				expect(lines.filter(isArrow)).toHaveLength(traffic.count);
				expect(lines.filter((line) => !LINES.some((one) => one.test(line)))).toEqual([]);
			}),
		);
	});
});
