import { LIMITS } from "#contract/limits.ts";
import { PRESETS, type PresetName } from "#contract/presets.ts";
import { packet, UTF8 } from "#server/testkit/raw-client.ts";
import { type Attack, type Besieged, breath, type Extent, type Figures, many, openTimer, part, together } from "./attack.ts";
import { openParty } from "./party.ts";

export const tinyPublishes: Attack = {
	says: "one write with 10,000 tiny PUBLISHes, and 190 subscribers",
	async run(host, dice, extent) {
		const party = openParty(host, "tiny");
		const readers = await Promise.all(many(part(190, extent, 3), (n) => party.join(`reader-${n}`, { websocket: n % 2 === 1 })));
		for (const one of readers) {
			one?.subscribe(["t"], dice.one([0, 0, 1] as const));
			await one?.answered();
		}
		const publisher = await party.join("pub");
		const timer = openTimer(extent);
		const times = part(10_000, extent, 100);
		let writes = 0;
		do {
			publisher?.publishMany(times, "t");
			publisher?.ping();
			writes += 1;
			await publisher?.answered();
		} while (!timer.isOver() && publisher?.isOver === false);
		return party.end(`${writes} writes of ${times.toLocaleString("en")} messages to ${readers.length}`);
	},
};

export const singleBytes: Attack = {
	says: "packets in pieces of one byte: 30,000 WebSocket frames behind 225 KB, and bytes dribbled over TCP",
	async run(host, _, extent) {
		const party = openParty(host, "pieces");
		const timer = openTimer(extent);
		const pieces = part(30_000, extent, 300);
		const whole = packet(0x30, UTF8("t"), Buffer.alloc(part(225_000, extent, 1_000) + pieces, "x"));
		const inFrames = await party.join("frames", { websocket: true });
		const dribbling = await party.join("dribble");
		let sent = 0;
		do {
			const head = whole.length - pieces;
			inFrames?.send(whole.subarray(0, head));
			for (let at = head; at < whole.length; at += 1) inFrames?.send(whole.subarray(at, at + 1));
			inFrames?.ping();
			for (let at = 0; at < 300 && dribbling?.isOver === false; at += 1) {
				dribbling.send(Buffer.from([at % 2 === 0 ? 0xc0 : 0]), at % 2); // PINGREQ, of two bytes
				await breath();
			}
			dribbling?.ping();
			sent += 1;
			await inFrames?.answered();
		} while (!timer.isOver() && inFrames?.isOver === false);
		return party.end(`${sent} packets in ${pieces.toLocaleString("en")} pieces`);
	},
};

export const takeovers: Attack = {
	says: "one client id that connects again and again to a session with a full queue, from both sockets",
	async run(host, _, extent) {
		const party = openParty(host, "takeover");
		const first = await party.join("one", { cleanSession: false });
		first?.subscribe(["t"], 1);
		await first?.answered();
		first?.leave();
		const publisher = await party.join("pub");
		publisher?.publishMany(part(1_000, extent, 30), "t", { qos: 1, payload: Buffer.alloc(100, "x") });
		await publisher?.answered();
		const timer = openTimer(extent);
		let taken = 0;
		while (!timer.isOver() && publisher?.isOver === false) {
			const together = many(part(20, extent, 2), (n) => party.join("one", { cleanSession: false, websocket: n % 2 === 1, mayBeCut: true }));
			taken += (await Promise.all(together)).filter((one) => one !== null).length;
			await publisher.ready();
			publisher.publishMany(20, "t", { qos: 1 });
		}
		const last = await party.join("one", { cleanSession: false });
		if (last !== null && !last.sessionPresent) party.blame("the session of the client that was taken over is gone");
		last?.ping();
		return party.end(`${taken} takeovers`);
	},
};

export const halfPackets: Attack = {
	says: "clients that send half a packet and then nothing, or a long packet that never ends",
	async run(host, dice, extent) {
		const party = openParty(host, "halves");
		const timer = openTimer(extent);
		const publish = packet(0x30, UTF8("t"), Buffer.alloc(200_000, "x"));
		let halves = 0;
		do {
			// Half a packet may end its connection after a while.
			const members = await Promise.all(
				many(part(40, extent, 2), (n) => party.join(`half-${n}`, { websocket: n % 2 === 1, mayBeCut: true })),
			);
			for (const one of members) {
				one?.send(publish.subarray(0, 1 + dice.below(publish.length - 1)));
				halves += 1;
			}
			await breath(100);
			for (const one of members) one?.vanish();
		} while (!timer.isOver());
		const behind = await party.join("behind");
		behind?.ping();
		return party.end(`${halves} half packets`);
	},
};

export const clientIds: Attack = {
	says: "ever new client ids whose sessions stay and are sent to, in a room of each broker",
	async run(host, _, extent) {
		const timer = openTimer(extent);
		const all = await Promise.all(
			(["mosquitto-2.0", "aedes"] as const).map(async (preset) => {
				const party = openParty(host, `ids-${preset.replace(".", "-")}`);
				const page = await party.watch();
				await page?.command({ type: "broker.settings", settings: PRESETS[preset].settings });
				// Past the bound on what stock Aedes may keep, a client that publishes is cut.
				const publisher = await party.join("pub", { mayBeCut: preset === "aedes" });
				let ids = 0;
				while (!timer.isOver() && publisher?.isOver === false) {
					// Stock Aedes keeps every session for ever: past the bound on sessions, a further client is not let in.
					const mayBeCut = preset === "aedes" && ids >= LIMITS.sessions - 20;
					const members = await Promise.all(many(part(20, extent, 2), () => party.join(`id-${ids++}`, { cleanSession: false, mayBeCut })));
					for (const one of members) one?.subscribe(["t"], 1);
					for (const one of members) await one?.answered();
					for (const one of members) one?.leave();
					publisher.publishMany(5, "t", { qos: 1, payload: Buffer.alloc(500, "x") });
					await publisher.answered();
				}
				return party.end(`${ids} client ids with ${preset}`);
			}),
		);
		return together(all);
	},
};

async function publishLong(host: Besieged, extent: Extent, preset: PresetName): Promise<Figures> {
	const party = openParty(host, `long-${preset.replace(".", "-")}`);
	const page = await party.watch();
	await page?.command({ type: "broker.settings", settings: PRESETS[preset].settings });
	const readers = await Promise.all(many(part(180, extent, 3), (n) => party.join(`reader-${n}`, { websocket: n % 2 === 1 })));
	for (const one of readers) {
		one?.subscribe(["t"]);
		await one?.answered();
	}
	const publisher = await party.join("pub");
	const timer = openTimer(extent);
	let sent = 0;
	do {
		publisher?.publish("t", { payload: Buffer.alloc(200_000, "x") });
		publisher?.ping();
		await publisher?.answered();
		sent += 1;
		for (const one of readers) one?.ping();
		for (const one of readers) await one?.answered();
	} while (!timer.isOver() && publisher?.isOver === false);
	return party.end(`${sent} messages of 200 KB with ${preset}`);
}

export const longMessages: Attack = {
	says: "messages of 200 KB to 180 subscribers, in a room of each broker",
	async run(host, _, extent) {
		return together([await publishLong(host, extent, "mosquitto-2.0"), await publishLong(host, extent, "aedes")]);
	},
};
