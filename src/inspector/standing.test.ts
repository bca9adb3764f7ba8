import { expect, it } from "vitest";
import type { Fact, RoomEvent } from "#contract/event.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { openHistory } from "#model/history.ts";
import { openTraffic } from "#traffic/open-traffic.ts";
import { standingOf, standingText } from "./standing.ts";

type Broker = (typeof EMPTY_WORLD)["settings"]["broker"];

/** Where bytes are said to be that the standard does not allow, once their connection is closed. */
function saidOf(direction: "up" | "down", broker: Broker): string {
	const settings = { ...EMPTY_WORLD.settings, broker };
	const facts: readonly (Fact & { at: number })[] = [
		{ type: "settings.changed", settings, at: 0 },
		{ type: "connection.opened", connection: "c1", origin: { kind: "lab", page: "p" }, at: 0 },
		{
			type: "packet.malformed",
			packet: "p0",
			connection: "c1",
			direction,
			says: "a packet id of 0",
			clause: "MQTT-2.3.1-1",
			hex: "40 02 00 00",
			at: 1_000,
		},
		{ type: "connection.closed", connection: "c1", reason: "protocol-error", says: "", clause: null, at: 2_000 },
	];
	const events: RoomEvent[] = facts.map((fact, index) => ({ ...fact, seq: index + 1 }));
	const traffic = openTraffic()(openHistory(EMPTY_WORLD).append(events));
	const packet = traffic.named("p0");
	if (packet === null) throw new Error("no packet");
	return standingText(packet, standingOf(packet, traffic, { seq: 4, at: 2_000 }));
}

it("bytes that cannot be read are refused where the room judges, and elsewhere only seen on their way", () => {
	expect(saidOf("up", "decided")).toBe("read at 0:02.0, and refused");
	expect(saidOf("up", "aedes")).toBe("seen at 0:01.0, as it set out");
	expect(saidOf("down", "aedes")).toBe("seen at 0:01.0, as it set out");
	expect(saidOf("down", "decided")).toBe("seen at 0:01.0, as it set out");
});
