import { expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { keepFile, keptFile } from "./kept-file.ts";

/** So many characters fit. */
function storageOf(room = Number.POSITIVE_INFINITY): Storage {
	const kept = new Map<string, string>();
	return {
		getItem: (key: string) => kept.get(key) ?? null,
		setItem(key: string, text: string) {
			if (text.length > room) throw new Error("QuotaExceededError");
			kept.set(key, text);
		},
	} as Storage;
}

const goesOn = () => new AbortController().signal;
const textIn = async (storage: Storage) => {
	const kept = keptFile(storage);
	return kept instanceof Blob ? kept.text() : kept;
};

it("a file is kept in the tab, and found again", async () => {
	const storage = storageOf();
	expect(await textIn(storage)).toBeNull();
	expect(await keepFile(storage, new Blob(["one"]), goesOn())).toBe(true);
	expect(await textIn(storage)).toBe("one");
});

it("a file that nobody waits for any longer leaves the one before in its place", async () => {
	const storage = storageOf();
	await keepFile(storage, new Blob(["one"]), goesOn());
	const given = new AbortController();
	const other = new Blob(["other"]);
	const slow = { size: other.size, arrayBuffer: () => other.arrayBuffer().finally(() => given.abort()) } as Blob;
	expect(await keepFile(storage, slow, given.signal)).toBe(false);
	expect(await textIn(storage)).toBe("one");
});

it("of a file without a place in the tab it is known that there was one", async () => {
	for (const [storage, size] of [
		[storageOf(), LIMITS.recordingKept],
		[storageOf(8), 30],
	] as const) {
		await keepFile(storage, new Blob(["one"]), goesOn());
		expect(await keepFile(storage, new Blob(["x".repeat(size)]), goesOn())).toBe(true);
		expect(await textIn(storage)).toBe("gone");
	}
});

it("what is damaged in the tab is said to be", () => {
	const storage = storageOf();
	storage.setItem("slow-wire/recording", "\u2603");
	expect(keptFile(storage)).toBe("damaged");
});
