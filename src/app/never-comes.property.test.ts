import { expect, it } from "vitest";
import type { RoomEvent } from "#contract/event.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { openHistory } from "#model/history.ts";
import { exchangeOf } from "#traffic/exchange.ts";
import { hopPackets } from "#traffic/hop-packets.ts";
import { openTraffic } from "#traffic/open-traffic.ts";
import { holdsOfCareful, holdsOfRough, SCRIPTS_MS } from "./testkit/random-runs.ts";

/** Events from one look at the checklists to the next. */
const EVERY = 3;

let said = 0;

/** Where the checklist says that a packet will not come, none of that kind sets out any more. */
function expectNever(events: readonly RoomEvent[]): void {
	const history = openHistory(EMPTY_WORLD, events.length + 1).append(events);
	const traffic = openTraffic()(history);
	for (let seq = 1; seq <= history.live.seq; seq += EVERY) {
		const world = history.at(seq);
		if (world === null || world.clearedSeq !== history.live.clearedSeq) continue;
		for (const message of Object.keys(world.messages))
			for (const subscriber of Object.keys(world.clients)) {
				const { up, down } = exchangeOf(world, traffic, seq, message, subscriber) ?? { up: null, down: null };
				for (const hop of [up, down]) {
					for (const row of hop?.rows ?? []) {
						if (hop === null || row.is === "packet" || row.never === null || row.never === "silent") continue;
						said += 1;
						const all = hopPackets(traffic, world, history.live.seq, { message, clientId: hop.clientId, sends: hop.sends });
						// The message may come to the same client once more, as the retained copy: that is an exchange of its own.
						const anew =
							all.find(({ fields, left }) => left.seq > seq && fields.type === "PUBLISH" && !fields.dup)?.left.seq ??
							Number.POSITIVE_INFINITY;
						const rest = all.filter(({ left }) => left.seq > seq && left.seq < anew);
						const later = rest.filter(({ fields }) => fields.type === row.type && fields.packetId === row.packetId);
						expect(
							later.map(({ left }) => left.seq),
							`${row.type} #${row.packetId} of ${message}, ${hop.sends} ${hop.clientId}, at ${seq}`,
						).toEqual([]);
					}
				}
			}
	}
}

it(
	"what will not come does not come, where clients are correct",
	async () => {
		await holdsOfCareful(expectNever);
		expect(said).toBeGreaterThan(0);
	},
	SCRIPTS_MS,
);

it(
	"and where clients do what they like",
	async () => {
		await holdsOfRough(expectNever);
	},
	SCRIPTS_MS,
);
