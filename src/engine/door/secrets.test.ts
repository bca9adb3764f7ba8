import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { BrokerName } from "#contract/brokers.ts";
import { segment } from "#engine/testkit/bench.ts";
import { idlePace } from "#engine/testkit/busy.ts";
import { connect, openRawClient, openRawRoom, type RawRoom } from "#engine/testkit/raw.ts";
import { openStillTime, turns } from "#engine/testkit/still.ts";
import { BEFORE, CONNECTS, PARTS_OF_PASSWORD, STRANGERS } from "#mqtt/testkit/secret-streams.ts";

let room: RawRoom;
afterEach(() => room.close());

const hexOf = (text: string) => Buffer.from(text).toString("hex");

/** Parts of the password in what the room has told, in its world, and in the bytes that it keeps; as text or in hex. */
function told(from: number): string[] {
	const events = room.events.slice(from);
	const kept = events.flatMap((event) => {
		const packet = room.bytesOf("packet" in event ? (event.packet ?? "") : "");
		return packet === null ? [] : [Buffer.from(packet.bytes).toString("latin1")];
	});
	const all = JSON.stringify([events, room.world().door, room.world().connections, kept]);
	const hex = all.replaceAll(/(?<=[0-9a-f]{2}) (?=[0-9a-f]{2})/g, "");
	return PARTS_OF_PASSWORD.filter((part) => all.includes(part) || hex.includes(hexOf(part)));
}

/** The client hangs up behind it: what has come by then is all. */
async function speaks(bytes: Uint8Array, each: number, first: Uint8Array | null = null) {
	const client = openRawClient(room);
	if (first !== null) client.sendBytes(first);
	await turns();
	for (let at = 0; at < bytes.length; at += each) client.sendBytes(bytes.subarray(at, at + each));
	await turns();
	client.ends.ended(false);
	await room.until(({ connections }) => Object.keys(connections).length === 0);
}

describe.each(["decided", "aedes"] satisfies BrokerName[])("with the broker %s a room tells and keeps no part of a password", (broker) => {
	const time = openStillTime();
	beforeEach(async () => {
		room = await openRawRoom(time, { broker }, idlePace(time));
	});

	it.each(BEFORE)("whatever its CONNECT is, behind %s", async (_, before) => {
		for (const [what, bytes] of CONNECTS)
			for (const each of [500, 7, 1]) {
				const from = room.events.length;
				await speaks(Buffer.from([...before(bytes), ...bytes]), each);
				expect([what, each, told(from)]).toEqual([what, each, []]);
			}
	});

	it("of a second CONNECT", async () => {
		for (const [what, bytes] of CONNECTS) {
			const from = room.events.length;
			await speaks(bytes, 500, segment(connect("me", true)));
			expect([what, told(from)]).toEqual([what, []]);
		}
	});

	it("of somebody that does not speak MQTT", async () => {
		for (const [what, bytes] of STRANGERS)
			for (const each of [500, 7, 1]) {
				const from = room.events.length;
				await speaks(bytes, each);
				expect([what, each, told(from)]).toEqual([what, each, []]);
			}
	});
});
