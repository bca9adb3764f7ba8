import { expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import { connected, entered, historyOf, opened, publish } from "#model/testkit/sample.ts";
import type { PacketUnderWay } from "#model/world.ts";
import type { RoomState } from "#room/room-state.ts";
import { stateOf } from "#room/testkit/state.ts";
import { refusal } from "#script/perform.ts";
import type { Playground } from "#script/playground.ts";
import type { Step } from "#script/step.ts";
import { arriveThenCut } from "./let-go.ts";

it("cuts the connection that the packet was on, and not one on which its client has come back meanwhile", async () => {
	const history = historyOf([opened, ...connected("pub-1", true), entered("pub-1", "p9", publish("m1", 1, 1))]);
	const packet = history.live.packets.p9 as PacketUnderWay;
	const room = createStore<RoomState>(() => stateOf(history));
	const { clients } = history.live;
	const came = {
		...clients["pub-1"],
		phase: { phase: "connected", connection: "c2", since: 0, sessionPresent: false },
	} as (typeof clients)[string];
	const lab = createStore(() => ({ clients: {}, links: {} }));
	const made: Step[] = [];
	const perform = async (step: Step) => {
		const says = refusal(step, room.getState().live, lab.getState() as never);
		if (says !== null) return { ok: false as const, says };
		made.push(step);
		// It arrives, and right then the client is back on another connection.
		if (step.do === "step") room.setState(({ live }) => ({ live: { ...live, packets: {}, clients: { ...clients, "pub-1": came } } }));
		return { ok: true as const };
	};
	await arriveThenCut({ room, lab, perform } as unknown as Playground, { packet, clientId: "pub-1" });
	expect(made).toEqual([{ do: "step", packet: "p9" }]);
});
