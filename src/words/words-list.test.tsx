import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { groups, TERMS } from "./terms.ts";
import { WordsList } from "./words-list.tsx";

type Shown = { group?: string | null; sought?: string; asked?: string | null };
const markup = ({ group = null, sought = "", asked = null }: Shown) =>
	renderToStaticMarkup(<WordsList group={group} sought={sought} asked={asked} tryIt={() => {}} />);
/** The ids of the terms that are shown, in order. */
const shown = (how: Shown) => [...markup(how).matchAll(/<li id="([^"]+)"/g)].map(([, id]) => id);

it("leads to every term, in the order of the alphabet, each with its picture, its sentence and one thing to try", () => {
	const all = shown({});
	expect(all).toEqual(TERMS.map(({ id }) => id));
	expect(all.slice(0, 3)).toEqual(["acknowledgement", "aedes", "at-the-door"]);
	const whole = markup({});
	expect(whole.match(/<svg viewBox="0 0 132 84"/g)).toHaveLength(TERMS.length);
	for (const { tryIt } of TERMS) expect(whole).toContain(`Try it: ${tryIt.says}`);
});

it("shows one group, as many terms as its count says", () => {
	for (const { group, count } of groups()) expect(shown({ group })).toHaveLength(count);
});

it("finds a term by its name in any spelling, first of all, and by words of its sentence", () => {
	expect(shown({ sought: "Clean Session" })[0]).toBe("clean-session");
	expect(shown({ sought: "clean_session" })).toContain("clean-session-flag");
	expect(shown({ sought: "retain_available" })).toEqual(["retained-message"]);
	expect(shown({ sought: "polite goodbye" })).toEqual(["disconnect"]);
	expect(shown({ sought: "puback" })[0]).toBe("puback");
});

it.each([
	["what is MQTT", "mqtt"],
	["What does MQTT mean?", "mqtt"],
	["what is the session in MQTT", "session"],
	["QoS", "qos"],
	["what is a packet id?", "packet-id"],
	["what does q0 mean", "qos"],
	["rc0", "return-code"],
	["sp0", "session-present"],
	["c1", "clean-session-flag"],
	["k0", "keep-alive"],
	["k60", "keep-alive"],
	["d0", "dup"],
	["r0", "retain"],
	["#1", "packet-id"],
	["mosquitto", "mosquitto"],
	["mqtt.js", "mqtt-js"],
	["Aedes", "aedes"],
	["hop", "hop"],
	["will", "will"],
	["in flight", "in-flight"],
])("finds for “%s” first of all what was asked", (sought, id) => {
	expect(shown({ sought })[0]).toBe(id);
});

it.each([
	["why do i get the old message when i subscribe", "retained-message"],
	["old message when I subscribe", "retained-message"],
	["my sensor dies unexpectedly", "will"],
	["thrown out by a second device", "takeover"],
	["how many messages are stored at most", "queue-limit"],
	["heartbeat interval", "keep-alive"],
	["did my data arrive? confirmation", "acknowledgement"],
	["does it survive a reboot", "persistence"],
	["which topics do I listen to", "filter"],
	["rejected by the server", "return-code"],
	["messages disappear", "dropped"],
])("finds by any of its words, in the words of somebody who does not know the name: “%s”", (sought, id) => {
	expect(shown({ sought })[0]).toBe(id);
});

it("says so when no term matches", () => {
	expect(markup({ sought: "kafka" })).toContain("No word matches “kafka”.");
});

it("marks the one that was asked", () => {
	expect(markup({ asked: "dup" }).match(/data-asked="true"/g)).toHaveLength(1);
});
