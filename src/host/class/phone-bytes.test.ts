import { expect, it } from "vitest";
import { seatClient } from "#contract/seat-client.ts";
import { AS_HOST, AS_SEAT, connectOf, openClassHost, publishOf, ticketQuery } from "./testkit/class-host.ts";

/** At 5 messages a second: what a phone may be sent in a second. */
const BYTES_PER_MESSAGE = 5_000 / 5;
const MESSAGES = 5;

it.each([0, 100])("a phone is told of a message in at most 1,000 bytes, with wires of %i ms", async (delayMs) => {
	const scene = await openClassHost();
	try {
		const [host, seat] = [await scene.page(AS_HOST), await scene.page(AS_SEAT)];
		await host.command({ type: "wire.delay", delayMs });
		const publisher = scene.client(ticketQuery(host, "trainer"));
		publisher.send(connectOf("pub-1"));
		const mine = scene.client(ticketQuery(seat, "phone"));
		mine.send(connectOf(seatClient(1, "sub")));
		mine.send({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "class/+", qos: 1 }] });
		const copies = () => mine.packets.filter(({ cmd }) => cmd === "publish");
		const told = () => seat.frames.flatMap((frame) => (frame.type === "events" ? frame.events : []));
		const acked = () => told().filter(({ type }) => type === "delivery.acked").length;
		await seat.until(() => told().some(({ type }) => type === "subscription.added") && publisher.packets.length > 0);
		let before = 0;
		// The first is told with what the phone has just done.
		for (let sent = 0; sent <= MESSAGES; sent += 1) {
			if (sent === 1) before = seat.texts.length;
			publisher.send(publishOf("class/temp", `22.5 C, reading ${sent}`, sent + 1));
			await scene.until(() => copies().length > sent);
			mine.send({ cmd: "puback", messageId: copies()[sent]?.messageId ?? 0 });
			await seat.until(() => acked() > sent);
		}
		const bytes = seat.texts.slice(before).reduce((sum, text) => sum + text.length, 0);
		expect(bytes / MESSAGES).toBeLessThan(BYTES_PER_MESSAGE);
	} finally {
		await scene.close();
	}
});
