import { expect, test } from "vitest";
import { openOwnNames } from "./own-names.ts";
import { portRules } from "./port-rules.ts";

const OWN = openOwnNames({ names: ["lab.local"], origins: [] });
const RULES = portRules(null, { rooms: { knows: () => false }, byName: "open", own: OWN, webPort: () => 8080 });

test.each([
	["localhost:1883", "ws://localhost:8080/mqtt"],
	["127.0.0.1", "ws://127.0.0.1:8080/mqtt"],
	["[::1]:1883", "ws://[::1]:8080/mqtt"],
	["LAB.local", "ws://LAB.local:8080/mqtt"],
	["evil.example", "port 8080, path /mqtt"],
	["lab.local.evil.example", "port 8080, path /mqtt"],
	["localhost.evil.example", "port 8080, path /mqtt"],
	["6.6.6.6:1883", "port 8080, path /mqtt"],
	["[2001:db8::6]", "port 8080, path /mqtt"],
])("a client that calls this host %s reads of an address only if that leads here: %s", (host, address) => {
	expect(RULES.webSocketAt("lobby", `GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`)).toBe(address);
});
