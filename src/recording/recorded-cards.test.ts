import { expect, it } from "vitest";
import { connected, historyOf, left, opened, subscribed } from "#model/testkit/sample.ts";
import { recordedCards } from "./recorded-cards.ts";
import { openRecordedPlayground } from "./recorded-playground.ts";

const own = ["sub-1", "pub-1", "sub-2", "sub-3"];
const history = historyOf([
	opened,
	...connected("sub-3", true),
	...connected("guest", true),
	...connected("sub-1", false),
	...connected("pub-1", true),
	...subscribed("sub-1", "a", 1),
	...left("pub-1"),
]);

function recordedFrom(seq: number) {
	const base = history.at(seq);
	if (base === null) throw new Error("every world is kept");
	return { own, base, events: history.after(seq) };
}

it("are those of the saver's clients that came, each on its side, also where the recording begins later", () => {
	for (let seq = 0; seq < history.live.seq; seq += 1)
		expect(recordedCards(recordedFrom(seq))).toEqual([
			{ clientId: "sub-1", side: "subscriber" },
			{ clientId: "pub-1", side: "publisher" },
			{ clientId: "sub-3", side: "subscriber" },
		]);
});

it("are laid out where a recording is opened", () => {
	const recording = { ...recordedFrom(0), room: "k7q2", saved: "2026-11-29T02:10:00.000Z", now: history.live.at, bytes: new Map() };
	const frames = { drawn: () => () => {}, after: () => () => {} };
	const playground = openRecordedPlayground(recording, frames, new Map() as unknown as Storage);
	const sides = Object.values(playground.lab.getState().clients).map(({ setup }) => [setup.clientId, setup.side]);
	expect(sides).toEqual([
		["sub-1", "subscriber"],
		["pub-1", "publisher"],
		["sub-3", "subscriber"],
	]);
	playground.close();
});
