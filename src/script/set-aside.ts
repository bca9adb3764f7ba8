import { LIMITS } from "#contract/limits.ts";

/** Moves a text that cannot be read to another key of the storage: nothing is lost silently. Null: there is no room, and the text stays where it is. */
export function setAside(storage: Storage, key: string, text: string): string | null {
	for (let n = 1; n <= LIMITS.textsSetAside; n += 1) {
		const aside = n === 1 ? `${key}-set-aside` : `${key}-set-aside-${n}`;
		const kept = readText(storage, aside);
		if (kept !== null && kept !== text) continue;
		if (!writeText(storage, aside, text)) return null;
		storage.removeItem(key);
		return aside;
	}
	return null;
}

/** Null: nothing is kept there, or the browser forbids access to its storage. */
export function readText(storage: Storage, key: string): string | null {
	try {
		return storage.getItem(key);
	} catch {
		return null;
	}
}

/** False: this browser keeps nothing, or has no room. */
export function writeText(storage: Storage, key: string, text: string): boolean {
	try {
		storage.setItem(key, text);
		return storage.getItem(key) === text;
	} catch {
		return false;
	}
}
