const KEPT = "slow-wire.keys";

/** Whether this person wants single-key shortcuts. */
export function readKeysOn(): boolean {
	try {
		return localStorage.getItem(KEPT) !== "off";
	} catch {
		return true;
	}
}

export function keepKeysOn(on: boolean): void {
	try {
		localStorage.setItem(KEPT, on ? "on" : "off");
	} catch {
		// no storage in this browser: the choice lasts as long as the page
	}
}
