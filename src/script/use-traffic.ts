import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { RoomState } from "#room/room-state.ts";
import { openTraffic } from "#traffic/open-traffic.ts";
import type { Traffic } from "#traffic/traffic.ts";
import { type Playground, usePlayground } from "./playground.ts";

const followed = new WeakMap<Playground, StoreApi<Traffic>>();

/**
 * What has crossed the wires of this room, from when somebody first asks for it, as far back as the page still knows: one for all views, which
 * goes on for as long as the playground is open, so that a view that is opened again finds what it showed.
 */
export function trafficOf(playground: Playground): StoreApi<Traffic> {
	const known = followed.get(playground);
	if (known !== undefined) return known;
	const { read } = playground;
	const trafficIn = openTraffic();
	const of = ({ history, life }: RoomState) => trafficIn(history, life?.name);
	const store = createStore<Traffic>(() => of(read.getState()));
	// Ends with the playground, whose store this is.
	read.subscribe((state, before) => {
		if (state.history !== before.history) store.setState(of(state), true);
	});
	followed.set(playground, store);
	return store;
}

export function useTraffic(): Traffic {
	return useStore(trafficOf(usePlayground()));
}
