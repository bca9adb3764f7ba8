import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PRESETS } from "#contract/presets.ts";
import { away, joined, segment } from "#engine/testkit/bench.ts";
import { connect, openRawClient, openRawRoom, publish, type RawClient, type RawRoom } from "#engine/testkit/raw.ts";
import { openStillTime, turns } from "#engine/testkit/still.ts";
import { rowsOf } from "#ledger/rows.ts";
import { logLine } from "#story/log-line.ts";
import { momentsOf } from "./testkit/moments.ts";

/** A client of stock Aedes that answers right behind its CONNECT: Aedes takes the answer, and has the PUBLISH on its way again already. */
let room: RawRoom;
beforeEach(async () => {
	room = await openRawRoom(openStillTime(), PRESETS.aedes.settings);
});
afterEach(() => room.close());

async function answeredAtOnce(qos: 1 | 2): Promise<{ sub: RawClient; packetId: number }> {
	await away(room, "sub", "a", qos);
	const pub = await joined(room, "pub");
	pub.send(publish("a", "21.5", qos, { messageId: 1 }));
	await pub.next();
	if (qos === 2) pub.send({ cmd: "pubrel", messageId: 1 });
	const first = await joined(room, "sub", false);
	const { messageId: packetId = 0 } = (await first.next()) as { messageId?: number };
	room.command({ type: "wire.cut", connection: room.world().sessions.sub?.connection ?? "" });
	await turns();
	const sub = openRawClient(room);
	sub.sendBytes(segment(connect("sub", false), { cmd: qos === 1 ? "puback" : "pubrec", messageId: packetId }));
	await turns();
	expect(sub.got.map(({ cmd }) => cmd).slice(0, 2), "the PUBLISH comes again behind its answer").toEqual(["connack", "publish"]);
	return { sub, packetId };
}

const standing = () => rowsOf(room.world(), ["sub"]).rows[0]?.standings[0];
const ENDS: Readonly<Record<string, () => unknown>> = {
	"the broker restarts": () => room.command({ type: "broker.restart" }),
	"a clean connect discards it": () => joined(room, "sub"),
};

describe.each(Object.entries(ENDS))("with stock Aedes the PUBLISH comes again behind its answer, and then %s", (_, end) => {
	test("QoS 2: its PUBREC had reached the broker, and what is missing is the PUBCOMP", async () => {
		const { packetId } = await answeredAtOnce(2);
		expect(room.world().sessions.sub?.inflight).toMatchObject([{ attempt: 2, awaits: "PUBCOMP", arrived: true }]);
		expect(standing()).toMatchObject({ fate: "inflight", says: `PUBREC #${packetId} received, no PUBCOMP yet` });
		await end();
		await turns();
		const says = "Arrived at QoS 2; its PUBCOMP never reached the broker, and its session ended";
		expect(standing()).toMatchObject({ fate: "delivered", says });
		expect(toldOfDrop()).toEqual(["Gave up m1 for sub: arrived at QoS 2; its PUBCOMP never reached the broker, and its session ended"]);
	});

	test("QoS 2, completed: nothing is given up", async () => {
		const { sub, packetId } = await answeredAtOnce(2);
		sub.send({ cmd: "pubcomp", messageId: packetId });
		await turns();
		expect(standing()).toMatchObject({ fate: "delivered", says: expect.stringContaining(`PUBCOMP #${packetId} received`) });
		await end();
		await turns();
		expect(toldOfDrop()).toEqual([]);
	});

	test("QoS 1: its PUBACK had reached the broker, and a second copy is one of its own", async () => {
		const { sub, packetId } = await answeredAtOnce(1);
		expect(room.events.filter(({ type }) => type === "delivery.acked")).toHaveLength(1);
		sub.send({ cmd: "puback", messageId: packetId });
		await turns();
		await end();
		await turns();
		expect(standing()).toMatchObject({ fate: "delivered", says: expect.stringContaining(`PUBACK #${packetId} received`) });
		expect(toldOfDrop()).toEqual([]);
	});
});

function toldOfDrop(): readonly (string | undefined)[] {
	const dropped = [...momentsOf(room.events)].filter(({ event }) => event.type === "delivery.dropped");
	return dropped.map(({ event, world, before }) => logLine(event, world, before)?.text);
}
