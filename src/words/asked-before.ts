const KEPT = "slow-wire.asked";

/** Whether somebody has asked a term in this browser before. */
export function hasAsked(): boolean {
	try {
		return localStorage.getItem(KEPT) !== null;
	} catch {
		return false;
	}
}

export function keepAsked(): void {
	try {
		localStorage.setItem(KEPT, "yes");
	} catch {
		// no storage in this browser: the page says once more that words can be asked
	}
}
