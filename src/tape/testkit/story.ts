import type { PacketFields, RoomEvent } from "#contract/event.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { openHistory } from "#model/history.ts";
import type { TapeAsk } from "#tape/layout.ts";
import { openTraffic } from "#traffic/open-traffic.ts";
import type { Traffic } from "#traffic/traffic.ts";

type Told = Omit<RoomEvent, "seq"> & Record<string, unknown>;

/** The traffic that these facts make, in the order in which they are given; with how each of them is told cut short. */
export function trafficOf(facts: readonly object[]): Traffic {
	const events = facts.map((fact, index) => ({ ...fact, seq: index + 1 }) as RoomEvent);
	return openTraffic()(openHistory(EMPTY_WORLD, Math.max(2_000, events.length + 1)).append(events));
}

export const publish = (message: string, packetId: number, more: object = {}): PacketFields =>
	({
		...{ type: "PUBLISH", topic: "greenhouse/temp", payload: "1", payloadBytes: 1, qos: 1, retain: false, dup: false },
		...{ packetId, message, kind: "plain", ordinal: 1, attempt: 1, ...more },
	}) as PacketFields;

type Sent = { readonly packet: string; readonly connection: string; readonly direction: "up" | "down"; readonly fields: PacketFields };

/** Facts in order of time, whoever tells them first. */
export function openStory(delayMs = 2_000) {
	const facts: Told[] = [{ type: "delay.changed", delayMs, at: 0 } as never];
	const tell = (at: number, fact: object) => facts.push({ ...fact, at } as never);
	let count = 0;
	const enter = (at: number, connection: string, direction: "up" | "down", fields: PacketFields): Sent => {
		count += 1;
		const sent: Sent = { packet: `p${count}`, connection, direction, fields };
		tell(at, { type: "packet.entered", ...sent, delayMs, bytes: 20 });
		return sent;
	};
	return {
		tell,
		enter,
		/** Sends a packet that arrives after the delay. Returns its name. */
		send(at: number, connection: string, direction: "up" | "down", fields: PacketFields): string {
			const { packet } = enter(at, connection, direction, fields);
			tell(at + delayMs, { type: "packet.arrived", packet, stepped: false });
			return packet;
		},
		open(at: number, connection: string, clientId: string, cleanSession = false): void {
			tell(at, { type: "connection.opened", connection, origin: { kind: "lab", page: "p" } });
			this.send(at, connection, "up", { type: "CONNECT", clientId, cleanSession, keepAlive: 0, will: null });
			this.send(at + delayMs, connection, "down", { type: "CONNACK", sessionPresent: false, returnCode: 0 });
		},
		traffic: () =>
			trafficOf(
				facts
					.map((fact, order) => ({ fact, order }))
					.sort((a, b) => a.fact.at - b.fact.at || a.order - b.order)
					.map(({ fact }) => fact),
			),
	};
}

/** What is asked of the layout on a desk, from the beginning, at 25 px a second. */
export function askFor(traffic: Traffic, more: Partial<TapeAsk> = {}): TapeAsk {
	return {
		...{ traffic, from: 0, scale: 25, width: 940, height: 270, down: false, scroll: 0, live: true },
		...{ now: { seq: traffic.upTo, at: 30_000 }, cursor: null, order: { above: ["pub-1"], below: ["sub-1"] } },
		...{ worlds: null, matches: null, isFaint: null, selected: null, focused: null, ...more },
	};
}
