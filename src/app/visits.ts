import { create } from "zustand";
import { LIMITS } from "#contract/limits.ts";
import { HIDDEN_ROOM } from "#contract/room-name.ts";
import { PAGE_FRAMES } from "#drawn/drawn.ts";
import type { RoomState } from "#room/room-state.ts";
import type { Fork } from "#script/fork.ts";
import { openPlayground } from "#script/open-playground.ts";
import type { Playground } from "#script/playground.ts";
import type { Script } from "#script/runner.ts";
import { lazyTrials } from "#trial/lazy-trials.ts";
import type { Trials } from "#trial/open-trials.ts";
import { arrive, takeArrivedScript } from "./arrivals.ts";
import { wishFor } from "./class-keys.ts";
import { takeFork } from "./forks.ts";
import { rememberRoom } from "./last-room.ts";
import { currentRoute, onRoute, screenOf } from "./router.ts";
import type { Asked } from "./run-asked.ts";
import { storageOf } from "./storages.ts";

/** A room that this page is in, and the hidden rooms in which the page runs things again: those open when something is first run. */
type Open = {
	readonly room: string;
	readonly screen: boolean;
	readonly playground: Playground;
	readonly trials: Trials;
	/** What was opened later for this room, and closes with it. */
	readonly beside: Set<() => void>;
};
type Visit = { readonly open: Open | null };

/** The room that this page is in. Opened and closed as the address changes, never by a component: StrictMode would open it twice. */
export const useVisit = create<Visit>(() => ({ open: null }));

/** One id per page load: it says whose lab clients these are. */
const page = [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

function follow(): void {
	const route = currentRoute();
	if (route.at === "play" || route.at === "embed") {
		leave();
		return void arrive(route.at, openToEmbed);
	}
	if (route.at !== "room") return leave();
	const now = useVisit.getState().open;
	// A screen is told otherwise than a page with clients: each comes in by itself.
	if (now?.room !== route.room || now.screen !== (route.screen === "screen")) {
		leave();
		open(route.room);
	}
	const playground = useVisit.getState().open?.playground;
	if (playground === undefined) return;
	const fork = takeFork();
	if (fork !== null) return void forkOnArrival(playground, fork);
	const brought = takeArrivedScript();
	if (brought !== null) return void runOnArrival(playground, { script: brought }, "wait");
	if (route.test !== null) void runOnArrival(playground, { test: route.test }, "play");
	if (route.run !== null) void runOnArrival(playground, { question: route.run }, "play");
}

function open(room: string, hidden = false): Playground {
	const wsBase = `${window.location.protocol === "https:" ? "wss" : "ws"}://${window.location.host}`;
	const tabStorage = storageOf(hidden ? "none" : "sessionStorage");
	const playground = openPlayground({
		room,
		page,
		wsBase,
		storage: storageOf(hidden ? "none" : "localStorage"),
		tabStorage,
		frames: PAGE_FRAMES,
		...(hidden ? {} : { hello: () => wishFor(room, isScreen()) }),
		screen() {
			const route = currentRoute();
			return route.at === "room" ? screenOf(route) : route.at;
		},
	});
	useVisit.setState({
		open: { room, screen: isScreen(), playground, trials: lazyTrials({ wsBase, page, rooms: LIMITS.trialRooms }), beside: new Set() },
	});
	if (!hidden) {
		void followItsClass(playground);
		void collectRules(playground);
	}
	return playground;
}

function isScreen(): boolean {
	const route = currentRoute();
	return route.at === "room" && route.screen === "screen";
}

/** A room for a single page in a frame: the room closes with the page. */
function openToEmbed(script: Script): void {
	void runOnArrival(open(`${HIDDEN_ROOM}${page}`, true), { script }, "wait");
}

function leave(): void {
	const { open: left } = useVisit.getState();
	if (left === null) return;
	rememberRoom(left.room, left.playground);
	useVisit.setState({ open: null });
	for (const close of left.beside) close();
	left.trials.close();
	left.playground.close();
}

/** Closes something with this visit; at once, if the visit is already over. */
export function closeWith(playground: Playground, close: () => void): void {
	const { open: now } = useVisit.getState();
	if (now?.playground === playground) now.beside.add(close);
	else close();
}

/** Loaded where somebody leads a class. */
async function followItsClass(playground: Playground): Promise<void> {
	if (!(await becomesSo(playground, ({ class: lesson }) => lesson !== null))) return;
	const late = await import("./follow-class.ts").catch(() => null);
	if (late === null) return playground.room.notice("A part of this page could not be loaded. Is the host still there? Reload the page.");
	closeWith(playground, late.followClass(playground));
}

/** The rules of the standard that are seen happening: none happen before somebody connects, so no page waits for this code. */
async function collectRules(playground: Playground): Promise<void> {
	if (!(await settled(playground))) return;
	const { room } = playground;
	const { life, live } = room.getState();
	const since = { life: life?.name ?? null, seq: live.seq };
	if (!(await becomesSo(playground, ({ live }) => Object.keys(live.connections).length > 0))) return;
	const late = await import("#rules/rules-seen.ts").catch(() => null);
	// The code could not be loaded: nothing is collected in this visit, and nothing else needs the code.
	if (late === null) return;
	const rules = late.openRulesSeen({ storage: storageOf("localStorage"), room, since });
	closeWith(playground, () => rules.close());
}

/** False: the room was left before that. */
function becomesSo(playground: Playground, isSo: (room: RoomState) => boolean): Promise<boolean> {
	return new Promise((resolve) => {
		const stop = playground.room.subscribe(look);
		closeWith(playground, () => leave(false));
		function leave(came: boolean): void {
			stop();
			resolve(came);
		}
		function look(): void {
			if (isSo(playground.room.getState())) leave(true);
		}
		look();
	});
}

/** What was asked for with the address: loaded by the few visits that ask for something. */
async function runOnArrival(playground: Playground, asked: Asked, then: "play" | "wait"): Promise<void> {
	const live = settled(playground);
	const late = await import("./run-asked.ts").catch(() => null);
	if (late === null) return playground.room.notice("What this address asks for could not be loaded. Is the host still there?");
	await late.runAsked({ playground, page, live }, asked, then);
}

async function forkOnArrival(playground: Playground, fork: Fork): Promise<void> {
	const live = settled(playground);
	const late = await import("./run-fork.ts").catch(() => null);
	if (late === null) return playground.room.notice("What brings this room to that moment could not be loaded. Is the host still there?");
	await late.runFork(playground, fork, live, (close) => closeWith(playground, close));
}

/** Whether the room was reached; false when the room refused or was left. */
function settled({ room }: Playground): Promise<boolean> {
	return new Promise((resolve) => {
		const look = () => {
			const { state } = room.getState().link;
			const left = useVisit.getState().open?.playground.room !== room;
			if (state !== "live" && state !== "refused" && !left) return;
			for (const stop of stops) stop();
			resolve(state === "live" && !left);
		};
		const stops = [room.subscribe(look), useVisit.subscribe(look)];
		look();
	});
}

// A phone that was locked: its line may be dead, and nobody may have noticed.
document.addEventListener("visibilitychange", () => {
	if (document.visibilityState === "visible") useVisit.getState().open?.playground.room.wake();
});

// A browser may keep a page that is left as it is, sockets and all: for the broker, the page's clients have to be gone. A page that comes back starts anew.
window.addEventListener("pagehide", leave);
window.addEventListener("pageshow", (event) => {
	if (event.persisted) window.location.reload();
});

onRoute(follow);
follow();
