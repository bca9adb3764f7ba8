import { expect, test } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { CloseReason } from "#contract/reasons.ts";
import { endedAtDoor, foreignName, foreignPage, hostFull, httpAtDoor, noRoomName, subprotocolAtDoor, visitorOf } from "./door-words.ts";

const long = "x".repeat(64 * 1024);

test.each([
	["the address that a request names", httpAtDoor(long)],
	["a subprotocol", subprotocolAtDoor([long, long, long, long])],
	["a user name", noRoomName(long)],
	["an origin", foreignPage(long)],
	["a host name", foreignName(long)],
	["what a host says", hostFull(long, 503)],
	["the name of a protocol", endedAtDoor({ says: `protocol name "${long}".`, clause: "MQTT-3.1.2-1", reason: "protocol-error" })],
])("a visitor is told in a bounded number of characters, however long it is: %s", (_, said) => {
	const { says, advice } = visitorOf({ from: "10.0.0.7", by: "tcp", first: new Uint8Array(0) }, said);
	expect(says.length).toBeLessThanOrEqual(LIMITS.doorCharacters);
	expect(advice.length).toBeLessThanOrEqual(LIMITS.doorCharacters);
});

test("only a client that broke the protocol is told that its first bytes are not a valid CONNECT", () => {
	const blamed = CloseReason.options.filter((reason) => /first bytes/.test(endedAtDoor({ says: "x", clause: null, reason }).advice));
	expect(blamed).toEqual(["protocol-error"]);
});

test("a limit of the broker and what it does not take are told as the broker's, at the door as in the log", () => {
	const adviceTo = (reason: CloseReason) => endedAtDoor({ says: "x", clause: null, reason }).advice;
	expect(adviceTo("too-large")).toContain("a limit of this broker");
	expect(adviceTo("not-allowed")).toContain("this broker does not take it");
});
