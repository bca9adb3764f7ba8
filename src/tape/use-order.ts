import { useMemo } from "react";
import { useLabClients } from "#script/playground.ts";
import type { Traffic } from "#traffic/traffic.ts";
import { type Order, orderOf } from "./lanes.ts";

/** What stands above the broker and below: this page’s own clients on the sides that they have on the stage, the others as this traffic has them. */
export function useOrder(traffic: Traffic, everyOwn: boolean): Order {
	const own = useLabClients();
	return useMemo(() => {
		const of = (side: "publisher" | "subscriber") => Object.keys(own).filter((clientId) => own[clientId]?.setup.side === side);
		return orderOf({ above: of("publisher"), below: of("subscriber") }, traffic, everyOwn);
	}, [own, traffic, everyOwn]);
}
