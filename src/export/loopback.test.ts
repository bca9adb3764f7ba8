import { Buffer } from "node:buffer";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { openHistory } from "#model/history.ts";
import { type NodeHost, openNodeHost } from "#server/node-host.ts";
import { openTraffic } from "#traffic/open-traffic.ts";
import { excerptOf } from "./excerpt.ts";
import { pcapngOf } from "./pcapng.ts";
import { complaints, packetLines } from "./testkit/agree.ts";
import { NO_FATES } from "./testkit/sample.ts";
import { openTap } from "./testkit/tap.ts";
import { type Dissected, dissect, dissectBytes, HAS_TSHARK } from "./testkit/tshark.ts";

const ROOM = "lobby";
const CONNECTIONS = 3;
const LAST = "the-last-client";
const has = (program: string, flag: string) => spawnSync(program, [flag]).error === undefined;
/** tcpdump listens on the loopback only for root. */
const CAN_LISTEN = process.getuid?.() === 0 && has("tcpdump", "--version");

describe.skipIf(!HAS_TSHARK || !CAN_LISTEN || !has("mosquitto_sub", "--help"))(
	"a capture of the loopback, taken by root with tcpdump",
	() => {
		const tap = openTap();
		let host: NodeHost;
		let folder: string;
		beforeEach(async () => {
			folder = mkdtempSync(join(tmpdir(), "slow-wire-"));
			const opened = await openNodeHost({
				flags: { host: "127.0.0.1", port: 0, mqttPort: 0 },
				folder: "public",
				log: () => {},
				openRoom: tap.openRoom,
			});
			if ("fault" in opened) throw new Error(opened.fault);
			host = opened;
		});
		afterEach(async () => {
			await host.close();
			rmSync(folder, { recursive: true });
		});

		it("has the same packets as our capture of the same exchange, per direction in the same order", async () => {
			const entered = await host.rooms.enter(ROOM);
			if (!entered.ok) throw new Error(entered.says);
			const { room, leave } = entered.visit;
			room.command({ type: "wire.delay", delayMs: 0 });
			const port = String(host.mqttPort);
			const listening = spawn("tcpdump", ["-i", "lo", "-U", "--immediate-mode", "-w", "-", `tcp port ${port}`]);
			const captured: Buffer[] = [];
			listening.stdout.on("data", (bytes: Buffer) => captured.push(bytes));
			await once(listening.stderr, "data");
			const at = ["-h", "127.0.0.1", "-p", port, "-t", "a/b"];
			const subscriber = spawn("mosquitto_sub", [...at, "-q", "1", "-i", "sub-1", "-C", "2"]);
			const gone = once(subscriber, "close");
			await told((event) => event.type === "subscription.added");
			for (const [qos, payload] of ["1", "2"].entries())
				await once(spawn("mosquitto_pub", [...at, "-q", String(qos + 1), "-i", "pub-1", "-m", payload]), "close");
			await gone;
			await told(() => tap.events(ROOM).filter(({ type }) => type === "connection.closed").length === CONNECTIONS);
			const events = [...tap.events(ROOM)];
			// Once the last client is in the capture, so is everything before that.
			spawn("mosquitto_pub", [...at, "-i", LAST, "-m", ""]);
			while (!Buffer.concat(captured).includes(LAST)) await once(listening.stdout, "data");
			listening.kill("SIGINT");
			await once(listening, "close");
			leave();

			const file = join(folder, "real.pcap");
			writeFileSync(file, Buffer.concat(captured));
			const traffic = openTraffic()(openHistory(EMPTY_WORLD, events.length).append(events));
			const { bytes } = pcapngOf(excerptOf(traffic, traffic.upTo), {
				room: ROOM,
				original: tap.bytes(ROOM),
				wallOf: ({ at }) => at,
				fates: NO_FATES,
			});
			const [real, ours] = [streamsOf(await dissect(file, Number(port)), Number(port)).slice(0, CONNECTIONS), await dissectBytes(bytes)];
			expect(streamsOf(ours, 1883)).toEqual(real);
			const packets = real.flat(2).length;
			expect(packets).toBeGreaterThan(20);
			expect(complaints(ours)).toEqual([]);
			console.info(`${packets} MQTT packets on the loopback, the same in our capture.`);

			function told(holds: (event: ReturnType<typeof tap.events>[number]) => boolean): Promise<void> {
				return new Promise((settle) => {
					const look = () => {
						if (!tap.events(ROOM).some(holds)) return;
						unfollow();
						settle();
					};
					const unfollow = room.journal.follow(look);
					look();
				});
			}
		});
	},
);

/** What went up and what went down on each connection, in order of their opening. */
function streamsOf(packets: readonly Dissected[], port: number): readonly (readonly (readonly string[])[])[] {
	const streams = new Map<string, [string[], string[]]>();
	for (const packet of packets) {
		const stream = packet["tcp.stream"][0] ?? "";
		const ways = streams.get(stream) ?? [[], []];
		streams.set(stream, ways);
		ways[packet["tcp.dstport"][0] === String(port) ? 0 : 1].push(...packetLines(packet));
	}
	return [...streams.values()];
}
