import { useEffect, useRef } from "react";
import { PHONE } from "./media.ts";

/** On a phone a step back closes what is open before it leaves the page: what is open has a place of its own in the browser's history. */
export function useBackCloses(open: boolean, close: () => void): void {
	const latest = useRef(close);
	latest.current = close;
	useEffect(() => {
		if (!open || !window.matchMedia(PHONE).matches) return;
		// Drawn by lot: places of an earlier load of this page are still in the history, and a count would begin anew.
		const place = { opened: Math.random() };
		const isHere = () => window.history.state?.opened === place.opened;
		window.history.pushState(place, "");
		const back = () => {
			if (!isHere()) latest.current();
		};
		window.addEventListener("popstate", back);
		return () => {
			window.removeEventListener("popstate", back);
			// Closed by something else: its place goes too, unless what closed it has led to another page by then.
			setTimeout(() => {
				if (isHere()) window.history.back();
			});
		};
	}, [open]);
}
