import type { Command } from "#contract/command.ts";
import { type Attack, breath, many, openTimer, part } from "./attack.ts";
import { openParty } from "./party.ts";

export const joiningPages: Attack = {
	says: "190 pages that join an old, full room at once and do not read, while its clients go on; then they read",
	async run(host, _, extent) {
		const party = openParty(host, "join");
		const publisher = await party.join("pub");
		const payload = Buffer.alloc(part(2_000, extent, 20), "x");
		for (let n = 0; n < part(4_500, extent, 60) && publisher?.isOver === false; n += 1) {
			publisher.publish(`t/${n}`, { payload, retain: n % 5 === 0, qos: 1 });
			await publisher.ready();
		}
		await publisher?.answered();
		const timer = openTimer(extent);
		let joined = 0;
		do {
			const pages = await Promise.all(many(part(190, extent, 3), () => party.watch({ reads: false })));
			joined += pages.length;
			publisher?.publishMany(100, "t/0", { qos: 1, payload });
			await breath(200);
			for (const page of pages) page?.goOnReading();
			await party.until(() => pages.every((page) => page === null || page.isOver || page.bytes > 0), 10_000);
			publisher?.ping();
			await publisher?.answered();
			const cut = pages.filter((page) => page?.isOver === true).length;
			if (cut > 0) party.blame(`${cut} pages were cut`);
			for (const page of pages) page?.close();
			await breath(100);
		} while (!timer.isOver());
		return party.end(`${joined} pages joined`);
	},
};

export const junkFrames: Attack = {
	says: "room sockets that flood the room with commands, and with frames that are not commands",
	async run(host, dice, extent) {
		const party = openParty(host, "junk");
		const bystander = await party.join("bystander");
		const pages = await Promise.all(many(part(50, extent, 2), () => party.watch()));
		const junk = (): string | Uint8Array =>
			dice.one<string | Uint8Array>([
				"",
				"{",
				"null",
				"[".repeat(16_000),
				`{"id":1,"command":{"type":"${"x".repeat(10_000)}"}}`,
				'{"id":1e999,"command":{"type":"wire.delay","delayMs":-1}}',
				'{"id":2,"command":{"type":"wire.cut","connection":"__proto__"}}',
				'{"id":3,"command":{"type":"wire.step","packet":"constructor"}}',
				'{"id":4,"command":{"type":"clock.pause"}}',
				'{"id":5,"command":{"type":"clock.resume"}}',
				Uint8Array.from(many(100, () => dice.below(256))),
			]);
		const timer = openTimer(extent);
		let sent = 0;
		while (!timer.isOver() && pages.some((page) => page?.isOver === false)) {
			for (const page of pages) {
				if (page === null || page.isOver) continue;
				for (let n = 0; n < 20; n += 1) page.send(junk());
				sent += 20;
			}
			await breath(10);
		}
		for (const page of pages) page?.close();
		const late = await party.watch();
		if (late === null || !(await late.command({ type: "clock.resume" }))) party.blame("a late page cannot let the room run");
		bystander?.ping();
		return party.end(`${sent.toLocaleString("en")} frames`);
	},
};

export const manyPages: Attack = {
	says: "190 pages that send as many commands as they may, in a room with 100 clients",
	async run(host, dice, extent) {
		const party = openParty(host, "many-pages");
		const members = await Promise.all(many(part(100, extent, 3), (n) => party.join(`c${n}`, { websocket: n % 2 === 1 })));
		const pages = await Promise.all(many(part(190, extent, 3), () => party.watch()));
		const draw = (): Command =>
			dice.one<Command>([
				{ type: "wire.delay", delayMs: dice.below(200) },
				{ type: "clock.pause" },
				{ type: "clock.resume" },
				{ type: "wire.step" },
				{ type: "wire.silence", connection: `c${1 + dice.below(members.length)}` },
				{ type: "wire.mend", connection: `c${1 + dice.below(members.length)}` },
			]);
		const timer = openTimer(extent);
		let commands = 0;
		while (!timer.isOver()) {
			await Promise.all([...pages.map((page) => page?.command(draw())), breath(20)]);
			commands += pages.length;
			for (const one of members) if (dice.chance(0.1)) one?.publish("t");
		}
		const [page] = pages;
		await page?.command({ type: "wire.delay", delayMs: 0 });
		await page?.command({ type: "clock.resume" });
		for (const n of members.keys()) await page?.command({ type: "wire.mend", connection: `c${n + 1}` });
		for (const one of members) one?.ping();
		return party.end(`${commands} commands`);
	},
};
