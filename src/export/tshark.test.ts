import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import { LESSONS } from "#course/lessons/lessons.ts";
import { scriptOf } from "#course/play.ts";
import { openRoom } from "#engine/room.ts";
import { openCables } from "#engine/testkit/cable.ts";
import { someScript } from "#engine/testkit/scripts.ts";
import { type CableScript, enter, perform } from "#engine/testkit/steps.ts";
import { openMemoryHost, SWIFT } from "#host/testkit/memory-host.ts";
import type { TestHost } from "#host/testkit/test-host.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { openHistory } from "#model/history.ts";
import type { Script } from "#script/runner.ts";
import { TESTS } from "#script/tests.ts";
import { openTraffic } from "#traffic/open-traffic.ts";
import { openTrials, type Trials } from "#trial/open-trials.ts";
import { encodeExactly } from "./encode-exactly.ts";
import { type Excerpt, excerptOf } from "./excerpt.ts";
import type { OriginalBytes } from "./known-bytes.ts";
import { fatesIn, fatesOfPacket, type MessageFates } from "./message-fates.ts";
import { commentOf } from "./packet-words.ts";
import { pcapngOf } from "./pcapng.ts";
import { complaints, readLines, toldLines } from "./testkit/agree.ts";
import { openTap, tapRoom } from "./testkit/tap.ts";
import { dissectBytes, HAS_TSHARK } from "./testkit/tshark.ts";

const RANDOM_SCRIPTS = 20;

type Played = { readonly excerpt: Excerpt; readonly original: OriginalBytes; readonly fates: MessageFates };

async function expectAgreement({ excerpt, original, fates }: Played): Promise<void> {
	for (const { packet, fields, bytes } of excerpt.packets) {
		const encoded = fields === null ? null : encodeExactly(fields, bytes);
		const crossed = original.get(packet);
		if (encoded !== null && crossed !== undefined)
			expect(Buffer.from(encoded).toString("hex")).toBe(Buffer.from(crossed.bytes).toString("hex"));
	}
	const { bytes, missing } = pcapngOf(excerpt, { room: "tried", original, wallOf: ({ at }) => 1_750_000_000_000 + at, fates });
	expect(missing).toBe(0);
	const read = await dissectBytes(bytes);
	expect(readLines(read)).toEqual(toldLines(excerpt));
	expect(complaints(read)).toEqual([]);
	// Each comment comes out of the capture as it was put in, with what became of the message.
	const comments = read.flatMap((packet) => packet["frame.comment"]);
	const meant = excerpt.packets.filter((packet) => packet.direction === "up" && fatesOfPacket(packet, fates).length > 0);
	const on = new Map(excerpt.connections.map((one) => [one.connection, one]));
	for (const packet of meant) expect(comments).toContain(commentOf(packet, on.get(packet.connection) ?? null, fates));
}

describe.skipIf(!HAS_TSHARK)(
	"tshark, where it is installed, reads in our capture the packets, ids, flags and order that the room told",
	() => {
		const tap = openTap(SWIFT.openRoom ?? openRoom);
		let host: TestHost;
		let trials: Trials;
		beforeAll(() => {
			host = openMemoryHost({ ...SWIFT, openRoom: tap.openRoom });
			trials = openTrials({ wsBase: host.wsBase, page: "export", rooms: 4, WebSocket: host.WebSocket });
		});
		afterAll(async () => {
			trials.close();
			await host.close();
		});

		async function played(script: Script): Promise<Played> {
			const trial = await trials.run(script, FIRST_SETTINGS);
			if (!trial.ok) throw new Error(trial.says);
			const traffic = openTraffic()(trial.history);
			return { excerpt: excerptOf(traffic, traffic.upTo), original: tap.bytes(trial.world.room), fates: fatesIn(trial.world) };
		}

		const scripts = [
			...TESTS.map((test) => [test.title, test] as const),
			...LESSONS.map((lesson) => [`the lesson ${lesson.id}`, scriptOf(lesson)] as const),
		];
		it.concurrent.each(scripts)("of %s", async (_, script) => {
			const run = await played(script);
			expect(run.excerpt.packets.length).toBeGreaterThan(5);
			await expectAgreement(run);
		});

		it(`of ${RANDOM_SCRIPTS} random scripts on bad cables`, { timeout: 600_000 }, async () => {
			const lost = { up: 0, down: 0 };
			await fc.assert(
				fc.asyncProperty(someScript(), async (script) => {
					const run = await playedOnCables(script);
					for (const { end, direction } of run.excerpt.packets) if (end?.how === "lost") lost[direction] += 1;
					await expectAgreement(run);
				}),
				{ numRuns: RANDOM_SCRIPTS },
			);
			expect(Math.min(lost.up, lost.down)).toBeGreaterThan(0);
		});
	},
);

async function playedOnCables({ settings, cast, steps }: CableScript): Promise<Played> {
	const cables = await openCables(settings);
	const tap = tapRoom(cables.room, () => cables.room.events);
	const scene = { cables, cast, published: 0 };
	await enter(scene);
	for (const step of steps) {
		perform(scene, step);
		await cables.settle();
	}
	await cables.heal();
	await cables.close();
	const { events } = cables.room;
	const history = openHistory(EMPTY_WORLD, events.length).append(events);
	const traffic = openTraffic()(history);
	return { excerpt: excerptOf(traffic, traffic.upTo), original: tap.bytes(), fates: fatesIn(history.live) };
}
