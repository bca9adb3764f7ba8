import { type Instead, type Replacement, within } from "./instead.ts";

/** What a page gets instead of Node's own modules. */
const BUFFER: Instead = { file: "buffer/index.js" };
const EVENTS: Instead = { file: "events/events.js" };
const STREAMS: Instead = { file: "readable-stream/lib/stream.js" };
const PROCESS: Instead = { file: "process/browser.js" };
const CRYPTO: Instead = { name: "crypto", code: "export const randomUUID = () => globalThis.crypto.randomUUID();" };
/** The part of util that Aedes and qlobber ask for: inherits as Node has had it since 5.0, and promisify. */
const UTIL: Instead = {
	name: "util",
	code: `function inherits(child, parent) {
			Object.defineProperty(child, "super_", { value: parent, writable: true, configurable: true });
			Object.setPrototypeOf(child.prototype, parent.prototype);
		}
		const promisify = (call) => function (...given) {
			return new Promise((settle, fail) => call.call(this, ...given, (fault, value) => (fault ? fail(fault) : settle(value))));
		};
		module.exports = { inherits, promisify };`,
};
const ASSERT: Instead = {
	name: "assert",
	code: "module.exports = (holds, says) => { if (!holds) throw new Error(says ?? 'an assertion does not hold'); };",
};
/** For a module that is looked up and not used. */
const ABSENT: Instead = { name: "absent", code: "module.exports = {};" };

/** What Aedes, mqtt.js and the engine ask of Node, in a page that holds a whole room. */
export const BROKER_REPLACEMENTS: readonly Replacement[] = [
	...within("src/engine/", { "node:buffer": BUFFER, "node:stream": STREAMS }),
	...within("src/lab/", { mqtt: { file: "mqtt/index" } }),
	...within("src/lab/node-globals.ts", { process: PROCESS }),
	...within("aedes/", { "node:crypto": CRYPTO, "node:events": EVENTS, "node:util": UTIL, util: UTIL, stream: STREAMS }),
	...within("aedes-persistence/", { "node:stream": STREAMS, "node:events": EVENTS }),
	...within("mqemitter/", { assert: ASSERT }),
	...within("qlobber/aedes/qlobber-sub.js", { util: UTIL }),
	...within("qlobber/lib/", { util: UTIL, stream: STREAMS }),
	...within("readable-stream/lib/", { buffer: BUFFER, events: EVENTS }),
	...within("mqtt-packet/", { buffer: BUFFER, events: EVENTS }),
	...within("bl/", { buffer: BUFFER }),
	...within("mqtt/build/", { buffer: BUFFER, events: EVENTS }),
	...within("mqtt/build/lib/connect/index.js", { url: ABSENT, "./tcp": ABSENT, "./tls": ABSENT, "./wx": ABSENT, "./ali": ABSENT }),
	...within("mqtt/build/lib/connect/ws.js", { ws: ABSENT }),
];
