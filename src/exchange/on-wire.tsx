import { useLayoutEffect, useRef } from "react";
import { progress } from "#model/progress.ts";
import { useRoomNow, useWorld } from "#script/playground.ts";
import { sayOnWire } from "#story/exchange/say-hop.ts";

const EVERY_MS = 100;

/** Where a packet is on its wire. It writes its text itself; React draws it once. */
export function OnWire({ packet }: { packet: string }) {
	const now = useRoomNow();
	const place = useRef<HTMLSpanElement>(null);
	const found = useWorld(({ packets }) => packets[packet]);
	useLayoutEffect(() => {
		const write = () => {
			const text = found === undefined ? "" : sayOnWire(progress(found, now()), found.delayMs);
			if (place.current !== null && place.current.textContent !== text) place.current.textContent = text;
		};
		write();
		const timer = setInterval(write, EVERY_MS);
		return () => clearInterval(timer);
	}, [now, found]);
	return <span className="checklist-when tabular" ref={place} />;
}
