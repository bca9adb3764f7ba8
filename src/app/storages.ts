/** The browser's storage, or none when the browser forbids it: then nothing is kept. */
export function storageOf(kind: "localStorage" | "sessionStorage" | "none"): Storage {
	try {
		if (kind === "none") return NONE;
		window[kind].getItem("");
		return window[kind];
	} catch {
		return NONE;
	}
}

const NONE: Storage = { length: 0, clear() {}, getItem: () => null, key: () => null, removeItem() {}, setItem() {} };
