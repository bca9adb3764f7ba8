import { openMqtt, openSeat } from "./client.mjs";
import { FILTER, openCrowd, publishFor, TOPIC, wait } from "./crowd.mjs";
import { figure, median, quantile } from "./figures.mjs";
import { openLesson } from "./lesson.mjs";
import { bytesByKind, openPage, toldOf } from "./page.mjs";

const SEATS = 60;
const GUESTS = 30;
/** Phones that come while the room is busy. */
const LATE = 5;
const PER_SECOND = 5;
const QUEUED = 1_000;
const SETTLE_MS = 1_500;

/** What phones are sent in a busy class, and how long a message takes to them. */
export async function measurePhones({ build, runs, runMs }) {
	const lesson = await openLesson(build);
	const crowd = await openCrowd(lesson, { seats: SEATS - LATE, guests: GUESTS });
	try {
		const first = await measureFirst(crowd);
		const fast = await measureFlow(crowd, { runs, runMs });
		const late = lateness(crowd, fast);
		await crowd.host.command({ type: "wire.delay", delayMs: 500 });
		const slow = await measureFlow(crowd, { runs, runMs });
		return [...first, ...flowFigures("wires without delay", fast), ...late, ...flowFigures("wires of 0.5 s", slow)];
	} finally {
		crowd.close();
		await lesson.close();
	}
}

/** Phones come, and come back, while messages go on. */
async function measureFirst(crowd) {
	const flow = publishFor(crowd.publisher, { perSecond: PER_SECOND, ms: 4_000 });
	await wait(1_000);
	const joins = [];
	for (let at = 0; at < LATE; at += 1) joins.push((await crowd.enter()).page.first.bytes);
	const returns = [];
	for (const { token } of crowd.phones.slice(0, LATE)) returns.push(await firstBytes(crowd, { role: "seat", token }));
	const screen = await firstBytes(crowd, { role: "screen" });
	await flow;
	return [
		figure("first frames of a phone that joins a busy room", joins, "bytes", "20 KB"),
		figure("first frames of a phone whose page is loaded again", returns, "bytes", "20 KB"),
		figure("first frames of a projector", [screen], "bytes"),
	];
}

async function firstBytes({ lesson }, hello) {
	const page = await openPage(lesson, hello);
	page.close();
	return page.first.bytes;
}

/** The first frames of a phone that comes back to a thousand messages that wait for it. */
export async function measureQueued({ build, runs }) {
	const lesson = await openLesson(build);
	try {
		const host = await openPage(lesson, { role: "host", key: lesson.key });
		await host.command({ type: "wire.delay", delayMs: 0 });
		const phones = [];
		for (let at = 0; at < runs; at += 1) phones.push(await openSeat(lesson, { filter: FILTER, cleanSession: false }));
		for (const { client } of phones) client.close();
		await wait(200);
		const publisher = await openMqtt(lesson, "pub-1", { ticket: host.you.ticket, page: "trainer" });
		for (let sent = 1; sent <= QUEUED; sent += 1) publisher.publish(TOPIC, `22.5 C, reading ${sent}`);
		while (publisher.acked < QUEUED) await wait(20);
		const returns = [];
		for (const { token } of phones) returns.push(await firstBytes({ lesson }, { role: "seat", token }));
		for (const { close } of [...phones, publisher, host]) close();
		return [figure(`first frames of a phone that comes back to ${QUEUED.toLocaleString("en")} messages`, returns, "bytes", "20 KB")];
	} finally {
		await lesson.close();
	}
}

/** So many stretches of time; of each what every line was sent, and when each message set out and came. */
async function measureFlow(crowd, { runs, runMs }) {
	const pages = [crowd.host, ...crowd.phones.map(({ page }) => page)];
	const clients = [...crowd.phones.map(({ client }) => client), ...crowd.guests];
	for (const client of clients) client.came = new Map();
	const seen = [];
	await publishFor(crowd.publisher, { perSecond: PER_SECOND, ms: SETTLE_MS });
	for (let run = 0; run < runs; run += 1) {
		const startedAt = performance.now();
		const before = pages.map((page) => ({ bytes: page.bytes(), heard: page.heard.length }));
		const mqttBefore = crowd.phones.map(({ client }) => client.bytes());
		const sent = await publishFor(crowd.publisher, { perSecond: PER_SECOND, ms: runMs });
		const seconds = (performance.now() - startedAt) / 1_000;
		const rates = pages.map((page, at) => ({
			all: (page.bytes() - before[at].bytes) / seconds,
			kinds: perSecond(bytesByKind(page.heard.slice(before[at].heard)), seconds),
			frames: (page.heard.length - before[at].heard) / seconds,
		}));
		const mqtt = crowd.phones.map(({ client }, at) => (client.bytes() - mqttBefore[at]) / seconds);
		seen.push({ sent, trainer: rates[0], phones: rates.slice(1), mqtt });
	}
	await wait(SETTLE_MS);
	return seen;
}

function perSecond(kinds, seconds) {
	return Object.fromEntries(Object.entries(kinds).map(([kind, bytes]) => [kind, bytes / seconds]));
}

function flowFigures(situation, seen) {
	const of = (says, take, unit, asked) => figure(`${says}, ${situation}`, seen.map(take), unit, asked);
	const phone = (take) => (run) => median(run.phones.map(take));
	return [
		of(
			"room socket of one phone",
			phone(({ all }) => all),
			"bytesPerSecond",
			"5 KB/s",
		),
		of("the busiest phone", (run) => Math.max(...run.phones.map(({ all }) => all)), "bytesPerSecond", "5 KB/s"),
		of(
			"of it events",
			phone(({ kinds }) => kinds.events ?? 0),
			"bytesPerSecond",
		),
		of(
			"of it class frames",
			phone(({ kinds }) => kinds.class ?? 0),
			"bytesPerSecond",
		),
		of(
			"of it answers to its beats",
			phone(({ kinds }) => kinds.beat ?? 0),
			"bytesPerSecond",
		),
		of(
			"frames of it a second",
			phone(({ frames }) => frames),
			"count",
		),
		of("MQTT of one phone", (run) => median(run.mqtt), "bytesPerSecond"),
		of("room socket of the trainer's page", (run) => run.trainer.all, "bytesPerSecond"),
		of("of it class frames, 60 phones counting", (run) => run.trainer.kinds.class ?? 0, "bytesPerSecond"),
	];
}

/** From the publish of the trainer's client: to every phone by MQTT, to every guest, to every phone's page, and to the trainer's. */
function lateness(crowd, seen) {
	const told = crowd.phones.map(({ page }) => toldOf(page));
	const trainer = toldOf(crowd.host);
	const ways = [
		["to a phone by MQTT", crowd.phones.map(({ client }) => client.came)],
		["to a guest by MQTT over TCP", crowd.guests.map(({ came }) => came)],
		["to the event on the phone's room socket", told],
		["to the event on the trainer's page", [trainer]],
	];
	return ways.flatMap(([says, maps]) => {
		const late = seen.map(({ sent }) =>
			[...sent].flatMap(([payload, at]) => maps.flatMap((map) => (map.has(payload) ? [map.get(payload) - at] : []))),
		);
		const missing = seen.map(({ sent }, run) => sent.size * maps.length - late[run].length);
		const share = (part) => late.map((values) => quantile(values, part));
		return [
			figure(`publish ${says}, p50`, share(0.5), "ms"),
			figure(`publish ${says}, p99`, share(0.99), "ms"),
			...(Math.max(...missing) > 0 ? [figure(`NOT WHOLE ${says}: missing`, missing, "count")] : []),
		];
	});
}
