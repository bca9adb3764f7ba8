import { expect, test } from "vitest";
import { type EntryRequest, wayOf as wayIn } from "./entering.ts";
import { openOwnNames } from "./own-names.ts";

const MQTT: EntryRequest = { path: "/mqtt", protocols: ["mqtt"], origin: null, host: "here:8080", source: null };
const PAGE: EntryRequest = { path: "/r/demo/watch", protocols: [], origin: "http://here:8080", host: "here:8080", source: null };

const own = openOwnNames({ names: ["here", "Lab.Local"], origins: ["https://tutorial.example/"] });
const wayOf = (asked: EntryRequest) => wayIn(asked, own);

test.each<[path: string, way: object]>([
	["/mqtt", { to: "mqtt", ticket: null, room: "lobby", origin: { kind: "guest", transport: "websocket" } }],
	["/r/Demo/mqtt", { to: "mqtt", ticket: null, room: "demo", origin: { kind: "guest", transport: "websocket" } }],
	["/r/demo/mqtt?page=p-1", { to: "mqtt", ticket: null, room: "demo", origin: { kind: "lab", page: "p-1" } }],
	["/r/~p-1/mqtt?page=p-1", { to: "mqtt", ticket: null, room: "~p-1", origin: { kind: "lab", page: "p-1" } }],
])("MQTT at %s has a way in", (path, way) => {
	expect(wayOf({ ...MQTT, path })).toEqual(way);
});

test.each([
	["/r/demo/watch", null],
	["/r/demo/watch?after=7&epoch=e%201", { epoch: "e 1", after: 7 }],
	["/r/demo/watch?after=7", null],
	["/r/demo/watch?after=-7&epoch=e", null],
])("a page at %s says what it has already", (path, resume) => {
	expect(wayOf({ ...PAGE, path })).toEqual({ to: "watch", room: "demo", resume });
});

test.each([
	[
		"without the subprotocol mqtt",
		{ ...MQTT, protocols: ["mqttv5", "foo"] },
		400,
		"MQTT-6.0.0-3",
		{ why: "subprotocol", says: "WebSocket subprotocol “mqttv5”, one of 3 characters, not “mqtt”" },
	],
	[
		"with no subprotocol",
		{ ...MQTT, protocols: [] },
		400,
		"MQTT-6.0.0-3",
		{ why: "subprotocol", says: "A WebSocket without a subprotocol" },
	],
	["from a page without a sound name", { ...MQTT, path: "/mqtt?page=a%20b" }, 400, "?page="],
	["to a room that cannot be", { ...MQTT, path: "/r/a_b/mqtt" }, 404, "room name"],
	["to something in a room that is not there", { ...PAGE, path: "/r/demo/elsewhere" }, 404, "/r/demo"],
	["from a page of another origin", { ...PAGE, origin: "http://elsewhere.example" }, 403, "another origin", { why: "foreign-page" }],
	["of MQTT from a page of another origin", { ...MQTT, origin: "http://evil.example" }, 403, "another origin", { why: "foreign-page" }],
	[
		"to a name that is made to resolve to this host",
		{ ...PAGE, origin: "http://evil.example", host: "evil.example" },
		421,
		"evil.example",
		{ why: "foreign-name" },
	],
	[
		"of MQTT to such a name",
		{ ...MQTT, origin: "http://evil.example:1", host: "evil.example:1" },
		421,
		"evil.example",
		{ why: "foreign-name" },
	],
	["to something that is not a name", { ...MQTT, host: "a b" }, 421, "one of 3 characters", { why: "foreign-name" }],
	["from a page of an opaque origin", { ...PAGE, origin: "null" }, 403, "--origin null", { why: "foreign-page" }],
	["from a page, by a request that names no host", { ...PAGE, host: null }, 403, "another origin", { why: "foreign-page" }],
])("a request %s is refused with a sentence, and where it names a room, the room is told", (_, asked, status, mentions, said?: object) => {
	const told = said === undefined ? {} : { told: { room: expect.stringMatching(/^(lobby|demo)$/), said: expect.objectContaining(said) } };
	expect(wayOf(asked)).toEqual({ to: "nowhere", status, says: expect.stringContaining(mentions), ...told });
});

test("a page is of this origin however its host is spelt, and what is not a page needs none", () => {
	expect(wayOf({ ...PAGE, host: "HERE:8080" }).to).toBe("watch");
	expect(wayOf({ ...PAGE, origin: null, host: null }).to).toBe("watch");
});

test.each([
	["localhost:8080", "http://localhost:8080"],
	["127.0.0.1", "http://127.0.0.1"],
	["[::1]:8080", "http://[::1]:8080"],
	["192.168.7.9:8080", "http://192.168.7.9:8080"],
	["play.localhost", "http://play.localhost"],
	["lab.local.:8080", "http://lab.local.:8080"],
	["LAB.local", "https://tutorial.example"],
	["here:1", null],
])("a request to %s from a page of %s is welcome at both sockets", (host, origin) => {
	expect([wayOf({ ...PAGE, host, origin }).to, wayOf({ ...MQTT, host, origin }).to]).toEqual(["watch", "mqtt"]);
});

test.each(["/", "/elsewhere", "/healthz", "/r/demo"])("%s may be somebody else's", (path) => {
	expect(wayOf({ ...PAGE, path })).toEqual({ to: "elsewhere", status: 404, says: expect.stringContaining("No WebSocket") });
});
