import { expect, test } from "vitest";
import { parseFlags } from "./flags.ts";

test("nothing given: the page on 8080, MQTT on 1883, this machine only", () => {
	expect(parseFlags([], {})).toEqual({ asks: "run", flags: { host: "127.0.0.1", port: 8080, mqttPort: 1883 } });
});

test("a flag wins over its environment variable", () => {
	const env = { PORT: "1", MQTT_PORT: "2", HOST: "0.0.0.0" };
	expect(parseFlags([], env)).toEqual({ asks: "run", flags: { host: "0.0.0.0", port: 1, mqttPort: 2 } });
	expect(parseFlags(["--port", "3", "--mqtt-port=off", "--host", "::1"], env)).toEqual({
		asks: "run",
		flags: { host: "::1", port: 3, mqttPort: null },
	});
});

test("port 0 is any free port, and two of them do not collide", () => {
	expect(parseFlags(["--port", "0", "--mqtt-port", "0"], {})).toMatchObject({ asks: "run", flags: { port: 0, mqttPort: 0 } });
});

test("an empty environment variable is as good as none", () => {
	expect(parseFlags([], { PORT: "", MQTT_PORT: "", HOST: "" })).toMatchObject({ flags: { port: 8080 } });
});

test.each([
	[["--port", "http"], "--port"],
	[["--port", "65536"], "65535"],
	[["--port=-1"], "--port"],
	[["--port="], "--port"],
	[["--mqtt-port", "on"], "off"],
	[["--host", "a b"], "--host"],
	[["--host", ""], "--host"],
	[["--prot", "1"], "--prot"],
	[["8080"], "8080"],
	[["--port"], "--port"],
	[["--port", "1883"], "cannot share"],
])("%j is refused in one sentence", (args, mentions) => {
	const asked = parseFlags(args, {});
	if (asked.asks !== "nonsense") throw new Error(`taken for ${asked.asks}`);
	expect(asked.says).toContain(mentions);
	expect(asked.says).not.toContain("\n");
});

test("help and version are asked for by name", () => {
	expect(parseFlags(["--help"], {})).toEqual({ asks: "help" });
	expect(parseFlags(["--version"], {})).toEqual({ asks: "version" });
});
