import { describe, expect, it } from "vitest";
import { PRESETS } from "#contract/presets.ts";
import { joined, subscribed } from "#engine/testkit/bench.ts";
import { publish } from "#engine/testkit/raw.ts";
import { settled } from "#engine/testkit/still.ts";
import { eachInStillRoom } from "#engine/testkit/still-room.ts";
import { excerptOf } from "#export/excerpt.ts";
import { fatesIn } from "#export/message-fates.ts";
import { commentOf, outcomeText } from "#export/packet-words.ts";
import { standingOf, standingText } from "#inspector/standing.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { openHistory } from "#model/history.ts";
import { openTraffic } from "#traffic/open-traffic.ts";

const still = eachInStillRoom(PRESETS.aedes.settings);

/** A client sends at 1 s, and a packet takes 2 s. */
async function sender() {
	const client = await joined(still.room, "me");
	still.time.pass(1_000);
	still.room.command({ type: "wire.delay", delayMs: 2_000 });
	return client;
}

async function pass(ms: number): Promise<void> {
	await settled(still.time);
	still.time.pass(ms);
	await settled(still.time);
}

/** Of all bytes that broke the standard: where they are said to be, in the inspector, in a table and in a capture. */
function said(): readonly (readonly string[])[] {
	const history = openHistory(EMPTY_WORLD).append(still.room.events);
	const traffic = openTraffic()(history);
	const moment = { seq: history.live.seq, at: history.live.at };
	return excerptOf(traffic, moment.seq)
		.packets.filter(({ malformed }) => malformed !== null)
		.map((packet) => [
			standingText(packet, standingOf(packet, traffic, moment)),
			outcomeText(packet),
			commentOf(packet, null, fatesIn(history.live)).split("\n")[packet.fields === null ? 1 : 2] ?? "",
		]);
}

describe("bytes against the standard, where the broker judges by itself", () => {
	it.each([
		["a remaining length of five bytes", [0x30, 0xff, 0xff, 0xff, 0xff, 0x01]],
		["a packet that is too long for this host", [0x30, 0xff, 0xff, 0xff, 0x7f]],
	])("are refused where the host itself ends the connection for them: %s [MQTT-4.8.0-1]", async (_, bytes) => {
		const client = await sender();
		client.sendBytes(Uint8Array.from(bytes));
		await settled(still.time);
		expect(said()).toEqual([["left at 0:01.0, 0.0 of 2.0\u00a0s", "malformed", "Left at 1.000 s, still under way."]]);
		await pass(5_000);
		expect(said()).toEqual([["read at 0:03.0, and refused", "malformed", "Left at 1.000 s, refused 2.000 s later."]]);
	});

	it.each([
		["and what is under way before it is lost", [0x30, 0x02, 0x00, 0x00]],
		["and what the host has not come to by then is lost, not refused too", [0x30, 0xff, 0xff, 0xff, 0xff, 0x01]],
	])("are refused at once where they are a text frame of WebSocket [MQTT-6.0.0-1], %s", async (_, before) => {
		const client = await sender();
		client.sendBytes(Uint8Array.from(before));
		await pass(500);
		client.ends.violated("a text frame", "MQTT-6.0.0-1", "text-frame");
		await pass(0);
		expect(said().map(([standing]) => standing)).toEqual([
			expect.stringMatching(/^left at 0:01\.0, lost at 0:01\.5/),
			"read at 0:01.5, and refused",
		]);
	});

	it("are lost where the cable is cut before they arrive", async () => {
		const client = await sender();
		client.sendBytes(Uint8Array.of(0x30, 0x02, 0x00, 0x00));
		await pass(500);
		still.room.command({ type: "wire.cut", connection: Object.keys(still.room.world().connections)[0] ?? "" });
		expect(said()).toEqual([
			[expect.stringMatching(/^left at 0:01\.0, lost at 0:01\.5/), "malformed, lost: cut", expect.stringContaining("lost 0.500 s later")],
		]);
	});

	it("are passed on where they arrive", async () => {
		const client = await sender();
		client.sendBytes(Uint8Array.of(0x30, 0x02, 0x00, 0x00));
		await pass(5_000);
		expect(said()).toEqual([["left at 0:01.0, passed on at 0:03.0 as it is", "malformed", "Left at 1.000 s, arrived 2.000 s later."]]);
	});

	it("are lost on the way down as well", async () => {
		const sub = await joined(still.room, "sub");
		await subscribed(sub, "a", 0);
		const pub = await joined(still.room, "pub");
		still.time.pass(1_000);
		const { sub: mine } = still.room.world().sessions;
		still.room.command({ type: "wire.delay-one", connection: mine?.connection ?? "", delayMs: 2_000 });
		pub.send(publish("a", "x", 1, { messageId: 1, dup: true }));
		await still.room.until(() => still.told("packet.malformed").length > 0);
		await pass(500);
		still.room.command({ type: "wire.cut", connection: mine?.connection ?? "" });
		expect(said().map(([standing]) => standing)).toContainEqual(expect.stringMatching(/^left at 0:01\.0, lost at 0:01\.5/));
	});

	it("have the end of the packet that they are, where that is told: it is one packet", async () => {
		const client = await sender();
		client.sendBytes(Uint8Array.of(0x82, 0x07, 0x00, 0x01, 0x00, 0x02, 0x61, 0x23, 0x01));
		await pass(500);
		still.room.command({ type: "wire.cut", connection: Object.keys(still.room.world().connections)[0] ?? "" });
		expect(said()).toMatchObject([
			[expect.stringMatching(/^left at 0:01\.0, lost at 0:01\.5/), "lost: cut", expect.stringContaining("lost 0.500 s")],
		]);
	});
});
