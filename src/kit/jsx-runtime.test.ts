import { Fragment, isValidElement, type ReactElement } from "react";
import { expect, test } from "vitest";
import { jsx, jsxs } from "./jsx-runtime.ts";

const TURNED = "evil\u202Edrawkcab";
const DRAWN = "evil\\u{202E}drawkcab";
const propsOf = (element: ReactElement) => element.props as Record<string, unknown>;

test("every text that an element of the page shows, and every name that it is read by, is legible", () => {
	const drawn = propsOf(jsxs("p", { children: [TURNED, " has ", [TURNED, 3]], title: TURNED, "aria-label": TURNED }));
	expect(drawn).toEqual({ children: [DRAWN, " has ", [DRAWN, 3]], title: DRAWN, "aria-label": DRAWN });
	expect(propsOf(jsx(Fragment, { children: TURNED })).children).toBe(DRAWN);
});

test("line feed and tab are drawn where a text was bytes, and left to prose and programs", () => {
	expect(propsOf(jsx("code", { children: "a\n\tb" })).children).toBe("a\\n\\tb");
	expect(propsOf(jsx("span", { className: "wire", children: "a\nb" })).children).toBe("a\\nb");
	expect(propsOf(jsx("pre", { children: "a\n\tb" })).children).toBe("a\n\tb");
});

test("what is handed to a component is handed on as it is: a client is found by its true name", () => {
	const Card = () => null;
	const inner = jsx("b", { children: "x" });
	const element = jsx(Card, { title: TURNED, children: TURNED });
	expect(isValidElement(element) && propsOf(element)).toEqual({ title: TURNED, children: TURNED });
	expect(propsOf(jsx("p", { children: inner })).children).toBe(inner);
});
