import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { LabStore } from "#lab/lab.ts";
import type { LabClient, Outcome } from "#lab/setup.ts";
import type { World } from "#model/world.ts";
import type { RoomStore } from "#room/room-state.ts";
import type { Recorder } from "./recorder.ts";
import type { ScriptStore } from "./runner.ts";
import type { Step } from "./step.ts";

/** One room as seen and played from this page. Opened once per room by src/app, never in an effect. */
export type Playground = {
	readonly room: RoomStore;
	readonly lab: LabStore;
	readonly script: ScriptStore;
	/** What this page has done here since the room was cleared. */
	readonly recorder: Recorder;
	/** The one way to do anything. A refused step is also told through room.notice. */
	readonly perform: (step: Step) => Promise<Outcome>;
	close(): void;
};

export const PlaygroundContext = createContext<Playground | null>(null);

export function usePlayground(): Playground {
	const playground = useContext(PlaygroundContext);
	if (playground === null) throw new Error("no playground is open here");
	return playground;
}

export function useWorld<T>(select: (world: World) => T): T {
	return useStore(usePlayground().room, (state) => select(state.live));
}

export function useLabClients(): Readonly<Record<string, LabClient>> {
	return useStore(usePlayground().lab, (state) => state.clients);
}
