import { openSeat } from "./client.mjs";
import { FILTER } from "./crowd.mjs";
import { figure } from "./figures.mjs";
import { openLesson } from "./lesson.mjs";
import { eventsOf, openPage } from "./page.mjs";

/** So many phones come at once, and each connects and subscribes as soon as it has its seat. A host of its own for each run. */
export async function measureStorm({ build, runs, seats }) {
	const seen = [];
	for (let run = 0; run < runs; run += 1) seen.push(await storm(build, seats));
	const of = (says, take, unit, asked = "") => figure(`${says}, ${seats} at once`, seen.map(take), unit, asked);
	return [
		of("until all have their seats", ({ seatedMs }) => seatedMs, "ms"),
		of("until all are connected and have subscribed", ({ connectedMs }) => connectedMs, "ms", seats === 30 ? "1 s" : ""),
		of("distinct client ids", ({ ids }) => ids, "count", String(seats)),
		of("connections that ended: takeovers", ({ ended }) => ended, "count", "0"),
	];
}

async function storm(build, seats) {
	const lesson = await openLesson(build);
	const host = await openPage(lesson, { role: "host", key: lesson.key });
	await host.command({ type: "wire.delay", delayMs: 0 });
	const startedAt = performance.now();
	let seatedMs = 0;
	const onSeat = () => {
		seatedMs = performance.now() - startedAt;
	};
	const phones = await Promise.all(Array.from({ length: seats }, () => openSeat(lesson, { filter: FILTER, onSeat })));
	const connectedMs = performance.now() - startedAt;
	const events = await eventsOf(host);
	const connects = events.filter(({ type, fields }) => /^packet\.(entered|passed)$/.test(type) && fields.type === "CONNECT");
	const ended = events.filter(({ type }) => type === "connection.closed").length;
	for (const { close } of [...phones, host]) close();
	await lesson.close();
	return { seatedMs, connectedMs, ids: new Set(connects.map(({ fields }) => fields.clientId)).size, ended };
}
