import { load } from "../load.mjs";

const { PRESETS } = await load("src/contract/presets.ts");
const SETTINGS = PRESETS["mosquitto-2.0"].settings;

/** Messages of one run, and how many of them go in one write. */
const MESSAGES = 1_000;
const BATCH = 50;
/** Ms after which a run is over even if its messages are not: a steep curve shows with fewer, too. */
const RUN_MS = 1_500;
const PAYLOAD = Buffer.alloc(64, "x");

/**
 * One thing that there can be more or less of. build(ground, n) puts n of it into the room of a host that has nothing else, and returns one
 * run: it settles with the number of messages whose cost is measured around it.
 */
export const AXES = {
	waiting: {
		says: "messages waiting in a session that is away, its queue full: the newest is dropped",
		points: [1, 100, 1_000, 5_000],
		build: (ground, n) => fullQueue(ground, n, "drop-newest"),
	},
	"waiting-oldest": {
		says: "the same with the oldest pushed out",
		points: [1, 100, 1_000, 5_000],
		build: (ground, n) => fullQueue(ground, n, "drop-oldest"),
	},
	"waiting-beside": {
		says: "messages waiting in a session that is away, while other clients go on",
		points: [0, 100, 1_000, 5_000],
		async build(ground, n) {
			await ground.set({ ...SETTINGS, maxQueuedMessages: 5_000 });
			await ground.away("away", ["waiting"]);
			return ground.oneToOne({ before: (publisher) => fill(publisher, n, () => "waiting") });
		},
	},
	returning: {
		says: "messages that wait for a session and that its client takes when it returns: per message, in and out",
		points: [100, 1_000, 5_000],
		async build(ground, n) {
			await ground.set({ ...SETTINGS, maxQueuedMessages: 5_000 });
			await ground.away("away", ["waiting"]);
			const publisher = await ground.join("pub");
			return async () => {
				await fill(publisher, n, () => "waiting");
				const back = await ground.join("away", { cleanSession: false });
				if (!(await ground.until(() => back.received >= n))) throw new Error(`${back.received} of ${n} came`);
				back.ping();
				await back.answered();
				back.leave();
				return n;
			};
		},
	},
	held: {
		says: "QoS 2 ids that the publisher has not released, while it goes on at QoS 1",
		points: [0, 10, 100, 950],
		async build(ground, n) {
			const holder = await ground.join("holder", { releases: false });
			await fill(holder, n, () => "held", 2);
			return publishing(ground, holder, { topic: "topic" });
		},
	},
	away: {
		says: "sessions away, each with 10 filters that do not match",
		points: [1, 50, 190],
		async build(ground, n) {
			for (let at = 0; at < n; at += 1) await ground.away(`away-${at}`, filters(10, at));
			return ground.oneToOne();
		},
	},
	subscriptions: {
		says: "subscriptions of each of 20 connected clients, of which none matches",
		points: [1, 10, 50, 100],
		async build(ground, n) {
			for (let at = 0; at < 20; at += 1) await ground.there(`there-${at}`, filters(n, at));
			return ground.oneToOne();
		},
	},
	depth: {
		says: "levels of 20 filters in each of 50 sessions; the messages have 100 levels and match none",
		points: [2, 10, 50, 100],
		async build(ground, n) {
			const tail = (levels) => "/x".repeat(levels);
			for (let at = 0; at < 50; at += 1) await ground.away(`away-${at}`, filters(20, at, tail(Math.max(0, n - 3))));
			return ground.oneToOne({ topic: `z/none/0${tail(97)}`, filter: `z/none/0${tail(97)}` });
		},
	},
	"filter-bytes": {
		says: "bytes of 20 filters in each of 20 sessions, of which none matches",
		points: [20, 100, 500, 1_000],
		async build(ground, n) {
			for (let at = 0; at < 20; at += 1) await ground.away(`away-${at}`, filters(20, at, "y".repeat(Math.max(0, n - 9))));
			return ground.oneToOne();
		},
	},
	retained: {
		says: "retained topics; the messages replace one of them",
		points: [1, 100, 500, 1_000],
		async build(ground, n) {
			const publisher = await ground.join("keeper");
			await fill(publisher, n, (at) => `kept/${at}`, 1, true);
			return ground.oneToOne({ topic: "kept/0", filter: "kept/0", retain: true });
		},
	},
	ended: {
		says: "ended sessions that are remembered, each with 20 filters that do not match",
		points: [0, 10, 50, 100],
		async build(ground, n) {
			for (let at = 0; at < n; at += 1) await ground.away(`ended-${at}`, filters(20, at), { cleanSession: true });
			return ground.oneToOne();
		},
	},
	watchers: {
		says: "pages that watch, while 600 messages come in a second: per page",
		points: [0, 10, 50, 100, 200],
		first: 1,
		per: "watcher",
		async build(ground, n) {
			for (let at = 0; at < n; at += 1) await ground.party.watch();
			return ground.paced();
		},
	},
};

/** Filters of a few levels, different in each session. */
function filters(count, session, tail = "") {
	return Array.from({ length: count }, (_, at) => `z/${session}/${at}${tail}`);
}

async function fullQueue(ground, n, queueFull) {
	await ground.set({ ...SETTINGS, maxQueuedMessages: n, queueFull });
	await ground.away("away", ["topic"]);
	const publisher = await ground.join("pub");
	await fill(publisher, n, () => "topic");
	return publishing(ground, publisher, { topic: "topic" });
}

async function fill(publisher, count, topic, qos = 1, retain = false) {
	for (let at = 0; at < count; at += 1) {
		publisher.publish(topic(at), { qos, retain, payload: PAYLOAD });
		if (at % BATCH === 0) await publisher.ready();
	}
	if (!(await publisher.answered())) throw new Error("what was to be there could not be put there");
}

/** A run: messages of one publisher, a few at a time, each acknowledged and received before the next few go out. */
function publishing({ until }, publisher, { topic, retain = false, reader = null }) {
	return async () => {
		const over = performance.now() + RUN_MS;
		const before = reader?.received ?? 0;
		let sent = 0;
		while (sent < MESSAGES && performance.now() < over) {
			publisher.publishMany(BATCH, topic, { qos: 1, retain, payload: PAYLOAD });
			sent += BATCH;
			if (!(await publisher.answered())) throw new Error("a publisher got no answer");
			if (reader !== null && !(await until(() => reader.received >= before + sent))) throw new Error("a subscriber did not get all");
		}
		return sent;
	};
}

/** What axes build with: one room of one host. */
export async function openGround(host) {
	const { openParty } = await load("server/testkit/siege/party.ts");
	const party = openParty(host, "scale");
	const join = async (clientId, how) => {
		const member = await party.join(clientId, how);
		if (member === null) throw new Error(`${clientId} was not let in`);
		return member;
	};
	const there = async (clientId, wanted, how) => {
		const member = await join(clientId, how);
		// 50 in one SUBSCRIBE.
		for (let at = 0; at < wanted.length; at += 50) member.subscribe(wanted.slice(at, at + 50), 1);
		await member.answered();
		return member;
	};
	return {
		party,
		join,
		there,
		until: party.until,
		/** A session whose client has left. */
		async away(clientId, wanted, how = { cleanSession: false }) {
			(await there(clientId, wanted, how)).leave();
		},
		async set(settings) {
			const page = await party.watch();
			if (!(await page?.command({ type: "broker.settings", settings }))) throw new Error("the settings were not taken");
			page.close();
		},
		/** QoS 1 from one client to another one. */
		async oneToOne({ topic = "topic", filter = "topic", retain = false, before = async () => {} } = {}) {
			const publisher = await join("pub");
			await before(publisher);
			const reader = await there("reader", [filter]);
			// What is retained comes at once, and belongs to no run.
			reader.ping();
			await reader.answered();
			return publishing(party, publisher, { topic, retain, reader });
		},
		/** 20 messages every 33 ms, for a second. */
		async paced() {
			const publisher = await join("pub");
			return async () => {
				for (let tick = 0; tick < 30; tick += 1) {
					publisher.publishMany(20, "topic", { qos: 1, payload: PAYLOAD });
					await Promise.all([publisher.answered(), new Promise((settle) => setTimeout(settle, 33))]);
				}
				return 600;
			};
		},
	};
}
