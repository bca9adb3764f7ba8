import { describe, expect, it } from "vitest";
import { sayStep } from "#script/say-step.ts";
import type { ScriptedStep } from "#script/step.ts";
import { asCode, type Language } from "./code.ts";

const LANGUAGES: readonly Language[] = ["python", "javascript", "shell"];
const TARGET = { host: "broker.example", port: 1883, userName: null, waitSeconds: 1 };
const STEPS: readonly ScriptedStep[] = [
	{ do: "connect", client: "sub-1", cleanSession: false },
	{ do: "subscribe", client: "sub-1", filter: "a", qos: 1 },
	{ do: "connect", client: "pub-1" },
];

function code(steps: readonly ScriptedStep[], language: Language, userName: string | null = null) {
	const lines = steps.map((step) => ({ says: sayStep(step), step }));
	return asCode(lines, { ...TARGET, userName }, language, "Test 9");
}

const publish = { do: "publish", client: "pub-1", topic: "a", payload: "1", qos: 1, retain: false, times: 1 } as const;

describe.each(LANGUAGES)("a script as %s", (language) => {
	it("says each step in a comment of its own", () => {
		const { text } = code([...STEPS, publish], language);
		for (const step of [...STEPS, publish]) expect(text).toContain(sayStep(step));
	});

	it("names the room as its user only where there is one", () => {
		expect(code(STEPS, language, "k7q4").text).toContain("k7q4");
		expect(code(STEPS, language).text).not.toContain("The user name is the room");
	});

	it("names what it cannot do, once, in a comment and in a remark", () => {
		const steps: ScriptedStep[] = [...STEPS, { do: "pause" }, { do: "step" }, { do: "resume" }, { do: "restart" }];
		const { text, remarks, faithful } = code(steps, language);
		const about = remarks.filter((remark) => remark.includes("hold packets on the wire"));
		expect(about).toHaveLength(1);
		expect(text.split(about[0] ?? "?")).toHaveLength(4);
		expect(remarks.some((remark) => remark.includes("restarts a broker"))).toBe(true);
		expect(faithful).toBe(false);
	});

	it("says how the broker is to be set, by the names that Mosquitto has for it", () => {
		const { remarks } = code([{ do: "settings", settings: { maxQueuedMessages: 2, persistentClientExpiration: null } }], language);
		expect(remarks).toEqual([
			"A client cannot set its broker: set max_queued_messages = 2, persistent_client_expiration = never there by hand, where the comment stands.",
		]);
	});

	it("waits for a silent client to be given up, and not for one that never is", () => {
		const silent = (keepAlive: number): ScriptedStep[] => [
			{ do: "connect", client: "sub-1", keepAlive },
			{ do: "silence", client: "sub-1" },
			{ do: "await", client: "sub-1", until: "offline" },
		];
		expect(code(silent(10), language).text).toMatch(/^(?:await rest\(20000\);|time\.sleep\(20\)|sleep 20)$/m);
		expect(code(silent(0), language).remarks.some((remark) => remark.includes("never gives up"))).toBe(true);
	});

	it("begins without what an earlier run has left", () => {
		const { text } = code([...STEPS, { ...publish, retain: true }], language);
		expect(text).toMatch(/^(?:await begin\(\["sub-1"\], \["a"\]\);|begin\(\["sub-1"\], \["a"\]\)|begin 'sub-1')$/m);
	});
});

describe("a script as shell", () => {
	it("asks for a subscription at CONNECT where it follows at once", () => {
		const { text, remarks } = code(STEPS, "shell");
		expect(text).toContain("come 1 'sub-1' -c -k 65535 -t 'a' -q 1 -F");
		expect(remarks.some((remark) => remark.includes("leaves and comes back"))).toBe(false);
	});

	it("lets a client come back for a later one, and says so", () => {
		const { text, remarks, faithful } = code([...STEPS, publish, { do: "subscribe", client: "sub-1", filter: "b", qos: 2 }], "shell");
		expect(text).toContain("leave 1\ncome 1 'sub-1' -c -k 65535 -t 'b' -q 2 -F");
		expect(remarks.some((remark) => remark.includes("sub-1 leaves and comes back"))).toBe(true);
		expect(faithful).toBe(true);
	});

	it("publishes under another client id where mosquitto_sub holds the connection, and says so", () => {
		const { text, remarks } = code([...STEPS, { ...publish, client: "sub-1" }], "shell");
		expect(text).toContain("pub -i 'sub-1-pub' -q 1 -t 'a' -m '1'");
		expect(remarks.some((remark) => remark.includes("sub-1-pub"))).toBe(true);
	});

	it("says that it cannot break the protocol, nor publish to a filter", () => {
		const { remarks, faithful } = code([...STEPS, { ...publish, topic: "a/#" }, { do: "violate", client: "pub-1" }], "shell");
		expect(remarks.some((remark) => remark.includes("break the protocol"))).toBe(true);
		expect(remarks.some((remark) => remark.includes("with a wildcard"))).toBe(true);
		expect(faithful).toBe(false);
	});
});

it("does not wait for an acknowledgement that the Lab does not wait for", () => {
	const lines = [...STEPS, publish].map((step) => ({
		says: sayStep(step),
		step,
		...(step === publish ? { goesOn: "sent" as const } : {}),
	}));
	expect(asCode(lines, TARGET, "javascript", "t").text).toMatch(/^send\("pub-1"/m);
	expect(asCode(lines, TARGET, "python", "t").text).toMatch(/^send\("pub-1"/m);
	expect(asCode(lines, TARGET, "shell", "t").faithful).toBe(false);
});
