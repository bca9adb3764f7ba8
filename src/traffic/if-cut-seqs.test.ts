import { expect, test } from "vitest";
import { type Cables, openCables } from "#engine/testkit/cable.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { openHistory } from "#model/history.ts";
import type { QoS } from "#mqtt/packet.ts";
import { ifPublisherCut, ifSubscriberCut } from "./if-cut.ts";
import { openTraffic } from "./open-traffic.ts";
import { settledSeq } from "./settled.ts";

const QOS = [0, 1, 2] as const;
const bool = [true, false];
/** Packets of two wires that differ so do not arrive in one moment: what is true at its end is true after each of its events. */
const DELAYS_MS = { pub: 100, sub: 70 };
const CUTS = [null, { who: "pub", ms: 45 }, { who: "pub", ms: 145 }, { who: "sub", ms: 145 }, { who: "sub", ms: 215 }] as const;

async function pass({ time, settle }: Cables, ms: number): Promise<void> {
	for (let left = ms; left > 0; left -= 5) {
		time.pass(5);
		await settle();
	}
}

type Run = {
	readonly own: boolean;
	readonly clean: boolean;
	readonly qos: QoS;
	readonly granted: QoS;
	readonly cut: (typeof CUTS)[number];
};

/** The events of one message from its first packet to its last. */
async function play({ own, clean, qos, granted, cut }: Run) {
	const cables = await openCables({});
	const { room, settle } = cables;
	const habits = { method: "B", eager: false } as const;
	const sub = cables.client("sub", habits);
	const clients = { sub, pub: own ? sub : cables.client("pub", habits) };
	const connect = async (who: "pub" | "sub") => {
		clients[who].connect(clean);
		const connection = clients[who].connection ?? "";
		room.command({ type: "wire.delay-one", connection, delayMs: DELAYS_MS[who] });
		await settle();
		await pass(cables, 250);
	};
	await connect("sub");
	if (!own) await connect("pub");
	sub.subscribe([{ filter: "a", qos: granted }]);
	await pass(cables, 250);
	clients.pub.publish("a", "1", qos, false);
	if (cut !== null) {
		await pass(cables, cut.ms);
		room.command({ type: "wire.cut", connection: clients[cut.who].connection ?? "" });
		await settle();
		await connect(cut.who);
	}
	await pass(cables, 900);
	const history = openHistory(EMPTY_WORLD).append([...room.events]);
	await cables.close();
	return { history, traffic: openTraffic()(history), publisher: own ? "sub" : "pub" };
}

/** What is said after each event, as what is said at the end of its moment: how often it is taken, how many copies there are. */
async function differences(run: Run): Promise<readonly string[]> {
	const { history, traffic, publisher } = await play(run);
	const counts = (seq: number) => {
		const settled = (away: string) => history.at(settledSeq({ history, traffic }, seq, "m1", away));
		const [up, down] = [settled(publisher), settled("sub")];
		if (up === null || down === null || history.at(seq)?.messages.m1 === undefined) return null;
		return `taken ${ifPublisherCut(up, "m1")?.taken}, copies ${ifSubscriberCut(down, "m1", "sub")?.copies}`;
	};
	const wrong: string[] = [];
	const isSame = (seq: number) => history.event(seq + 1)?.at === history.event(seq)?.at;
	for (let seq = 1; seq < history.live.seq; seq += 1) {
		const type = history.event(seq)?.type ?? "";
		// Before an arrival nothing is known of it; a cut, and what comes with it, takes several events.
		if (!isSame(seq) || !["packet.arrived", "publication.accepted", "incoming.held", "delivery.sent"].includes(type)) continue;
		let last = seq;
		// Two packets that set out together on one wire arrive one after the other.
		while (isSame(last) && history.event(last + 1)?.type !== "packet.arrived") last += 1;
		const [said, truth] = [counts(seq), counts(last)];
		if (said !== null && said !== truth) wrong.push(`${JSON.stringify(run)}, seq ${seq}, ${type}: ${said}, and really ${truth}`);
	}
	return wrong;
}

test("between two events of one moment the exchange says what it says at the end of that moment", async () => {
	const wrong: string[] = [];
	for (const own of bool)
		for (const clean of bool)
			for (const qos of QOS)
				for (const granted of QOS.filter((one) => one <= qos))
					for (const cut of CUTS) wrong.push(...(await differences({ own, clean, qos, granted, cut })));
	expect([wrong.length, wrong.slice(0, 8)]).toEqual([0, []]);
}, 600_000);

test("after its PUBLISH has arrived, and before the broker has looked at it, QoS 2 is taken once", async () => {
	const { history } = await play({ own: false, clean: false, qos: 2, granted: 2, cut: null });
	const unread = history.after(0).flatMap(({ seq }) => {
		const world = history.at(seq);
		return world?.messages.m1?.phase === "at-broker" ? [ifPublisherCut(world, "m1")] : [];
	});
	expect(unread.length).toBeGreaterThan(0);
	for (const said of unread) expect(said).toMatchObject({ does: "again", taken: 1, another: false, known: true });
});
