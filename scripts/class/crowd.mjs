import { openMqtt, openSeat } from "./client.mjs";
import { openPage } from "./page.mjs";

export const FILTER = "class/+";
export const TOPIC = "class/temp";

export const wait = (ms) => new Promise((settle) => setTimeout(settle, ms));

/** A class with so many phones and guests, all of which have subscribed, and the trainer: a page, and the client pub-1 that it holds. */
export async function openCrowd(lesson, { seats, guests = 0, delayMs = 0 }) {
	const host = await openPage(lesson, { role: "host", key: lesson.key });
	await host.command({ type: "wire.delay", delayMs: 0 });
	await host.classCommand({ type: "class.watch" });
	const publisher = await openMqtt(lesson, "pub-1", { ticket: host.you.ticket, page: "trainer" });
	const phones = [];
	for (let at = 0; at < seats; at += 1) phones.push(await openSeat(lesson, { filter: FILTER }));
	const others = [];
	for (let at = 1; at <= guests; at += 1) {
		const guest = await openMqtt(lesson, `guest-${at}`);
		await guest.subscribe(FILTER);
		others.push(guest);
	}
	const crowd = {
		lesson,
		host,
		publisher,
		phones,
		guests: others,
		async enter() {
			const phone = await openSeat(lesson, { filter: FILTER });
			phones.push(phone);
			return phone;
		},
		close() {
			for (const { close } of [...phones, ...others, publisher, host]) close();
		},
	};
	// Now, not before: on slow wires each of them would take seconds to connect.
	await host.command({ type: "wire.delay", delayMs });
	await wait(1_000);
	return crowd;
}

/** So many messages a second for so long. Settles with what was sent: the payload of each message and when it set out, in ms. */
export async function publishFor(client, { perSecond, ms, topic = TOPIC }) {
	const sent = new Map();
	const startedAt = performance.now();
	for (let passed = 0; passed < ms; passed = performance.now() - startedAt) {
		while (sent.size < (passed * perSecond) / 1_000) {
			// What somebody would publish, and another text each time.
			const payload = `22.5 C, reading ${++readings}`;
			sent.set(payload, performance.now());
			client.publish(topic, payload);
		}
		await wait(Math.min(1_000 / perSecond, 5));
	}
	return sent;
}
let readings = 0;
