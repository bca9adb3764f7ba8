import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Playground } from "./playground.ts";
import { openHiddenPage } from "./testkit/hidden-page.ts";

let close = async () => {};
let page: Playground;

beforeEach(async () => {
	({ page, close } = await openHiddenPage("next-ack"));
	page.lab.layOutFirst(() => false);
	expect(await page.perform({ do: "connect", client: "sub-1", cleanSession: false })).toEqual({ ok: true });
	await page.room.until(({ clients }) => clients["sub-1"]?.phase.phase === "connected");
});

afterEach(async () => {
	vi.doUnmock("#lab/ack-gate.ts");
	await close();
});

it("is of the connection on which it was asked for, not of one that has taken its place", async () => {
	const armed = page.lab.armNextAck("sub-1", "crash");
	const taken = page.lab.takeOver("sub-1");
	expect(await armed).toEqual({ ok: false, says: "sub-1 lost that connection in the meantime." });
	expect(await taken).toEqual({ ok: true });
	expect(page.lab.getState().nextAcks).toEqual({});
});

it("says so where what it takes cannot be loaded", async () => {
	vi.doMock("#lab/ack-gate.ts", () => {
		throw new Error("no such file");
	});
	expect(await page.perform({ do: "withhold", client: "sub-1" })).toEqual({
		ok: false,
		says: "That part of the page could not be loaded. Is the host still there?",
	});
	expect(page.lab.getState().nextAcks).toEqual({});
});
