import { createContext, useCallback, useContext } from "react";
import { useStore } from "zustand";
import type { StoreApi } from "zustand/vanilla";
import type { LabStore } from "#lab/lab.ts";
import type { LabClient, Outcome } from "#lab/setup.ts";
import type { World } from "#model/world.ts";
import { isReviewing, nowAtCursor, worldAtCursor } from "#room/cursor.ts";
import type { RoomState, RoomStore } from "#room/room-state.ts";
import type { Recorder } from "./recorder.ts";
import type { ScriptStore } from "./runner.ts";
import type { Step } from "./step.ts";

/** One room as seen and played from this page. Opened once per room by src/app, never in an effect. */
export type Playground = {
	readonly room: RoomStore;
	/** The room as the views draw it: see openDrawn(). Code that acts reads the room, which may be half a second ahead. */
	readonly drawn: StoreApi<RoomState>;
	/** The same for what is read, not watched: with rests of its own, so that it may show another moment. */
	readonly read: StoreApi<RoomState>;
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

/** Reads from the world that the views show. Code that acts reads the live world: room.getState().live. */
export function useWorld<T>(select: (world: World) => T): T {
	return useStore(usePlayground().drawn, (state) => select(worldAtCursor(state)));
}

/** Whether the views show a moment of the past: what a page knows of itself alone is known of the present only. */
export function useReviewing(): boolean {
	return useStore(usePlayground().drawn, isReviewing);
}

/** Whether the views show a recording, in which nothing can be done and nothing more will happen. */
export function useRecorded(): boolean {
	return useStore(usePlayground().drawn, isRecorded);
}

/** Reads the room-clock time that the views show, in ms: for drawings that keep moving between two events. Always the same function. */
export function useRoomNow(): () => number {
	const { room } = usePlayground();
	return useCallback(() => nowAtCursor(room), [room]);
}

export function useLabClients(): Readonly<Record<string, LabClient>> {
	return useStore(usePlayground().lab, (state) => state.clients);
}

function isRecorded({ link }: RoomState): boolean {
	return link.state === "recorded";
}
