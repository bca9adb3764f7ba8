import { expect, test } from "vitest";
import { type EntryRequest, wayOf } from "./entering.ts";

const MQTT: EntryRequest = { path: "/mqtt", protocols: ["mqtt"], origin: null, host: "here:8080", source: null };
const PAGE: EntryRequest = { path: "/r/demo/watch", protocols: [], origin: "http://here:8080", host: "here:8080", source: null };

test.each<[path: string, way: object]>([
	["/mqtt", { to: "mqtt", room: "lobby", origin: { kind: "guest", transport: "websocket" } }],
	["/r/Demo/mqtt", { to: "mqtt", room: "demo", origin: { kind: "guest", transport: "websocket" } }],
	["/r/demo/mqtt?page=p-1", { to: "mqtt", room: "demo", origin: { kind: "lab", page: "p-1" } }],
	["/r/~p-1/mqtt?page=p-1", { to: "mqtt", room: "~p-1", origin: { kind: "lab", page: "p-1" } }],
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
	["without the subprotocol mqtt", { ...MQTT, protocols: ["mqttv5", "foo"] }, 400, "MQTT-6.0.0-3"],
	["with no subprotocol", { ...MQTT, protocols: [] }, 400, "MQTT-6.0.0-3"],
	["from a page without a sound name", { ...MQTT, path: "/mqtt?page=a%20b" }, 400, "?page="],
	["to a room that cannot be", { ...MQTT, path: "/r/a_b/mqtt" }, 404, "room name"],
	["to something in a room that is not there", { ...PAGE, path: "/r/demo/elsewhere" }, 404, "/r/demo"],
	["from a page of another origin", { ...PAGE, origin: "http://elsewhere.example" }, 403, "another origin"],
	["from a page of an opaque origin", { ...PAGE, origin: "null" }, 403, "another origin"],
	["from a page, by a request that names no host", { ...PAGE, host: null }, 403, "another origin"],
])("a request %s is refused with a sentence", (_, asked, status, mentions) => {
	expect(wayOf(asked)).toEqual({ to: "nowhere", status, says: expect.stringContaining(mentions) });
});

test("a page is of this origin however its host is spelt, and what is not a page needs none", () => {
	expect(wayOf({ ...PAGE, host: "HERE:8080" }).to).toBe("watch");
	expect(wayOf({ ...PAGE, origin: null, host: null }).to).toBe("watch");
});

test.each(["/", "/elsewhere", "/healthz", "/r/demo"])("%s may be somebody else's", (path) => {
	expect(wayOf({ ...PAGE, path })).toEqual({ to: "elsewhere", status: 404, says: expect.stringContaining("No WebSocket") });
});
