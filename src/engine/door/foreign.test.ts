import fc from "fast-check";
import { expect, test } from "vitest";
import { isHostName, isOrigin } from "#contract/host-names.ts";
import { foreignName, foreignPage } from "./door-words.ts";

const odd = fc.oneof(
	fc.string({ unit: "binary", maxLength: 400 }),
	fc.constantFrom(
		"",
		"null",
		"[::1].evil.example:80",
		"localhost..",
		"a_b:8080",
		"https://tutorial.example",
		"chrome-extension://abc",
		"x".repeat(12_000),
	),
	fc.webUrl(),
	fc.domain(),
);

test("whatever a request calls itself or the host, the advice is short, and names a flag only with what that flag takes", () => {
	fc.assert(
		fc.property(odd, (text) => {
			for (const { says, advice } of [foreignPage(text), foreignName(text)]) {
				expect(says.length + advice.length).toBeLessThan(500);
				const [, flag, value] = /--(name|origin) (.*?)(?: to let it in)?\.$/s.exec(advice) ?? [];
				if (flag === "name") expect(isHostName(value ?? "")).toBe(true);
				if (flag === "origin") expect(isOrigin(value ?? "")).toBe(true);
			}
		}),
	);
	expect(foreignName("my_pi.lan:8080").advice).toContain("--name my_pi.lan.");
	expect(foreignPage("https://tutorial.example").advice).toContain("--origin https://tutorial.example to");
});
