import { expect, test } from "vitest";
import { cardSheets, cardText } from "./card-sheets.ts";

test("cards stand ten to a sheet, in the order of the seats", () => {
	const sheets = cardSheets(Array.from({ length: 25 }, (_, at) => `card ${at + 1}`));
	expect(sheets.map(({ length }) => length)).toEqual([10, 10, 5]);
	expect(sheets[2]?.[0]).toEqual({ seat: 21, card: "card 21" });
	expect(cardSheets([])).toEqual([]);
});

test("a card's code leads to the room, with the card where no server sees it", () => {
	const url = new URL(cardText("http://192.168.43.7:3000", "k7q2", "abc"));
	expect([url.pathname, url.hash]).toEqual(["/r/K7Q2", "#card=abc"]);
});
