import { expect, test } from "vitest";
import type { Fact } from "#contract/event.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { openHistory } from "#model/history.ts";
import { connected, moments, opened } from "#model/testkit/sample.ts";
import { openTraffic } from "#traffic/open-traffic.ts";
import { logLine } from "./log-line.ts";

const FAULT = { connection: "c-pub-1", direction: "up", says: "QoS 3", clause: "MQTT-3.3.1-4", hex: "36 05" } as const;

test.each<[string, Fact]>([
	["of bytes that are kept", { type: "packet.malformed", packet: "p7", ...FAULT }],
	["of which nothing could be kept", { type: "packet.malformed", ...FAULT }],
])("the line of a malformed packet, %s, leads to that packet of the traffic", (_, fact) => {
	const all = moments([opened, ...connected("pub-1", true), fact]);
	const moment = all.at(-1);
	if (moment === undefined) throw new Error("nothing happened");
	const traffic = openTraffic()(openHistory(EMPTY_WORLD).append(all.map(({ event }) => event)));
	const packet = logLine(moment.event, moment.world, moment.before)?.packet;
	expect(traffic.named(packet ?? "")?.malformed).toMatchObject({ says: "QoS 3" });
});
