import type { Plugin } from "vite";
import { inAPage } from "./in-a-page.ts";
import { CUTS, REPLACEMENTS } from "./instead.ts";

/**
 * mqtt.js ships a bundle for browsers, 105 KB gzip, with every polyfill in it. From its own modules, with the few that a WebSocket client
 * of MQTT 3.1.1 needs, mqtt.js is 30 KB.
 */
export function mqttInAPage(): Plugin {
	return inAPage({ name: "slow-wire-mqtt-in-a-page", table: "scripts/vite/instead.ts", replacements: REPLACEMENTS, cuts: CUTS });
}
