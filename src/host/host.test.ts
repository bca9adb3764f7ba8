import { expect, test } from "vitest";
import { openStillTime } from "#engine/testkit/still.ts";
import type { EntryRequest } from "./entering.ts";
import { openHost } from "./host.ts";
import { openBareRoom } from "./testkit/bare-room.ts";
import { openNotingCarrier } from "./testkit/noting-carrier.ts";

function open(connections: number) {
	const time = openStillTime();
	return { time, host: openHost({ time, log: () => {}, connections, openRoom: async ({ name }) => openBareRoom(name) }) };
}
const asked = (source: string | null): EntryRequest => ({ path: "/r/demo/mqtt", protocols: ["mqtt"], origin: null, host: null, source });

test("a WebSocket of a source that has its share is refused with 503 and a time to wait; the place comes back when a socket goes", async () => {
	const { host } = open(4);
	const admitted = [await host.admit(asked("a")), await host.admit(asked("a")), await host.admit(asked("a"))];
	expect(admitted.map(({ to }) => to)).toEqual(["mqtt", "mqtt", "mqtt"]);
	expect(await host.admit(asked("a"))).toMatchObject({ to: "nowhere", status: 503, retryAfterS: expect.any(Number) });
	expect((await host.admit(asked("b"))).to).toBe("mqtt");
	expect((await host.admit(asked(null))).to).toBe("mqtt");
	const [first] = admitted;
	if (first === undefined || "says" in first) throw new Error("not let in");
	first.leave();
	first.leave();
	expect((await host.admit(asked("a"))).to).toBe("mqtt");
	expect((await host.admit(asked("a"))).to).toBe("nowhere");
});

test("an MQTT client of a source that has its share gets CONNACK with return code 3 once it has spoken, and then its socket back", () => {
	const { host, time } = open(0);
	const carrier = openNotingCarrier();
	const client = host.receive(carrier, "a");
	expect(carrier.asked).toEqual([]);
	client.received(Uint8Array.of(0x10));
	client.received(Uint8Array.of(0x00));
	expect(carrier.asked).toEqual(["send 20 02 00 03", "end"]);
	client.closed();
	expect(time.timers).toBe(0);
	expect(host.rooms.counts().rooms).toBe(0);
});

test("one that is refused and says nothing, or does not go, is broken off", () => {
	const { host, time } = open(0);
	const [silent, stays] = [openNotingCarrier(), openNotingCarrier()];
	host.receive(silent, "a");
	const told = host.receive(stays, "a");
	told.received(Uint8Array.of(0x10));
	time.pass(1_000);
	expect([silent.asked, stays.asked.at(-1)]).toEqual([["terminate"], "terminate"]);
});
