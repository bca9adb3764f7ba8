import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { it } from "vitest";
import WebSocket from "ws";
import { FIRST_SETTINGS, PRESETS } from "#contract/presets.ts";
import type { RoomSocket } from "#room/host-line.ts";
import { openTrials } from "#trial/open-trials.ts";
import { combinationsOf, measuredScript, scriptOf, keyOf, FILTERS } from "#trial/combination.ts";
import { attachRooms } from "./attach.ts";

it("x", async () => {
	const server = createServer();
	const rooms = attachRooms(server, { strangers: "refuse", mqttPort: null, log: () => {} });
	await new Promise<void>((l) => server.listen(0, "127.0.0.1", l));
	for (const n of [2, 4, 6]) {
	const trials = openTrials({ wsBase: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`, page: "p1", rooms: n, WebSocket: WebSocket as unknown as RoomSocket });
	for (const [name, settings] of [["m", FIRST_SETTINGS], ["a", PRESETS.aedes.settings], ["a", PRESETS.aedes.settings]] as const) {
	for (const sc of [measuredScript, scriptOf]) {
		const t = performance.now();
		const got = await Promise.all(combinationsOf(FILTERS[0]).map((c) => trials.run(sc(c), settings)));
		const ms = performance.now() - t;
		console.log(n, name, sc.name, ms.toFixed(0), "ok", got.filter((g) => g.ok).length);
		let stale = 0; const lines: string[] = [];
		for (const [i, g] of got.entries()) {
			if (!g.ok) { console.log(g.says); continue; }
			const subacks = g.told.filter(({ event }) => event.type === "packet.passed" && event.fields.type === "SUBACK").length;
			if (subacks !== 2) stale += 1;
			const c = combinationsOf(FILTERS[0])[i]!;
			const w = (k: number) => g.worlds[k]!.clients["sub-1"]?.received.map((r) => `${r.message}q${r.qos}r${r.retain ? 1 : 0}`).join(",") ?? "";
			lines.push([keyOf(c), JSON.stringify(Object.values(g.worlds[4]!.fates)[0]?.["sub-1"] ?? null), "|", w(4), "|", w(5), "|", w(6), "|", g.world.clients["sub-1"]?.received.map((r) => `${r.message}q${r.qos}r${r.retain ? 1 : 0}`).join(","), g.world.clients["sub-1"]?.phase.phase].join(" "));
		}
		console.log("stale", stale);
		if (sc === measuredScript && n === 4) console.log(lines.join("\n"));
	}}
	trials.close();
	}
	await rooms.close();
	await new Promise((c) => server.close(c));
}, 120000);
