import { create } from "zustand";
import { openPlayground } from "#script/open-playground.ts";
import type { Playground } from "#script/playground.ts";
import type { Script } from "#script/runner.ts";
import { TESTS } from "#script/tests.ts";
import { currentRoute, onRoute, settleAddress } from "./router.ts";

type Open = { readonly room: string; readonly playground: Playground };
type Visit = { readonly open: Open | null };

/** The room that this page is in. Opened and closed as the address changes, never by a component: StrictMode would open it twice. */
export const useVisit = create<Visit>(() => ({ open: null }));

/** One id a page load: whose lab clients these are. */
const page = [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

function follow(): void {
	const route = currentRoute();
	const { open } = useVisit.getState();
	if (route.at !== "room") return leave();
	if (open?.room !== route.room) {
		leave();
		const wsBase = `${window.location.protocol === "https:" ? "wss" : "ws"}://${window.location.host}`;
		const storages = { storage: storage("localStorage"), tabStorage: storage("sessionStorage") };
		useVisit.setState({ open: { room: route.room, playground: openPlayground({ room: route.room, page, wsBase, ...storages }) } });
	}
	const script = route.test === null ? undefined : TESTS[route.test - 1];
	const playground = useVisit.getState().open?.playground;
	if (script !== undefined && playground !== undefined) void runOnArrival(playground, script);
}

function leave(): void {
	const { open } = useVisit.getState();
	if (open === null) return;
	useVisit.setState({ open: null });
	open.playground.close();
}

/** Watch it run: a link with ?test=n plays that test, unless somebody is at work in the room. */
async function runOnArrival(playground: Playground, script: Script): Promise<void> {
	const { room } = playground;
	const live = await settled(playground);
	settleAddress();
	if (!live) return;
	const { clients, connections } = room.getState().world;
	const strangers = Object.values(clients).some(({ origin }) => origin.kind === "guest" || origin.page !== page);
	if (strangers && Object.keys(connections).length > 0) {
		return room.notice(`Somebody is at work in this room. ${script.title} would clear it: start it from the Tests menu.`);
	}
	const laid = await playground.script.load(script);
	if (laid.ok) await playground.script.play();
	else room.notice(laid.says);
}

/** Whether the room was reached; false when it refused or was left. */
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

/** The browser's, or none when it forbids it: then nothing is kept. */
function storage(kind: "localStorage" | "sessionStorage"): Storage {
	try {
		window[kind].getItem("");
		return window[kind];
	} catch {
		return { length: 0, clear() {}, getItem: () => null, key: () => null, removeItem() {}, setItem() {} };
	}
}

onRoute(follow);
follow();
