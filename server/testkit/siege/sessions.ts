import { PRESETS, type PresetName } from "#contract/presets.ts";
import { type Attack, type Besieged, breath, type Extent, type Figures, many, openTimer, part, together } from "./attack.ts";
import { openParty } from "./party.ts";

/** Seconds in which the queues are filled before the sessions end. */
const EXPIRY_S = 8;

export const expiry: Attack = {
	says: "190 sessions with a full queue each that expire at once, again and again",
	async run(host, _, extent) {
		const party = openParty(host, "expiry");
		const page = await party.watch();
		const seconds = extent.size < 1 ? 1 : EXPIRY_S;
		const settings = { ...PRESETS["mosquitto-2.0"].settings, persistentClientExpiration: seconds };
		await page?.command({ type: "broker.settings", settings });
		const publisher = await party.join("pub");
		const timer = openTimer(extent);
		let ended = 0;
		do {
			const members = await Promise.all(many(part(190, extent, 3), (n) => party.join(`s${n}`, { cleanSession: false })));
			for (const one of members) {
				if (one?.sessionPresent === true) party.blame("a session has outlived its time");
				one?.subscribe(["t"], 1);
				await one?.answered();
			}
			for (const one of members) one?.leave();
			const overAt = performance.now() + seconds * 1_000;
			const batch = 20;
			for (let sent = 0; sent < part(1_000, extent, 20) && performance.now() < overAt - 500 && publisher?.isOver === false; sent += batch) {
				publisher.publishMany(batch, "t", { qos: 1, payload: Buffer.alloc(50) });
				await publisher.answered();
			}
			await breath(overAt - performance.now() + 500);
			publisher?.ping();
			await publisher?.answered();
			ended += members.length;
		} while (!timer.isOver() && publisher?.isOver === false);
		return party.end(`${ended} sessions`);
	},
};

async function endWithWills(host: Besieged, extent: Extent, preset: PresetName): Promise<Figures> {
	const party = openParty(host, `wills-${preset.replace(".", "-")}`);
	const page = await party.watch();
	await page?.command({ type: "broker.settings", settings: PRESETS[preset].settings });
	const readers = await Promise.all(many(part(15, extent, 2), (n) => party.join(`all-${n}`, { websocket: n % 2 === 1 })));
	for (const [n, one] of readers.entries()) {
		one?.subscribe(["#"], n % 3 === 0 ? 1 : 0);
		await one?.answered();
	}
	const payload = Buffer.alloc(60_000, "x");
	const timer = openTimer(extent);
	let fired = 0;
	do {
		const members = await Promise.all(
			many(part(180, extent, 3), (n) => party.join(`will-${n}`, { websocket: n % 2 === 1, will: { topic: `will/${n}`, payload } })),
		);
		for (const one of members) one?.vanish();
		fired += members.length;
		for (const one of readers) one?.ping();
		for (const one of readers) await one?.answered();
		await breath(100);
	} while (!timer.isOver());
	return party.end(`${fired} wills with ${preset}`);
}

export const wills: Attack = {
	says: "180 clients with wills of 60 KB that vanish at once, before 15 subscribers of '#', in a room of each broker",
	async run(host, _, extent) {
		return together(await Promise.all([endWithWills(host, extent, "mosquitto-2.0"), endWithWills(host, extent, "aedes")]));
	},
};

export const lateAnswers: Attack = {
	says: "100 subscribers that acknowledge late what is published at QoS 1 and 2, in a room of stock Aedes",
	async run(host, dice, extent) {
		const party = openParty(host, "late-answers");
		const page = await party.watch();
		await page?.command({ type: "broker.settings", settings: PRESETS.aedes.settings });
		const readers = await Promise.all(
			many(part(100, extent, 3), (n) => party.join(`late-${n}`, { websocket: n % 2 === 1, cleanSession: n % 3 !== 0 })),
		);
		for (const [n, one] of readers.entries()) {
			one?.subscribe(["t"], n % 2 === 0 ? 1 : 2);
			await one?.answered();
		}
		// Stock Aedes bounds nothing: past LIMITS.stockBytes, a client that publishes more is cut.
		const publisher = await party.join("pub", { mayBeCut: true });
		const timer = openTimer(extent);
		let sent = 0;
		do {
			for (const one of readers) one?.stopAnswering();
			const times = part(100, extent, 10);
			publisher?.publishMany(times, "t", { qos: dice.one([1, 2] as const), payload: Buffer.alloc(20) });
			sent += times;
			await publisher?.answered();
			await breath(dice.below(300));
			for (const one of readers) one?.goOnAnswering();
			for (const one of readers) one?.ping();
			for (const one of readers) await one?.answered();
		} while (!timer.isOver() && publisher?.isOver === false);
		return party.end(`${sent} messages to ${readers.length} subscribers`);
	},
};
