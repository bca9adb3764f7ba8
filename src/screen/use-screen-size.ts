import { useMemo, useSyncExternalStore } from "react";
import { type ScreenSize, screenSize } from "./screen-size.ts";

function subscribe(changed: () => void): () => void {
	window.addEventListener("resize", changed);
	return () => window.removeEventListener("resize", changed);
}

export function useScreenSize(): ScreenSize {
	const width = useSyncExternalStore(subscribe, () => window.innerWidth);
	const height = useSyncExternalStore(subscribe, () => window.innerHeight);
	return useMemo(() => screenSize(width, height), [width, height]);
}
