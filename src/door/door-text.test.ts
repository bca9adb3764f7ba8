import { expect, test } from "vitest";
import type { Visitor } from "#contract/door.ts";
import { historyOf, opened } from "#model/testkit/sample.ts";
import { logLine } from "#story/log-line.ts";
import { narrate } from "#story/narrate.ts";
import { answerText, doorText, fieldText } from "./door-text.ts";

const visitor: Visitor = {
	why: "mqtt-5",
	outcome: "refused",
	from: "192.168.1.23",
	by: "tcp",
	clientId: "mqttx_4f2a",
	userName: null,
	level: 5,
	hex: "10 1d",
	answer: 1,
	says: "MQTT 5: this room speaks 3.1.1",
	advice: "Set the version of the client to 3.1.1.",
	clause: "MQTT-3.1.2-2",
};
const told = (more: Partial<Visitor> & { times?: number; unlisted?: number }) => {
	const history = historyOf([opened, { type: "door.knocked", ...visitor, times: 1, unlisted: 0, ...more }]);
	const event = history.event(history.live.seq);
	if (event === null) throw new Error("nothing was told");
	const { world, before } = history.sides(event);
	return { line: logLine(event, world, before), said: narrate(event, world, before), door: world.door };
};

test("the log says quietly which client was refused, and the narrator stays with what happens in the room", () => {
	const { line, said } = told({});
	expect(line).toMatchObject({ kind: "door", text: "Refused at the door: mqttx_4f2a. MQTT 5: this room speaks 3.1.1." });
	expect(said).toBeNull();
});

test("many visits are a number, and a client without an id is called by where it comes from", () => {
	expect(told({ clientId: "", times: 30, unlisted: 4 }).line?.text).toBe(
		"Refused at the door: 192.168.1.23, 30 times. MQTT 5: this room speaks 3.1.1. And 4 other visits that the list does not hold.",
	);
	expect(told({ outcome: "lobby", says: "User name “my_device” is not a room name" }).line?.text).toBe(
		"Led to the lobby: mqttx_4f2a. User name “my_device” is not a room name.",
	);
});

test("a name that would turn its line around, or that hides something, is drawn as on the rest of the page", () => {
	const clientId = "a\u202eb\u0007\u200b\n";
	expect(fieldText(clientId)).toBe("a\\u{202E}b\\u{7}\\u{200B}\\n");
	expect(doorText(told({ clientId }).door.visitors)).toContain(`client id ${fieldText(clientId)}, user name none`);
	expect(fieldText("é ü 漢 🙂")).toBe("é ü 漢 🙂");
});

test("what is not there, what is sent empty and what never came are three different things", () => {
	expect([null, "", undefined, "gate", 4].map(fieldText)).toEqual(["none", "“”", "–", "gate", "4"]);
});

test("what the visitor was told is said in words", () => {
	expect(answerText(visitor)).toBe("It was answered with CONNACK 1, unacceptable protocol version. Then the connection was closed.");
	expect(answerText({ ...visitor, answer: 421 })).toBe("It was answered with HTTP 421 and a sentence.");
	expect(answerText({ ...visitor, answer: null })).toBe("The connection was closed without an answer.");
	expect(answerText({ ...visitor, answer: 0, outcome: "lobby" })).toBe("It was let in, and is in the lobby.");
	expect(answerText({ ...visitor, answer: 0, outcome: "ended" })).toBe("It was let in with CONNACK 0. Then the connection was closed.");
});

test("a client that was let in is not called refused", () => {
	expect(told({ outcome: "ended", says: "A second CONNECT" }).line?.text).toBe("Let in, and then closed: mqttx_4f2a. A second CONNECT.");
});

test("the whole list is text, a line for each visitor", () => {
	expect(doorText(told({ times: 2 }).door.visitors)).toMatch(
		/^ {2}0:\d\d\.\d \(2 times\) {2}192\.168\.1\.23 {2}client id mqttx_4f2a, user name none, level 5 {2}10 1d {2}MQTT 5: this room speaks 3\.1\.1\. Set the version/,
	);
});
