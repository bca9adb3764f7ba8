import { it } from "vitest";
import { randomScript } from "./random-script.testkit.ts";
import { asCode } from "./code.ts";
it("counts", () => {
	console.log([1,2,3,4,5,6,7,8,9,10].map((n) => asCode(randomScript(n), { host: "1", port: 1, userName: null }, "shell", "x")).map((c) => [c.faithful, ...c.remarks.filter((r) => r.includes("other subscr"))]));
});
