import { expect, test } from "vitest";
import { CONNECTED, client, OFFLINE, session } from "#script/testkit/sample.ts";
import { cardForm, clientIndex, foldAway, placeClients, sessionForm, sessionOrder } from "./sides.ts";

const guest = (clientId: string, subscribes: boolean, online = true) =>
	client(clientId, online ? CONNECTED : OFFLINE, { origin: { kind: "guest", transport: "tcp" }, subscribes });
const own = { "pub-1": { setup: { side: "publisher" as const } }, "sub-1": { setup: { side: "subscriber" as const } } };

test("own clients stand where their card says; a guest that subscribes stands right, another left", () => {
	const sides = placeClients(own, { clients: { esp32: guest("esp32", false), phone: guest("phone", true) }, sessions: {} });
	expect(sides).toEqual({ publisher: ["pub-1", "esp32"], subscriber: ["sub-1", "phone"] });
});

test("a guest that left stays only as long as its session does", () => {
	const gone = guest("esp32", true, false);
	expect(placeClients({}, { clients: { esp32: gone }, sessions: {} }).subscriber).toEqual([]);
	expect(placeClients({}, { clients: { esp32: gone }, sessions: { esp32: session("esp32") } }).subscriber).toEqual(["esp32"]);
});

test("number keys count publishers first", () => {
	const sides = { publisher: ["p"], subscriber: ["s", "t"] };
	expect(clientIndex(sides, "p")).toBe(1);
	expect(clientIndex(sides, "t")).toBe(3);
	expect(clientIndex(sides, "nobody")).toBeNull();
});

test("cards shrink with their number and with the room", () => {
	expect(cardForm(1, 440)).toBe("full");
	expect(cardForm(2, 900)).toBe("full");
	expect(cardForm(2, 420)).toBe("compact");
	expect(cardForm(4, 820)).toBe("compact");
	expect(cardForm(5, 2_000)).toBe("row");
	expect(cardForm(5, 420)).toBe("row");
	expect(cardForm(9, 420)).toBe("line");
});

test("sessions stand in the order of their clients", () => {
	const sides = { publisher: ["p"], subscriber: ["a", "b"] };
	expect(sessionOrder(sides, { b: session("b"), p: session("p"), a: session("a") }, [])).toEqual(["p", "a", "b"]);
});

test("three sessions are boxes where they fit, four are lines", () => {
	expect([sessionForm(2, 1, 300), sessionForm(3, 1, 600), sessionForm(3, 1, 400), sessionForm(4, 0, 2_000)]).toEqual([
		"box",
		"box",
		"line",
		"line",
	]);
});

test("on a phone the sessions of clients that are not shown are folded away from four on; elsewhere all are shown", () => {
	const order = ["pub-1", "phone-1", "phone-2", "sub-1"];
	expect(foldAway(order, ["pub-1", "sub-1"])).toEqual({ near: ["pub-1", "sub-1"], others: 2 });
	expect(foldAway(order.slice(1), ["pub-1", "sub-1"])).toEqual({ near: order.slice(1), others: 0 });
	expect(foldAway(order, null)).toEqual({ near: order, others: 0 });
});
