import { expect, it } from "vitest";
import { roomCode } from "./room-code.ts";
import { parseRoomName } from "./room-name.ts";

it("makes codes of four letters that are not mistaken for each other", () => {
	for (let n = 0; n < 200; n++) {
		const code = roomCode((into) => crypto.getRandomValues(into));
		expect(code).toMatch(/^[A-Z0-9]{4}$/);
		expect(code).not.toMatch(/[01258BILOSZ]/);
		expect(parseRoomName(code)).toBe(code.toLowerCase());
	}
});

it("passes over chance that would favour some letters", () => {
	const bytes = [255, 254, 0, 1, 2, 3];
	expect(roomCode((into) => into.map((_, at) => bytes[at] ?? 255))).toBe("3467");
});
