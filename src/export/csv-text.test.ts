import { describe, expect, it } from "vitest";
import { csvText, quoted } from "./csv-text.ts";

describe("a text for spreadsheets", () => {
	it("quotes what would break a row, and keeps a spreadsheet from computing", () => {
		expect(quoted('a "b", c')).toBe('"a ""b"", c"');
		expect(quoted("two\nlines")).toBe('"two\nlines"');
		expect(["=1+1", "+1", "-1", "@A1", "\tx"].map(quoted)).toEqual(["'=1+1", "'+1", "'-1", "'@A1", "'\tx"]);
		expect(quoted("\r=1")).toBe("\"'\r'=1\"");
		expect(["a;=1+1", "a;b;@x;", "a\t-1"].map(quoted)).toEqual(["a;'=1+1", "a;b;'@x;", "a\t'-1"]);
		expect(quoted("a\n=1+1\r\n+2")).toBe("\"a\n'=1+1\r\n'+2\"");
		expect(quoted("a=1;b-2")).toBe("a=1;b-2");
		expect(quoted("plain")).toBe("plain");
	});

	it("ends every row with CRLF", () => {
		expect(csvText([["a", "b"], ["c"]])).toBe("a,b\r\nc\r\n");
		expect(csvText([])).toBe("");
	});
});
