import { screenKey } from "#room/host-keys.ts";
import { openKeyRelay } from "#room/key-relay.ts";

/** A screen may do nothing at the host. What a presenter presses here is done by the host's page in another window of this browser, if there is one. */
export function relayKeys(room: string, from: Pick<EventTarget, "addEventListener" | "removeEventListener"> = window): () => void {
	const relay = openKeyRelay(room);
	const pressed = (event: Event) => {
		const press = event as KeyboardEvent;
		const key = screenKey(press);
		if (key === null) return;
		// Where nobody hears it, PageDown still moves a page that is too small for all of it.
		if (relay.isHeard) press.preventDefault();
		// A presenter's key that is kept down must not run through a whole lesson.
		if (!press.repeat) relay.tell(key);
	};
	from.addEventListener("keydown", pressed);
	return () => {
		from.removeEventListener("keydown", pressed);
		relay.close();
	};
}
