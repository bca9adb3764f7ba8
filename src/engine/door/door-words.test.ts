import { expect, test } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { CloseReason } from "#contract/reasons.ts";
import { earlyUserName } from "#mqtt/early-user-name.ts";
import { CONNECTS, PARTS_OF_PASSWORD, STRANGERS } from "#mqtt/testkit/secret-streams.ts";
import {
	endedAtDoor,
	foreignName,
	foreignPage,
	hostFull,
	httpAtDoor,
	MQTT_5_AT_DOOR,
	noRoomName,
	subprotocolAtDoor,
	visitorOf,
} from "./door-words.ts";

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

test("a token that is offered as a subprotocol is not shown", () => {
	const { says } = subprotocolAtDoor(["MQTTv3.1.1", "Zq7!Xk9pW", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJtZSJ9.c2VjcmV0"]);
	expect(says).toBe("WebSocket subprotocol “MQTTv3.1.1”, one of 9 characters, one of 46 characters, not “mqtt”");
});

test.each([
	[foreignPage("https://class.example:8443"), "A page of another origin (https://class.example:8443)"],
	[foreignPage("null"), "A page of another origin (null)"],
	[foreignPage("http://u:SECRET@evil.example"), "A page of another origin (http://evil.example)"],
	[foreignPage("http://evil.example/?password=SECRET"), "A page of another origin (http://evil.example)"],
	[foreignPage("SECRET of a kind"), "A page of another origin (one of 16 characters)"],
	[foreignName("class.example:8080"), "“class.example:8080” is not a name of this host"],
	[foreignName("[fe80::1]:8080"), "“[fe80::1]:8080” is not a name of this host"],
	[foreignName("u:SECRET@evil:80"), "“evil:80” is not a name of this host"],
	[foreignName("SECRET/words"), "The host that is asked for, one of 12 characters, is not a name of this host"],
])("of an address that a request names, only scheme, host and port are shown", ({ says, advice }, shown) => {
	expect(says).toBe(shown);
	expect(advice).not.toContain("SECRET");
	expect(advice).not.toContain("evil");
});

test("whatever a client begins with, no part of a password is told of it, by whatever name", () => {
	for (const [what, bytes] of [...CONNECTS, ...STRANGERS])
		for (let end = 0; end <= bytes.length; end += 1) {
			const first = bytes.subarray(0, end);
			const userName = earlyUserName(first);
			const said = userName == null ? MQTT_5_AT_DOOR : noRoomName(userName);
			const told = JSON.stringify(visitorOf({ from: "10.0.0.7", by: "tcp", first }, said));
			expect([what, end, PARTS_OF_PASSWORD.filter((part) => told.includes(part))]).toEqual([what, end, []]);
		}
});

test("the password of a client that is refused is not among its first bytes", () => {
	const first = Buffer.from("101800044d51545404c2003c00016d00017500062a2a2a2a2a2a".replaceAll("2a", "78"), "hex");
	const { hex } = visitorOf({ from: "10.0.0.7", by: "tcp", first }, noRoomName("u"));
	expect(hex.replaceAll(" ", "")).toBe("101800044d51545404c2003c00016d00017500062a2a2a2a2a2a");
});
