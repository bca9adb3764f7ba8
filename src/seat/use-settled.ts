import { useEffect, useState } from "react";

/** Ms in which what happens is said together to a person who listens. */
const SETTLE_MS = 800;

/** The text, once it has stood for a while: of ten messages that come at once, a screen reader reads the last. */
export function useSettled(text: string, ms = SETTLE_MS): string {
	const [settled, setSettled] = useState(text);
	useEffect(() => {
		const timer = setTimeout(() => setSettled(text), ms);
		return () => clearTimeout(timer);
	}, [text, ms]);
	return settled;
}
