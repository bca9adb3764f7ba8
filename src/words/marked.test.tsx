import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { firstUses } from "./first-uses.ts";
import { FirstUses, Marked } from "./marked.tsx";

/** The markup with each term as [text]. */
function shown(element: React.ReactNode): string {
	return renderToStaticMarkup(element).replace(/<a class="word"[^>]*>([^<]*)<\/a>/g, "[$1]");
}

it("marks the terms of a whole paragraph, each where it stands first, also in what is drawn within", () => {
	expect(
		shown(
			<Marked>
				<b>CONNECT, again.</b> Its CONNACK, <code>clean_session</code> and CONNECT.
			</Marked>,
		),
	).toBe("<b>[CONNECT], again.</b> Its [CONNACK], <code>[clean_session]</code> and CONNECT.");
});

it("leaves alone what is pressed: links, buttons and what opens something", () => {
	for (const pressed of [
		<a key="a" href="/">
			CONNECT
		</a>,
		<button key="b" type="button">
			CONNECT
		</button>,
		<summary key="c">CONNECT</summary>,
	])
		expect(shown(<Marked>{pressed}</Marked>)).toBe(renderToStaticMarkup(pressed));
});

it("draws a lazy text as it is, and marks it later, so that a line that flies past costs nothing", () => {
	expect(shown(<Marked lazy>PUBACK #1</Marked>)).toBe("PUBACK #1");
});

it("marks everyday words where MQTT is taught, each in the first text of the page that uses it", () => {
	const texts = ["The broker has a session.", "The session has a queue."];
	expect(
		shown(
			<FirstUses value={firstUses(texts)}>
				{texts.map((text) => (
					<p key={text}>
						<Marked>{text}</Marked>
					</p>
				))}
			</FirstUses>,
		),
	).toBe("<p>The [broker] has a [session].</p><p>The session has a [queue].</p>");
	expect(shown(<Marked>{texts[0]}</Marked>)).toBe(texts[0]);
});

it("gives each term a link that leads to its place among all words, and takes no stop of the Tab key", () => {
	expect(renderToStaticMarkup(<Marked>DUP</Marked>)).toBe(
		'<a class="word" href="/words#dup" data-word="dup" tabindex="-1" aria-haspopup="dialog">DUP</a>',
	);
});
