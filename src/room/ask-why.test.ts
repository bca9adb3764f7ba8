import { expect, test } from "vitest";
import { askWhy } from "./ask-why.ts";

const answer =
	(status: number, text: string, type = "text/plain; charset=utf-8") =>
	async () => ({ status, type, text: async () => text });

test("the page asks where its room socket is, and says where it comes from", async () => {
	const asked: string[] = [];
	await askWhy("wss://lab.example/r/demo/watch", "https://lab.example", 1, async (url) => {
		asked.push(url);
		return { status: 503, type: null, text: async () => "" };
	});
	expect(asked).toEqual(["https://lab.example/r/demo/watch?origin=https%3A%2F%2Flab.example"]);
});

test.each<[string, () => Promise<{ status: number; type: string; text(): Promise<string> }>, number, unknown]>([
	["a sentence of the host", answer(403, "Start the host with --origin.\n"), 1, "Start the host with --origin."],
	["no trouble, at first", answer(426, "This is the room socket."), 2, null],
	["no trouble, again and again", answer(426, "This is the room socket."), 3, expect.stringContaining("does not pass WebSockets on")],
	["a page of something in between", answer(502, "<html>", "text/html"), 9, null],
	["an endless text", answer(503, "x".repeat(301)), 9, null],
	["another page", answer(200, "hello"), 9, null],
])("what it learns from %s", async (_, get, attempts, says) => {
	expect(await askWhy("ws://lab/r/demo/watch", "http://lab", attempts, get)).toEqual(says);
});

test("where nobody answers there is nothing to say", async () => {
	expect(await askWhy("ws://lab/r/demo/watch", "http://lab", 9, () => Promise.reject(new TypeError("Failed to fetch")))).toBeNull();
});
