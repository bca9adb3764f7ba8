import { expect, test } from "vitest";
import { FIRST_SETTINGS, PRESETS } from "#contract/presets.ts";
import { FIRST_FLAGS, HELP, parseFlags } from "./flags.ts";

test("nothing given: the page on 8080, MQTT on 1883, this machine only", () => {
	expect(parseFlags([], {})).toEqual({ asks: "run", flags: FIRST_FLAGS });
	expect(FIRST_FLAGS).toEqual({
		host: "127.0.0.1",
		port: 8080,
		mqttPort: 1883,
		boundPorts: [],
		byName: "open",
		names: [],
		origins: [],
		settings: FIRST_SETTINGS,
		workshop: false,
		password: null,
	});
});

test("a workshop listens on the whole network, unless an address is given", () => {
	expect(parseFlags(["--workshop"], {})).toMatchObject({ flags: { workshop: true, host: "0.0.0.0", password: null } });
	expect(parseFlags(["--workshop", "--host", "10.0.0.7"], {})).toMatchObject({ flags: { host: "10.0.0.7" } });
	expect(parseFlags(["--workshop"], { HOST: "10.0.0.8" })).toMatchObject({ flags: { host: "10.0.0.8" } });
});

test("a password comes from the flag or its variable, and is never empty", () => {
	expect(parseFlags(["--password", "chalk"], { PASSWORD: "board" })).toMatchObject({ flags: { password: "chalk", workshop: false } });
	expect(parseFlags([], { PASSWORD: "board" })).toMatchObject({ flags: { password: "board" } });
	expect(parseFlags(["--password", ""], {})).toMatchObject({ asks: "nonsense" });
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
	[["--mqtt-port", "1884=kitchen", "--mqtt-port", "1884=attic"], "two doors"],
	[["--mqtt-port", "1884=kitchen", "--port", "1884"], "cannot share"],
	[["--mqtt-port", "1884", "--mqtt-port", "1885"], "one port without a room"],
	[["--mqtt-port", "1884=my_room"], "room name"],
	[["--mqtt-port", "=kitchen"], "before the ="],
	[["--mqtt-port", "off=kitchen"], "before the ="],
	[["--mqtt-port", "1884=kitchen=attic"], "name of a room after the ="],
	[["--rooms", "closed"], "open or known"],
	[["--origin", "tutorial.example"], "an origin such as"],
	[["--origin", "https://tutorial.example/page"], "an origin such as"],
	[["--name", "lab.example:8080"], "without a port"],
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

test("ports can belong to rooms, pages and names can be let in, by flags that may be repeated or by variables with commas", () => {
	const doors = {
		mqttPort: 1885,
		boundPorts: [
			{ port: 1884, room: "kitchen" },
			{ port: 0, room: "attic" },
		],
		byName: "known",
		origins: ["https://tutorial.example", "null"],
		names: ["lab.example", "lab"],
	};
	const args = ["--mqtt-port=1884=Kitchen", "--mqtt-port", "1885", "--mqtt-port", "0=attic", "--rooms", "known"];
	const named = ["--origin", "https://tutorial.example/", "--origin=null", "--name", "lab.example", "--name", "lab"];
	expect(parseFlags([...args, ...named], {})).toMatchObject({ flags: doors });
	const env = {
		MQTT_PORT: "1884=kitchen, 1885,0=attic",
		ROOMS: "known",
		ORIGIN: "https://tutorial.example,null",
		HOST_NAME: "lab.example,lab",
	};
	expect(parseFlags([], env)).toMatchObject({ flags: doors });
	expect(parseFlags(["--mqtt-port", "1884=kitchen"], {})).toMatchObject({ flags: { mqttPort: 1883, boundPorts: [{ port: 1884 }] } });
	expect(parseFlags(["--mqtt-port", "off"], env)).toMatchObject({ flags: { mqttPort: null, boundPorts: [], byName: "known" } });
	for (const flag of ["--mqtt-port <n>=<room>", "--rooms", "--origin", "--name"]) expect(HELP).toContain(flag);
});

test("help and version are asked for by name", () => {
	expect(parseFlags(["--help"], {})).toEqual({ asks: "help" });
	expect(parseFlags(["--version"], {})).toEqual({ asks: "version" });
});
