import { expect, test } from "vitest";
import { FIRST_SETTINGS, PRESETS } from "#contract/presets.ts";
import { HELP, parseFlags } from "./flags.ts";

test("nothing given: the page on 8080, MQTT on 1883, this machine only", () => {
	expect(parseFlags([], {})).toEqual({ asks: "run", flags: { host: "127.0.0.1", port: 8080, mqttPort: 1883, settings: FIRST_SETTINGS } });
});

test("a flag wins over its environment variable", () => {
	const env = { PORT: "1", MQTT_PORT: "2", HOST: "0.0.0.0" };
	expect(parseFlags([], env)).toMatchObject({ asks: "run", flags: { host: "0.0.0.0", port: 1, mqttPort: 2 } });
	expect(parseFlags(["--port", "3", "--mqtt-port=off", "--host", "::1"], env)).toMatchObject({
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
	[["--preset", "vernemq"], "mosquitto-1.6, mosquitto-2.0, emqx, hivemq or aedes"],
	[["--max-queued-messages", "5001"], "0 (no limit) to 5000"],
	[["--max-queued-messages=-1"], "--max-queued-messages"],
	[["--queue-full", "both"], "newest or oldest"],
	[["--queue-qos0-messages", "yes"], "true or false"],
	[["--max-inflight-messages", "65536"], "65535"],
	[["--persistent-client-expiration", "2"], "such as 2h"],
	[["--retain-available", ""], "true or false"],
	[["--persistence"], "--persistence"],
])("%j is refused in one sentence", (args, mentions) => {
	const asked = parseFlags(args, {});
	if (asked.asks !== "nonsense") throw new Error(`taken for ${asked.asks}`);
	expect(asked.says).toContain(mentions);
	expect(asked.says).not.toContain("\n");
});

const settingsFor = (args: readonly string[], env = {}) => {
	const asked = parseFlags(args, env);
	return asked.asks === "run" ? asked.flags.settings : asked;
};

test("new rooms start with the settings of a preset, and a single flag wins over it", () => {
	for (const name of ["mosquitto-1.6", "mosquitto-2.0", "emqx", "hivemq", "aedes"] as const) {
		expect(settingsFor(["--preset", name])).toEqual(PRESETS[name].settings);
	}
	expect(settingsFor(["--preset", "emqx", "--max-queued-messages", "4", "--queue-full=newest"])).toEqual({
		...PRESETS.emqx.settings,
		maxQueuedMessages: 4,
		queueFull: "drop-newest",
	});
	expect(settingsFor(["--queue-full", "oldest"], { PRESET: "mosquitto-1.6", PERSISTENCE: "true", QUEUE_FULL: "newest" })).toEqual({
		...PRESETS["mosquitto-1.6"].settings,
		queueFull: "drop-oldest",
		persistence: true,
	});
});

test("every setting has a flag and a variable", () => {
	const env = {
		MAX_QUEUED_MESSAGES: "0",
		QUEUE_FULL: "oldest",
		QUEUE_QOS0_MESSAGES: "true",
		MAX_INFLIGHT_MESSAGES: "1",
		PERSISTENT_CLIENT_EXPIRATION: "2h",
		RETAIN_AVAILABLE: "false",
		PERSISTENCE: "true",
	};
	const all = {
		maxQueuedMessages: 0,
		queueFull: "drop-oldest",
		queueQos0Messages: true,
		maxInflightMessages: 1,
		persistentClientExpiration: 7_200,
		retainAvailable: false,
		persistence: true,
		broker: "decided",
	};
	expect(settingsFor([], env)).toEqual(all);
	const args = Object.entries(env).map(([name, value]) => `--${name.toLowerCase().replaceAll("_", "-")}=${value}`);
	expect(settingsFor(args)).toEqual(all);
	for (const name of Object.keys(env)) expect(HELP).toContain(`--${name.toLowerCase().replaceAll("_", "-")}`);
});

test("help and version are asked for by name", () => {
	expect(parseFlags(["--help"], {})).toEqual({ asks: "help" });
	expect(parseFlags(["--version"], {})).toEqual({ asks: "version" });
});
