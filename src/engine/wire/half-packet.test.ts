import mqttPacket from "mqtt-packet";
import { expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { joined } from "#engine/testkit/bench.ts";
import { connect, openRawClient, publish, type RawClient } from "#engine/testkit/raw.ts";
import { eachInStillRoom } from "#engine/testkit/still-room.ts";

const still = eachInStillRoom();
const { told, settled } = still;

const MINUTE = 60_000;
const LONG = mqttPacket.generate(publish("a", "x".repeat(3_000), 1, { messageId: 7 }));

const closings = () => told("connection.closed");
const withKeepAlive = (seconds: number): Promise<RawClient> => joined(still.room, "x", true, { keepalive: seconds } as never);

/** The bytes one by one, and a pause after each: as a bad line brings them. Ends when the connection does; returns how many were sent. */
async function drip(client: RawClient, bytes: Uint8Array, pauseMs: number): Promise<number> {
	for (let at = 0; at < bytes.length; at += 1) {
		if (closings().length > 0) return at;
		client.sendBytes(bytes.subarray(at, at + 1));
		await settled();
		still.time.pass(pauseMs);
		await settled();
	}
	return bytes.length;
}

it.each([60, 0])("a pause of 2.5 s inside a packet is nobody's fault, with a keep alive of %i s", async (seconds) => {
	const client = await withKeepAlive(seconds);
	client.sendBytes(LONG.subarray(0, 1_000));
	await settled();
	still.time.pass(2_500);
	await settled();
	client.sendBytes(LONG.subarray(1_000));
	expect(await client.next()).toMatchObject({ cmd: "puback", messageId: 7 });
	expect([...closings(), ...told("packet.malformed"), ...told("limit.reached")]).toEqual([]);
});

it("where there is a keep alive, it decides, and the room says how much had come [MQTT-3.1.2-24]", async () => {
	const client = await withKeepAlive(1_200);
	client.sendBytes(LONG.subarray(0, 1_000));
	await settled();
	still.time.pass(29 * MINUTE);
	await settled();
	expect(closings()).toEqual([]);
	still.time.pass(MINUTE);
	await settled();
	const says = `No whole packet for 1800 s, 1.5 x its keep alive: 1000 of ${LONG.length} bytes of a PUBLISH.`;
	expect(closings()).toMatchObject([{ reason: "keep-alive", clause: "MQTT-3.1.2-24", says }]);
	expect(told("packet.malformed")).toEqual([]);
});

it("a byte now and then is not a packet: it does not put off the end that keep alive brings [MQTT-3.1.2-24]", async () => {
	expect(await drip(await withKeepAlive(60), LONG, 10_000)).toBe(9);
	expect(closings()).toMatchObject([{ reason: "keep-alive" }]);
});

it("without a keep alive, a byte now and then does not put off the bound of some minutes, which is not the client's fault", async () => {
	const sent = await drip(await withKeepAlive(0), LONG, 10_000);
	expect(sent).toBe(LIMITS.halfPacketMs / 10_000);
	const says = `A packet that is not whole after 5 min: ${sent} of ${LONG.length} bytes of a PUBLISH.`;
	expect(closings()).toMatchObject([{ reason: "overflow", clause: null, says }]);
	expect(told("packet.malformed")).toEqual([]);
});

it("each packet has that time anew, however slowly one comes after the other", async () => {
	const client = await withKeepAlive(0);
	const short = mqttPacket.generate(publish("a", "", 0));
	for (let n = 0; n < 20; n += 1) {
		client.sendBytes(n === 0 ? short.subarray(0, 3) : Buffer.concat([short.subarray(3), short.subarray(0, 3)]));
		await settled();
		still.time.pass(LIMITS.halfPacketMs - 1);
		await settled();
	}
	expect(closings()).toEqual([]);
});

it("half a CONNECT is waited for as long as a CONNECT is, and no longer for a byte now and then [3.1.1 section 3.1.4]", async () => {
	const hello = mqttPacket.generate(connect("x", true));
	const slow = openRawClient(still.room);
	slow.sendBytes(hello.subarray(0, 6));
	await settled();
	still.time.pass(LIMITS.connectMs - 1);
	await settled();
	slow.sendBytes(hello.subarray(6));
	expect(await slow.next()).toMatchObject({ cmd: "connack", returnCode: 0 });
	expect(await drip(openRawClient(still.room), hello, 1_000)).toBe(10);
	const says = `No whole CONNECT within 10 s: 10 of ${hello.length} bytes of a CONNECT.`;
	expect(closings()).toMatchObject([{ reason: "no-connect", clause: "3.1.4", says }]);
	expect(told("packet.malformed")).toEqual([]);
});

it.each([
	["HTTP", "GET / HTTP/1.1\r\n", "PUBACK before CONNECT", "MQTT-3.1.0-1"],
	["TLS", "\x16\x03\x01\x02", "CONNECT with reserved flags 6", "MQTT-2.2.2-2"],
	["a type that is reserved", "\x00\xff", "RESERVED is never sent by a client", "MQTT-4.8.0-1"],
])("what begins like no CONNECT is not waited for: %s", async (_, text, says, clause) => {
	const client = openRawClient(still.room);
	client.sendBytes(Buffer.from(text, "latin1"));
	expect(await client.closed).toBe("end");
	expect(told("packet.malformed")).toMatchObject([{ says, clause }]);
});

it("nor is, from a client that is connected, what begins like no packet", async () => {
	const client = await withKeepAlive(60);
	client.sendBytes(Uint8Array.of(0x83, 0xff));
	expect(await client.closed).toBe("end");
	expect(told("packet.malformed")).toMatchObject([{ says: "SUBSCRIBE with reserved flags 3", hex: "83 ff" }]);
});
