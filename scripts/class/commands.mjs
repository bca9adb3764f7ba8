import { monitorEventLoopDelay } from "node:perf_hooks";
import { openMqtt } from "./client.mjs";
import { openCrowd, publishFor, TOPIC, wait } from "./crowd.mjs";
import { figure, quantile } from "./figures.mjs";
import { openLesson } from "./lesson.mjs";

const PER_SECOND = 200;
/** Ms between two commands of the host's page. */
const EVERY_MS = 40;
/** Ms in which nothing comes any more: what a flood has left over is over. */
const QUIET_MS = 400;

/** How long a command of the host takes while one client publishes 200 messages a second, to 30 phones, and to 60 phones and 30 guests. */
export async function measureCommands({ build, runs, runMs }) {
	const few = await withCrowd(build, { seats: 30 }, (crowd) =>
		flooded(crowd, crowd.publisher, { runs, runMs, who: "pub-1 of the host, 30 phones" }),
	);
	const many = await withCrowd(build, { seats: 60, guests: 30 }, async (crowd) => {
		const all = "60 phones and 30 guests";
		const quiet = await flooded(crowd, null, { runs, runMs, who: `nobody, ${all}` });
		const host = await flooded(crowd, crowd.publisher, { runs, runMs, who: `pub-1 of the host, ${all}` });
		const { seat, page } = crowd.phones[6];
		const own = await openMqtt(crowd.lesson, `s${String(seat).padStart(2, "0")}-pub`, { ticket: page.you.ticket, page: `phone${seat}` });
		const gated = await flooded(crowd, own, { runs, runMs, who: `a seat, ${all}` });
		own.close();
		return [...quiet, ...host, ...gated];
	});
	return [...few, ...many];
}

async function withCrowd(build, size, work) {
	const lesson = await openLesson(build);
	const crowd = await openCrowd(lesson, size);
	try {
		return await work(crowd);
	} finally {
		crowd.close();
		await lesson.close();
	}
}

async function flooded(crowd, client, { runs, runMs, who }) {
	const seen = [];
	// What has just started compiles more than it works.
	await once(crowd, client, runMs);
	for (let run = 0; run < runs; run += 1) seen.push(await once(crowd, client, runMs));
	const of = (says, take, unit, asked) => figure(`${says}: ${who}`, seen.map(take), unit, asked);
	return [
		of("a command of the host, p50", ({ took }) => quantile(took, 0.5), "ms"),
		of("a command of the host, p95", ({ took }) => quantile(took, 0.95), "ms", "100 ms"),
		of("the same, without this process's own delay", ({ own }) => own, "ms"),
		of("messages acknowledged a second", ({ acked }) => acked, "count", who.startsWith("a seat") ? "20" : ""),
		of("copies delivered a second", ({ delivered }) => delivered, "count"),
	];
}

async function once(crowd, client, ms) {
	const receivers = [...crowd.phones.map((phone) => phone.client), ...crowd.guests];
	const received = () => receivers.reduce((sum, one) => sum + one.received, 0);
	const loop = monitorEventLoopDelay({ resolution: 1 });
	const [ackedBefore, receivedBefore, startedAt] = [client?.acked ?? 0, received(), performance.now()];
	loop.enable();
	const flow = client === null ? wait(ms) : publishFor(client, { perSecond: PER_SECOND, ms, topic: TOPIC });
	const took = [];
	while (performance.now() - startedAt < ms) {
		const askedAt = performance.now();
		// One that changes what everybody is told, and one that goes to the wires.
		if (took.length % 2 === 0) await crowd.host.classCommand({ type: "class.says", what: `Look ${took.length}`, task: null });
		else await crowd.host.command({ type: "wire.delay", delayMs: 0 });
		took.push(performance.now() - askedAt);
		await wait(EVERY_MS);
	}
	await flow;
	loop.disable();
	const seconds = (performance.now() - startedAt) / 1_000;
	const figures = {
		took,
		own: Math.max(0, quantile(took, 0.95) - (loop.percentile(95) / 1e6 - 1)),
		acked: ((client?.acked ?? 0) - ackedBefore) / seconds,
		delivered: (received() - receivedBefore) / seconds,
	};
	for (let before = -1; before !== received(); ) {
		before = received();
		await wait(QUIET_MS);
	}
	return figures;
}
