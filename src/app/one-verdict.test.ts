import { describe, expect, test } from "vitest";
import type { BrokerSettings } from "#contract/settings.ts";
import { connect, openRawClient, openRawRoom, publish, type RawClient, type RawRoom } from "#engine/testkit/raw.ts";
import { openStillTime, type StillTime, turns } from "#engine/testkit/still.ts";
import { rowsOf } from "#ledger/rows.ts";
import { tallyOf } from "#model/ledger.ts";
import { fallenHead, fallenLabel, fallenText } from "#stage/session-text.ts";
import { announce } from "#story/announce.ts";
import { logLine } from "#story/log-line.ts";
import { narrate } from "#story/narrate.ts";
import { momentsOf } from "./testkit/moments.ts";

type Scene = { readonly room: RawRoom; readonly time: StillTime; readonly sub: RawClient };

/** How a session can end after its message has arrived. Clean: the session ends with its connection. */
const ENDS: Readonly<
	Record<string, { readonly clean: boolean; readonly settings?: Partial<BrokerSettings>; end(scene: Scene): Promise<void> }>
> = {
	"its cable is cut": { clean: true, end: async ({ room }) => cut(room) },
	"another connection takes it over": {
		clean: true,
		async end({ room, time }) {
			room.command({ type: "wire.silence", connection: connectionOf(room) });
			openRawClient(room).send(connect("sub", true));
			time.pass(DELAY);
			await turns();
		},
	},
	"it sends DISCONNECT": {
		clean: true,
		async end({ sub, time }) {
			sub.send({ cmd: "disconnect" });
			time.pass(DELAY);
			await turns();
		},
	},
	"its socket breaks": { clean: true, end: async ({ sub }) => sub.ends.gone("The socket broke.") },
	"it falls silent": {
		clean: true,
		async end({ room, time }) {
			room.command({ type: "wire.silence", connection: connectionOf(room) });
			time.pass(90_000);
		},
	},
	"a clean connect discards it": {
		clean: false,
		async end({ room, time }) {
			cut(room);
			openRawClient(room).send(connect("sub", true));
			time.pass(DELAY);
			await turns();
		},
	},
	"it expires": {
		clean: false,
		settings: { persistentClientExpiration: 60 },
		async end({ room, time }) {
			cut(room);
			time.pass(61_000);
		},
	},
	"the broker restarts without persistence": {
		clean: false,
		settings: { persistence: false },
		end: async ({ room }) => void room.command({ type: "broker.restart" }),
	},
};
const DELAY = 1_000;

/** How far the exchange had come: what the subscriber has sent of its own, and whether the last packet of it is on the wire. */
const EXCHANGES = {
	"QoS 1, no PUBACK sent": { qos: 1, answers: [], awaited: "PUBACK" },
	"QoS 1, its PUBACK on the wire": { qos: 1, answers: ["puback"], awaited: "PUBACK" },
	"QoS 2, its PUBREC on the wire": { qos: 2, answers: ["pubrec"], awaited: "PUBREC" },
	"QoS 2, PUBREL on the wire": { qos: 2, answers: ["pubrec", null], awaited: "PUBCOMP" },
	"QoS 2, its PUBCOMP on the wire": { qos: 2, answers: ["pubrec", null, null, "pubcomp"], awaited: "PUBCOMP" },
} as const;

function connectionOf(room: RawRoom): string {
	return Object.values(room.world().connections).find(({ clientId }) => clientId === "sub")?.connection ?? "";
}
function cut(room: RawRoom): void {
	room.command({ type: "wire.cut", connection: connectionOf(room) });
}

describe.each(Object.entries(ENDS))("a message has arrived, and then %s", (name, { clean, settings = {}, end }) => {
	test.each(Object.entries(EXCHANGES))("%s: every surface says the same, and it is so", async (exchange, { qos, answers, awaited }) => {
		const time = openStillTime();
		const room = await openRawRoom(time, settings);
		const sub = openRawClient(room);
		sub.send(connect("sub", clean, { keepalive: 60 }));
		sub.send({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "a", qos }] });
		const pub = openRawClient(room);
		pub.send(connect("pub", true));
		await turns();
		pub.send(publish("a", "21.5", qos, { messageId: 1 }));
		await turns();
		room.command({ type: "wire.delay", delayMs: DELAY });
		for (const answer of answers) {
			if (answer === null) time.pass(DELAY);
			else sub.send({ cmd: answer, messageId: 1 });
			await turns();
		}
		// A DISCONNECT comes behind whatever the same client sent before: only what it never sent is missing then.
		const arrivesAfterAll = name === "it sends DISCONNECT" && answers.length > 0;
		await end({ room, time, sub });
		await turns();
		if (!arrivesAfterAll) saysOneThing(room, { qos, awaited, exchange });
		await room.close();
	});
});

function saysOneThing(room: RawRoom, { qos, awaited, exchange }: { qos: 1 | 2; awaited: string; exchange: string }): void {
	const says = `Arrived at QoS ${qos}; its ${awaited} never reached the broker, and its session ended`;
	const world = room.world();
	expect(rowsOf(world, ["sub"]).rows[0]?.standings[0], exchange).toMatchObject({ fate: "delivered", says });
	expect(tallyOf(world, "sub")).toMatchObject({ published: 1, delivered: 1, dropped: 0 });
	const fallen = (world.sessions.sub ?? world.gone.sub)?.fallen ?? [];
	expect(fallen.map((one) => [fallenHead(one), fallenText(one)])).toEqual([
		["m1 arrived.", `${says}.${world.sessions.sub ? " That was before this session." : ""}`],
	]);
	expect(fallenLabel(fallen)).toBe("Given up");
	const said = lower(says);
	const told = [...momentsOf(room.events)].filter(({ event }) => event.type === "delivery.dropped");
	expect(told).toHaveLength(1);
	for (const { event, world: after, before } of told) {
		expect(logLine(event, after, before)?.text).toBe(`Gave up m1 for sub: ${said}`);
		expect(narrate(event, after, before)).toBe(
			`m1 reached sub at QoS ${qos}. Its ${awaited} never reached the broker, and the session of sub ended.`,
		);
		expect(announce(event, after, before)?.text).toBe(`m1 given up for sub: ${said}.`);
	}
}

const lower = (text: string) => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
