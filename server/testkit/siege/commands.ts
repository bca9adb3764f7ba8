import { connect as connectTcp } from "node:net";
import type { Command } from "#contract/command.ts";
import { PRESETS } from "#contract/presets.ts";
import type { Dice } from "#engine/testkit/dice.ts";
import { connectPacket } from "#server/testkit/raw-client.ts";
import { type Attack, type Besieged, breath, type Extent, many, openTimer, part } from "./attack.ts";
import type { Page } from "./page.ts";
import { openParty, type Party } from "./party.ts";

const ENDS_CONNECTIONS = new Set<Command["type"]>(["broker.restart", "room.clear"]);

/**
 * In a paused room every client has as many packets on its wire as fit (LIMITS.upLanePackets), some of them for everybody; then the command
 * comes, and the room runs again.
 */
async function letGo(host: Besieged, dice: Dice, extent: Extent, command: Command) {
	const party = openParty(host, `wires-${command.type.replace(".", "-")}`);
	const page = await party.watch();
	const filled = await fillWires(party, dice, extent, {
		mayBeCut: ENDS_CONNECTIONS.has(command.type),
		stop: () => page?.command({ type: "clock.pause" }),
	});
	if (!(await page?.command(command))) party.blame(`${command.type} was not done`);
	await page?.command({ type: "clock.resume" });
	for (const one of filled.members) one?.ping();
	return party.end(`${command.type} with ${filled.says}`);
}

/** stop: from then on nothing that is sent arrives. */
async function fillWires(
	party: Party,
	dice: Dice,
	extent: Extent,
	{ mayBeCut, stop }: { mayBeCut: boolean; stop(): Promise<unknown> | undefined },
) {
	const clients = part(190, extent, 3);
	const members = await Promise.all(many(clients, (n) => party.join(`c${n}`, { websocket: n % 2 === 1, mayBeCut })));
	for (const one of members) {
		one?.subscribe(["t"]);
		await one?.answered();
	}
	await stop();
	const toAll = part(20, extent, 3);
	const toNobody = part(230, extent, 3);
	for (const [n, one] of members.entries()) {
		const how = { qos: dice.one([0, 0, 1] as const), payload: Buffer.from("x") };
		one?.publishMany(toAll, "t", how);
		one?.publishMany(toNobody, `own/${n}`, how);
	}
	// The host reads meanwhile: the packets are on their wires.
	await breath(Math.min(1_000, extent.seconds * 200));
	return { members, says: `${clients} x ${toAll + toNobody} packets on the wires` };
}

function onFullWires(says: string, command: Command): Attack {
	return {
		says: `${says} in a room whose 190 clients have 250 packets each on the wires`,
		run: (host, dice, extent) => letGo(host, dice, extent, command),
	};
}

export const resume = onFullWires("resume", { type: "clock.resume" });
export const restart = onFullWires("restart", { type: "broker.restart" });
export const clear = onFullWires("clear", { type: "room.clear" });

export const delays: Attack = {
	says: "the delay changed back and forth in a room whose 190 clients have 250 packets each on the wires",
	async run(host, dice, extent) {
		const party = openParty(host, "delays");
		const page = await party.watch();
		const delay = (delayMs: number) => page?.command({ type: "wire.delay", delayMs });
		const { members, says } = await fillWires(party, dice, extent, { mayBeCut: false, stop: () => delay(60_000) });
		const timer = openTimer(extent);
		let changes = 0;
		while (!timer.isOver() && page?.isOver === false) {
			// Fewer than a page may send in a second. Some changes let a part of what is on the wires arrive.
			await Promise.all([delay(dice.chance(0.2) ? 1_000 + dice.below(4_000) : 30_000 + dice.below(30_000)), breath(25)]);
			changes += 1;
		}
		await delay(0);
		for (const one of members) one?.ping();
		return party.end(`${changes} changes with ${says}`);
	},
};

export const settings: Attack = {
	says: "delays, settings, pauses and resumes in quick turns, while clients publish",
	async run(host, dice, extent) {
		const party = openParty(host, "settings");
		const page = await party.watch();
		const members = await Promise.all(many(part(60, extent, 3), (n) => party.join(`c${n}`, { websocket: n % 2 === 1 })));
		for (const one of members) one?.subscribe(["t"], 1);
		for (const one of members) await one?.answered();
		let commands = 0;
		const draw = (): Command =>
			dice.one<Command>([
				{ type: "wire.delay", delayMs: dice.below(300) },
				{
					type: "broker.settings",
					settings: dice.one(
						["mosquitto-1.6", "mosquitto-2.0", "emqx", "hivemq"].map((name) => PRESETS[name as keyof typeof PRESETS].settings),
					),
				},
				{ type: "clock.pause" },
				{ type: "clock.resume" },
				{ type: "wire.step" },
			]);
		const timer = openTimer(extent);
		while (!timer.isOver() && page?.isOver === false) {
			// Fewer than a page may send in a second.
			await Promise.all([page.command(draw()), breath(25)]);
			commands += 1;
			for (const one of members) if (dice.chance(0.2)) one?.publishMany(2, "t", { qos: dice.one([0, 1, 2] as const) });
		}
		await breath(1_000);
		await calm(page);
		return party.end(`${commands} commands`);
	},
};

async function calm(page: Page | null): Promise<void> {
	await page?.command({ type: "wire.delay", delayMs: 0 });
	await page?.command({ type: "clock.resume" });
}

export const leavePaused: Attack = {
	says: "clients that connect to a paused room and leave, with and without CONNECT; the room stays paused",
	async run(host, dice, extent) {
		const party = openParty(host, "departed");
		const timer = openTimer(extent);
		const page = await party.watch();
		await page?.command({ type: "clock.pause" });
		let left = 0;
		do {
			// No CONNACK comes in a paused room: a member of the party would wait for it.
			const calls = many(part(100, extent, 3), (n) => dial(host, { room: "departed", clientId: `c${n}`, connects: dice.chance(0.8) }));
			await breath(100);
			for (const hangUp of calls) hangUp(dice.chance(0.5));
			left += calls.length;
			await breath(100);
		} while (!timer.isOver());
		page?.close();
		return party.end(`${left} clients came and left`);
	},
};

function dial(
	host: Besieged,
	{ room, clientId, connects }: { room: string; clientId: string; connects: boolean },
): (resets: boolean) => void {
	const socket = connectTcp({ port: host.mqttPort, host: "127.0.0.1", noDelay: true });
	socket.on("error", () => {});
	if (connects) socket.write(connectPacket({ clientId, userName: room }));
	return (resets) => void (resets ? socket.resetAndDestroy() : socket.destroy());
}
