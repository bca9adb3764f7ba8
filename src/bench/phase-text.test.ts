import { expect, test } from "vitest";
import type { Client } from "#model/world.ts";
import type { PhaseText } from "#script/phase-text.ts";
import { canConnect, cleanHint, connectReasons, takenHint, takenPhase } from "./phase-text.ts";
import { receivedText } from "./received-text.ts";

const offline = (reason: "cut" | "disconnect" | "takeover"): Client["phase"] => ({ phase: "offline", since: 31_000, reason, says: "" });

const live: PhaseText = { lamp: "on", word: "Connected", plugged: true, online: true };
const half: PhaseText = { lamp: "half", word: "Half open", plugged: true, online: false };
const away: PhaseText = { lamp: "off", word: "Offline", plugged: false, online: false };

test("a name that is in use elsewhere says so, and to the page that lost it: taken over", () => {
	expect(takenPhase(live, false)).toMatchObject({ lamp: "on", word: "Connected", plugged: true, online: false });
	expect(takenPhase(live, true)).toMatchObject({ lamp: "taken", word: "Taken over", plugged: true, online: false });
	expect(takenHint({ plugged: false, takenOver: false, everConnected: false })).toBe("This name is taken here: rename yours or wait.");
	expect(takenHint({ plugged: false, takenOver: true, everConnected: true })).toMatch(/newer connection wins. Wait, or take it back/);
	expect(takenHint({ plugged: true, takenOver: false, everConnected: true })).toMatch(/is on its way/);
});

test("a client that is away, or half open, can be connected", () => {
	expect([live, half, away].map(canConnect)).toEqual([false, true, true]);
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
