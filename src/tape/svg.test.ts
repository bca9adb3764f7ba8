import { describe, expect, it } from "vitest";
import { openLayout } from "./layout.ts";
import { svgOf } from "./svg.ts";
import { askFor, openStory, publish } from "./testkit/story.ts";

const INKS = { of: (name: string) => `<${name}>`.replace(/[<>]/g, ""), font: () => '"Atkinson Mono", monospace' };

describe("the tape as an SVG", () => {
	it("is one whole document with the words, the pucks and the colours of the page", () => {
		const story = openStory();
		story.open(0, "c1", "pub-1");
		story.send(6_000, "c1", "up", publish("m1", 11));
		const svg = svgOf(openLayout()(askFor(story.traffic())), INKS);
		expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="940" height="270".*<\/svg>$/s);
		expect(svg).toContain(">#11</text>");
		expect(svg).toContain(">m1</text>");
		expect(svg).not.toContain("var(");
	});

	it("is well-formed whatever a client is called, however little room its name has", () => {
		const story = openStory();
		for (const name of ["😀".repeat(40), `a${"😀".repeat(40)}`, "half \ud83d of it"]) {
			story.open(0, `c ${name}`, name);
			const svg = svgOf(openLayout()(askFor(story.traffic(), { order: { above: [name], below: [] } })), INKS);
			expect(svg).toContain(name.startsWith("half") ? "half \ufffd" : "😀…");
			expect(svg).not.toMatch(/\p{Cs}/u);
		}
	});

	it("writes a client id as text, whatever is in it", () => {
		const story = openStory();
		const name = '<a&"b\u0000';
		story.open(0, "c1", name);
		const svg = svgOf(openLayout()(askFor(story.traffic(), { order: { above: [name], below: [] } })), INKS);
		expect(svg).toContain("&lt;a&amp;&quot;b\\u");
		expect(svg).not.toContain("<a&");
	});
});
