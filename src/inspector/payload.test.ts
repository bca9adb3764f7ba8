import { expect, it } from "vitest";
import { formsOf, payloadAs } from "./payload.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

it("JSON is offered only where it parses, and is drawn with a line for each value", () => {
	expect(formsOf(bytes('{"t":21.5}'), false)).toEqual(["json", "text", "hex"]);
	expect(payloadAs("json", bytes('{"t":21.5}'), false)).toBe('{\n  "t": 21.5\n}');
	expect(formsOf(bytes('{"t":21.5'), false)).toEqual(["text", "hex"]);
	expect(formsOf(bytes("21.5"), false)).toEqual(["text", "hex"]);
	expect(formsOf(bytes('{"t":21.5}'), true)).toEqual(["text", "hex"]);
});

it("bytes that are not UTF-8 are hex", () => {
	const image = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, ...Array.from({ length: 14 }, (_, index) => index)]);
	expect(formsOf(image, false)).toEqual(["hex"]);
	expect(payloadAs("hex", image, false)).toBe("0000  ff d8 ff e0 00 01 02 03 04 05 06 07 08 09 0a 0b\n0010  0c 0d");
});

it("controls in a text are drawn, and a character that is cut off at the end is left out", () => {
	expect(payloadAs("text", bytes("a\u0000b\u202Ec"), false)).toBe("a\\u{0}b\\u{202E}c");
	expect(formsOf(bytes("grün").subarray(0, 3), true)).toEqual(["text", "hex"]);
	expect(payloadAs("text", bytes("grün").subarray(0, 3), true)).toBe("gr");
});
