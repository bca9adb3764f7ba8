import { expect, test } from "vitest";
import type { Client } from "#model/world.ts";
import { canConnect, cleanHint, connectReasons, phaseText, takenHint, takenPhase } from "./phase-text.ts";
import { receivedText } from "./received-text.ts";

const offline = (reason: "cut" | "disconnect" | "takeover"): Client["phase"] => ({ phase: "offline", since: 31_000, reason, says: "" });

test("the lamp fills on CONNACK, not on CONNECT", () => {
	expect(phaseText({ phase: { phase: "connecting", connection: "c", since: 0 } })).toMatchObject({ lamp: "dashed", online: false });
	expect(phaseText({ phase: { phase: "connected", connection: "c", since: 0, sessionPresent: false } })).toMatchObject({
		lamp: "on",
		online: true,
	});
});

test("a name that is in use elsewhere says so, and to the page that lost it: taken over", () => {
	const live = { phase: { phase: "connected", connection: "c", since: 0, sessionPresent: true } } as const;
	expect(takenPhase(phaseText(live), false)).toMatchObject({ lamp: "on", word: "Connected", plugged: true, online: false });
	expect(takenPhase(phaseText(live), true)).toMatchObject({ lamp: "taken", word: "Taken over", plugged: true, online: false });
	expect(takenHint({ plugged: false, takenOver: false, everConnected: false })).toBe("This name is taken here: rename yours or wait.");
	expect(takenHint({ plugged: false, takenOver: true, everConnected: true })).toMatch(/newer connection wins. Wait, or take it back/);
	expect(takenHint({ plugged: true, takenOver: false, everConnected: true })).toMatch(/is on its way/);
});

test("a cut cable, a takeover and a DISCONNECT are three different words", () => {
	expect((["cut", "takeover", "disconnect"] as const).map((reason) => phaseText({ phase: offline(reason) }).word)).toEqual([
		"Cable cut",
		"Taken over",
		"Offline",
	]);
});

test("a silent wire is said before either end knows, and a half open one can be connected over", () => {
	const connected = phaseText({ phase: { phase: "connected", connection: "c", since: 0, sessionPresent: false } }, true);
	expect(connected).toEqual({ lamp: "silent", word: "Silent", plugged: true, online: true });
	const halfOpen = phaseText({ phase: { phase: "leaving", connection: "c", since: 0, polite: true } }, true);
	expect(halfOpen).toEqual({ lamp: "half", word: "Half open", plugged: true, online: false });
	expect([canConnect(connected), canConnect(halfOpen), canConnect(phaseText(undefined))]).toEqual([false, true, true]);
});

test("what cannot be pressed says why", () => {
	expect(connectReasons(undefined).cut).toMatch(/not connected/);
	expect(connectReasons({ phase: { phase: "connecting", connection: "c", since: 0 } })).toEqual({
		disconnect: "Its CONNECT is still on the wire",
		cut: undefined,
	});
});

test("clean_session set while connected is said to wait for the next CONNECT", () => {
	expect(cleanHint(true, true)).toBe("Changes at the next CONNECT.");
	expect(cleanHint(false, true)).toBe("Connected with true. Changes at the next CONNECT.");
	expect(cleanHint(false, null)).toBe("Asks the broker to keep the client’s session.");
});

test("an offline subscriber's card says what its queue holds", () => {
	const client = { phase: offline("disconnect"), receivedCount: 0 } as Client;
	expect(receivedText(client, undefined, true, "expired")).toBe("Nothing since it left at 0:31. Its session expired.");
	expect(receivedText(client, undefined, true)).toBe("Nothing since it left at 0:31. The broker kept no session.");
	expect(receivedText(client, { queue: [], inflight: [] } as never, false)).toBe("Nothing since it left at 0:31.");
	expect(receivedText(client, { queue: [{}], inflight: [] } as never, true)).toBe(
		"Nothing since it left at 0:31. Its queue on the broker holds one message.",
	);
});
