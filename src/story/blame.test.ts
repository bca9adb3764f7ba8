import { expect, test } from "vitest";
import { CloseReason } from "#contract/reasons.ts";
import { leftStart, leftText } from "./leaving.ts";
import { asClause } from "./phrases.ts";

test("only one way to leave is told as a breach of the protocol", () => {
	const blamed = CloseReason.options.filter((reason) => /broke the protocol/.test(leftText(reason, "sub")));
	expect(blamed).toEqual(["protocol-error"]);
});

test("nobody is called silent whose wire is: what is said is what the broker heard", () => {
	expect(leftText("keep-alive", "sub")).toBe("no whole packet of sub reached the broker for 1.5 times its keep alive");
});

test("a client keeps its name at the beginning of a sentence, and a clause without it gets a capital", () => {
	expect(CloseReason.options.map((reason) => leftStart(reason, "no"))).toEqual(
		expect.arrayContaining([
			"no sent DISCONNECT",
			"No whole packet of no reached the broker for 1.5 times its keep alive",
			"The broker ended no’s connection through a fault of its own",
		]),
	);
});

test("a sentence that begins with “A” goes on as a clause, and a word in capitals stays", () => {
	expect(asClause("A topic or filter here has at most 100 levels.")).toBe("a topic or filter here has at most 100 levels");
	expect(asClause("A second CONNECT.")).toBe("a second CONNECT");
	expect(asClause("PUBREC #7 for m1 is sound.")).toBe("PUBREC #7 for m1 is sound");
	expect(["QoS 0.", "Aedes keeps $SYS/ for itself.", "WebSocket frames."].map(asClause)).toEqual([
		"QoS 0",
		"Aedes keeps $SYS/ for itself",
		"WebSocket frames",
	]);
});
