import { Buffer } from "node:buffer";
import { beforeAll, describe, expect, it } from "vitest";
import { connect, openRawClient, openRawRoom, publish, type RawRoom } from "#engine/testkit/raw.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { openHistory } from "#model/history.ts";
import { openTraffic } from "#traffic/open-traffic.ts";
import type { Traffic } from "#traffic/traffic.ts";
import { excerptOf } from "./excerpt.ts";
import type { OriginalBytes } from "./known-bytes.ts";
import { fatesIn } from "./message-fates.ts";
import { pcapngOf } from "./pcapng.ts";
import { complaints, packetLines, readLines, toldLines } from "./testkit/agree.ts";
import { NO_FATES } from "./testkit/sample.ts";
import { tapRoom } from "./testkit/tap.ts";
import { dissectBytes, HAS_TSHARK } from "./testkit/tshark.ts";

const NAMES = ["<b>&amp;</b>", "日本 ☂", "end", "a\tb\nc", " ", "=1+1", "x".repeat(256)];
const LONG = 200_000;
const connected = (count: number) => (world: ReturnType<RawRoom["world"]>) =>
	Object.values(world.clients).filter(({ phase }) => phase.phase === "connected").length === count;
const trafficOf = ({ events }: RawRoom): Traffic => openTraffic()(openHistory(EMPTY_WORLD, events.length).append(events));
const wallOf = ({ at }: { readonly at: number }) => 1_750_000_000_000 + at;

describe.skipIf(!HAS_TSHARK)("tshark, where it is installed, reads", () => {
	let room: RawRoom;
	let original: OriginalBytes;
	beforeAll(async () => {
		room = await openRawRoom();
		const tap = tapRoom(room, () => room.events);
		const [first, ...rest] = NAMES.map((name) => ({ name, client: openRawClient(room) }));
		for (const one of [first, ...rest]) one?.client.send(connect(one.name, false, { username: "u", password: Buffer.from("p") }));
		await room.until(connected(NAMES.length));
		first?.client.send({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "a/#", qos: 2 }] });
		await room.until((world) => Object.keys(world.sessions[NAMES[0] as string]?.subscriptions ?? {}).length === 1);
		rest[0]?.client.send(publish("a/long", "x".repeat(LONG), 2, { messageId: 7, retain: true }));
		rest[1]?.client.send(publish("a/☂", "", 0));
		await room.until(({ messages }) => Object.keys(messages).length === 2);
		room.command({ type: "wire.delay", delayMs: 10_000 });
		rest[2]?.client.send(publish("a/lost", "never there", 1, { messageId: 3 }));
		const cut = room.events.findLast((event) => event.type === "packet.entered")?.connection ?? "";
		room.command({ type: "wire.cut", connection: cut });
		room.command({ type: "wire.delay", delayMs: 0 });
		rest[3]?.client.sendBytes(Uint8Array.of(0xf0, 0));
		rest[4]?.client.send({ cmd: "disconnect" });
		await room.until(connected(NAMES.length - 3));
		original = tap.bytes();
		await room.close();
	});

	it("names of any kind, packets longer than a segment, and what a cut took along", async () => {
		const excerpt = excerptOf(trafficOf(room), Number.POSITIVE_INFINITY);
		const capture = pcapngOf(excerpt, { room: "r", original, wallOf, fates: fatesIn(room.world()) });
		const packets = await dissectBytes(capture.bytes);
		expect(capture.missing).toBe(0);
		const isPlain = (line: string) => NAMES.slice(0, 3).some((name) => line.startsWith(`${name} c`));
		expect(readLines(packets).filter(isPlain)).toEqual(toldLines(excerpt).filter(isPlain));
		expect(packets.flatMap(packetLines)).toContain("PUBLISH #7 d0 q2 r1 a/long");
		expect(complaints(packets)).toEqual([]);
		const resets = packets.filter((packet) => packet["tcp.flags"][0] === "0x0014");
		expect(resets.map((packet) => packet["frame.comment"][0])).toEqual([expect.stringContaining(" lost its cable.")]);
		const malformed = packets.filter((packet) => packet["frame.comment"][0]?.startsWith("Against the standard"));
		expect(malformed.map((packet) => packet["mqtt.msgtype"])).toEqual([["15"]]);
		const lost = packets.find((packet) => packet["mqtt.topic"][0] === "a/lost");
		expect(lost?.["frame.comment"][0]).toContain("the cable was cut");
		expect(packets.flatMap((packet) => packet["frame.comment"]).filter((says) => says.includes("m1 for <b>&amp;</b>: "))).toHaveLength(1);
	});

	it("up to a moment, without what happened later", async () => {
		const traffic = trafficOf(room);
		const upTo = traffic.numbered(9)?.left.seq ?? 0;
		const excerpt = excerptOf(traffic, upTo);
		expect(excerpt.packets).toHaveLength(10);
		const packets = await dissectBytes(pcapngOf(excerpt, { room: "r", original, wallOf, fates: NO_FATES }).bytes);
		expect(packets.flatMap(packetLines)).toHaveLength(10);
		expect(packets.flatMap((packet) => packet["tcp.flags"]).filter((flags) => flags === "0x0011" || flags === "0x0014")).toEqual([]);
		expect(complaints(packets)).toEqual([]);
	});

	it("what the host kept of a long packet, and nothing wrong in a stream from which packets are missing", async () => {
		const excerpt = excerptOf(trafficOf(room), Number.POSITIVE_INFINITY);
		const some = new Map([...original].map(([packet, { bytes, whole }]) => [packet, { bytes: bytes.subarray(0, 1_000), whole }] as const));
		const cut = await dissectBytes(pcapngOf(excerpt, { room: "r", original: some, wallOf, fates: NO_FATES }).bytes);
		expect(cut.filter((packet) => packet["tcp.analysis.flags"].length > 0)).toEqual([]);
		const { bytes, missing } = pcapngOf(excerpt, { room: "r", original: new Map(), wallOf: () => null, fates: NO_FATES });
		// A CONNECT with a user name, and the long PUBLISH on its way up and down: events do not carry all of their bytes.
		expect(missing).toBe(NAMES.length + 2);
		expect(new TextDecoder().decode(bytes)).toContain(`${NAMES.length + 2} packets are missing: nobody keeps their bytes any longer.`);
		expect(complaints(await dissectBytes(bytes))).toEqual([]);
	});

	it("a room in which nothing has happened", async () => {
		const { bytes } = pcapngOf({ packets: [], connections: [], gone: 0 }, { room: "r", original: new Map(), wallOf, fates: NO_FATES });
		expect(await dissectBytes(bytes)).toEqual([]);
	});
});
