import { PRESETS, type PresetName } from "#contract/presets.ts";
import type { Dice } from "#engine/testkit/dice.ts";
import { type Attack, type Besieged, breath, type Extent, type Figures, many, openTimer, part, together } from "./attack.ts";
import { type Member, openParty, type Party } from "./party.ts";

/** One message after the other, each behind the answer to the one before: what one PUBLISH costs shows in how many there are. */
async function publishInTurn(party: Party, topic: () => string, isOver: () => boolean): Promise<number> {
	const publisher = await party.join("pub");
	let sent = 0;
	while (!isOver() && publisher !== null && !publisher.isOver) {
		publisher.publishMany(20, topic(), { qos: 1 });
		sent += 20;
		await publisher.answered();
		await breath();
	}
	return sent;
}

/** 50 filters in one SUBSCRIBE, twice: what a session may have at most. */
async function fill(member: Member | null, filter: (n: number) => string, extent: Extent): Promise<void> {
	for (const from of [0, 50]) {
		member?.subscribe(
			many(part(50, extent, 2), (n) => filter(from + n)),
			1,
		);
		await member?.answered();
	}
}

function levels(dice: Dice): string {
	return many(100, () => dice.one(["+", "a"])).join("/");
}

export const deepFilters: Attack = {
	says: "filters of 100 levels, every level + or not, and messages of 100 levels",
	async run(host, dice, extent) {
		const party = openParty(host, "deep");
		const members = await Promise.all(many(part(180, extent, 2), (n) => party.join(`deep-${n}`)));
		for (const one of members) await fill(one, () => levels(dice), extent);
		const timer = openTimer(extent);
		const sent = await publishInTurn(party, () => many(100, () => "a").join("/"), timer.isOver);
		return party.end(`${members.length} clients with ${part(50, extent, 2) * 2} filters, ${sent} messages`);
	},
};

export const manySessions: Attack = {
	says: "190 sessions away or ended with 100 filters each, and messages that match none of them",
	async run(host, _, extent) {
		const party = openParty(host, "sessions");
		const tail = many(98, () => "x").join("/");
		const sessions = part(190, extent, 2);
		for (let n = 0; n < sessions; n += 1) {
			const one = await party.join(`s${n}`, { cleanSession: n % 2 === 0 });
			await fill(one, (filter) => `z/${filter}/${tail}`, extent);
			one?.leave();
		}
		const timer = openTimer(extent);
		const sent = await publishInTurn(party, () => `z/none/${tail}`, timer.isOver);
		return party.end(`${sessions} sessions, ${sent} messages`);
	},
};

async function resubscribe(host: Besieged, extent: Extent, preset: PresetName): Promise<Figures> {
	const party = openParty(host, `resubscribe-${preset.replace(".", "-")}`);
	const page = await party.watch();
	await page?.command({ type: "broker.settings", settings: PRESETS[preset].settings });
	const publisher = await party.join("pub");
	for (let n = 0; n < part(900, extent, 30); n += 1) publisher?.publish(`r/${n}`, { qos: 1, retain: true, payload: Buffer.alloc(50) });
	await publisher?.answered();
	const members = await Promise.all(many(part(150, extent, 3), (n) => party.join(`c${n}`, { websocket: n % 2 === 1 })));
	const timer = openTimer(extent);
	let turns = 0;
	do {
		for (const [n, one] of members.entries()) {
			one?.subscribe(["#"], n % 2 === 0 ? 1 : 0);
			one?.unsubscribe(["#"]);
		}
		turns += 1;
		for (const one of members) await one?.answered();
	} while (!timer.isOver() && members.some((one) => one?.isOver === false));
	return party.end(`${turns} turns of ${members.length} clients with ${preset}`);
}

export const resubscribing: Attack = {
	says: "150 clients that SUBSCRIBE and UNSUBSCRIBE '#' in quick turns over 900 retained messages, in a room of each broker",
	async run(host, _, extent) {
		return together([await resubscribe(host, extent, "mosquitto-2.0"), await resubscribe(host, extent, "aedes")]);
	},
};

async function search(host: Besieged, extent: Extent, preset: PresetName): Promise<Figures> {
	const party = openParty(host, `search-${preset.replace(".", "-")}`);
	const page = await party.watch();
	await page?.command({ type: "broker.settings", settings: PRESETS[preset].settings });
	const publisher = await party.join("pub");
	const middle = many(18, () => "a").join("/");
	for (let n = 0; n < part(950, extent, 30); n += 1)
		publisher?.publish(`${n}/${middle}/z`, { qos: 1, retain: true, payload: Buffer.alloc(1) });
	await publisher?.answered();
	const nothing = many(part(100, extent, 10), (n) => `${many(19, () => "+").join("/")}/none-${n}`);
	const timer = openTimer(extent);
	let asked = 0;
	for (; !timer.isOver(); asked += 1) {
		const one = await party.join(`s${asked % 5}`);
		one?.subscribe(asked % 2 === 0 ? nothing : ["+/#"], 1);
		await one?.answered();
		one?.leave();
		if (one === null) break;
	}
	return party.end(`${asked} SUBSCRIBEs with ${preset}`);
}

export const searches: Attack = {
	says: "SUBSCRIBEs that match all or nothing of 950 deep retained topics, from clients that leave at once, in a room of each broker",
	async run(host, _, extent) {
		return together([await search(host, extent, "mosquitto-2.0"), await search(host, extent, "aedes")]);
	},
};

export const manyFilters: Attack = {
	says: "SUBSCRIBE and UNSUBSCRIBE with 65,000 filters each",
	async run(host, dice, extent) {
		const party = openParty(host, "filters");
		const timer = openTimer(extent);
		const members = await Promise.all(many(part(8, extent, 2), (n) => party.join(`f${n}`, { websocket: n % 2 === 1 })));
		const filters = part(65_000, extent, 200);
		let sent = 0;
		do {
			for (const one of members) {
				const letter = String.fromCharCode(97 + dice.below(26));
				one?.subscribe(many(filters, () => letter));
				one?.unsubscribe(many(filters, () => letter));
				sent += 2;
			}
			for (const one of members) await one?.answered();
		} while (!timer.isOver() && members.some((one) => one?.isOver === false));
		return party.end(`${sent} packets of ${filters.toLocaleString("en")} filters`);
	},
};

export const controlCharacters: Attack = {
	says: "UNSUBSCRIBEs of 252 long filters of control characters, and a page that does not read, then reads",
	async run(host, _, extent) {
		const party = openParty(host, "control");
		const page = await party.watch({ reads: false });
		// A server may close the connection for a control character [1.5.3].
		const one = await party.join("control", { mayBeCut: true });
		const filters = many(part(252, extent, 4), () => "\u0001".repeat(1_020));
		const timer = openTimer(extent);
		let sent = 0;
		while (!timer.isOver() && one !== null && !one.isOver) {
			one.unsubscribe(filters);
			sent += 1;
			if (sent % 5 === 0) await one.answered();
		}
		page?.goOnReading();
		const late = await party.watch();
		await party.until(() => late === null || late.isOver || late.bytes > 0, 5_000);
		return party.end(`${sent} UNSUBSCRIBEs of ${filters.length} filters`);
	},
};
