import { fileURLToPath } from "node:url";

/** What replaces a module of a package: another file, or code of our own under a name of its own. CommonJS, because packages load it with require. */
export type Instead = { readonly file: string } | { readonly name: string; readonly code: string };

/** This module is replaced in the files of this importer, and nowhere else. */
export type Replacement = {
	/** A file or, with a slash at the end, a folder: for a package, the path below node_modules; for our own code, the path below the root. */
	readonly importer: string;
	/** The module's name as the importer writes it. */
	readonly module: string;
	readonly by: Instead;
};

/** In the files of this place (written like an importer), the text that matches is replaced. */
export type Cut = { readonly place: string; readonly what: RegExp; readonly by: string };

const PAGE_BUFFER = fileURLToPath(new URL("../../src/lab/page-buffer.ts", import.meta.url));
const BUFFER: Instead = { file: PAGE_BUFFER };
const PROCESS: Instead = { file: "process/browser.js" };
const EVENTS: Instead = { file: "events/events.js" };
/** For a module that is looked up and not used. */
const ABSENT: Instead = { name: "absent", code: "module.exports = {};" };
/** For a module that is never called; if it is called after all, its error says where it was left out. */
const NEVER: Instead = {
	name: "never",
	code: `function never() { throw new Error("left out of the page by scripts/vite/instead.ts"); }
		module.exports = new Proxy(never, { get: (_, name) => (name === "__esModule" ? undefined : never) });`,
};
/** For debug lines, which nobody reads in a page. */
const QUIET: Instead = { name: "quiet", code: "const quiet = () => () => {}; module.exports = quiet;" };
const STREAM = "readable-stream/lib/internal/streams";
/** Like readable-stream/lib/stream.js, but without operators, compose and promises. */
const STREAMS: Instead = {
	name: "streams",
	code: `const { Stream } = require("${STREAM}/legacy");
		const { Buffer } = require(${JSON.stringify(PAGE_BUFFER)});
		Stream._isUint8Array = (chunk) => chunk instanceof Uint8Array;
		Stream._uint8ArrayToBuffer = ({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength);
		module.exports = {
			Readable: require("${STREAM}/readable"),
			Writable: require("${STREAM}/writable"),
			Duplex: require("${STREAM}/duplex"),
			Transform: require("${STREAM}/transform"),
		};`,
};
const STREAM_UTIL: Instead = { name: "stream-util", code: "module.exports = { debuglog: () => () => {} };" };
/** With their codes, by which mqtt.js recognises them, and without their sentences, which nobody reads in a page. */
const STREAM_ERRORS: Instead = {
	name: "stream-errors",
	code: `const codes = new Proxy({}, { get: (_, code) => class extends Error { constructor() { super(code); this.code = code; } } });
		class AbortError extends Error { name = "AbortError"; code = "ABORT_ERR"; }
		module.exports = { codes, AbortError, aggregateTwoErrors: (inner, outer) => inner || outer };`,
};
/** What the Lab takes from mqtt.js, without the module that gathers everything. */
const MQTT: Instead = {
	name: "mqtt-connect",
	code: `module.exports = {
			connect: require("mqtt/lib/connect/index").default,
			Store: require("mqtt/lib/store").default,
		};`,
};
/** A copy, so that a topic alias of MQTT 5 does not change what is stored. Packets of 3.1.1 have no parts that could be shared. */
const SHALLOW: Instead = { name: "shallow", code: "module.exports = (packet) => ({ ...packet });" };
/** mqtt.js asks its package.json for the version, which nobody reads. */
const NO_VERSION: Instead = { name: "no-version", code: 'module.exports = { version: "" };' };

export function within(importer: string, modules: Readonly<Record<string, Instead>>): readonly Replacement[] {
	return Object.entries(modules).map(([module, by]) => ({ importer, module, by }));
}

/** What differs in a page from Node, and what mqtt.js brings for Node, for WeChat and Alipay, for MQTT 5, and for streams that are not its own. */
export const REPLACEMENTS: readonly Replacement[] = [
	...within("src/lab/", { mqtt: { file: "mqtt/index" } }),
	...within("src/lab/node-globals.ts", { process: PROCESS }),
	...within("mqtt/build/index.js", { "./mqtt": MQTT }),
	...within("mqtt/build/lib/", { debug: QUIET, "readable-stream": STREAMS, buffer: BUFFER, events: EVENTS }),
	...within("mqtt/build/lib/client.js", { "rfdc/default": SHALLOW, "./topic-alias-recv": NEVER }),
	...within("mqtt/build/lib/shared.js", { "../../package.json": NO_VERSION }),
	// The Lab's timers are handed in.
	...within("mqtt/build/lib/KeepaliveManager.js", { "./get-timer": NEVER }),
	...within("mqtt/build/lib/connect/index.js", { url: ABSENT }),
	...within("mqtt/build/lib/connect/ws.js", { ws: ABSENT }),
	...within("mqtt/build/lib/handlers/connack.js", { "../topic-alias-send": NEVER }),
	...within("mqtt/build/lib/handlers/index.js", { "./auth": NEVER }),
	...within("mqtt-packet/", { debug: QUIET, buffer: BUFFER, events: EVENTS }),
	// mqtt-packet does not need a list of buffers that is also a stream.
	...within("mqtt-packet/parser.js", { bl: { file: "bl/BufferList.js" } }),
	...within("mqtt-packet/writeToStream.js", { "process-nextick-args": PROCESS }),
	...within("bl/", { buffer: BUFFER }),
	...within("readable-stream/lib/", { buffer: BUFFER, events: EVENTS }),
	...within("readable-stream/lib/internal/streams/", {
		"../../ours/util": STREAM_UTIL,
		"../../ours/errors": STREAM_ERRORS,
		"../validators": NEVER,
		"./add-abort-signal": NEVER,
	}),
	...within("readable-stream/lib/internal/streams/destroy.js", { "./utils": NEVER }),
	...within("readable-stream/lib/internal/streams/duplex.js", { "./duplexify": NEVER }),
	...within("readable-stream/lib/internal/streams/readable.js", { "./end-of-stream": NEVER, "./from": NEVER, "string_decoder/": NEVER }),
];

/** Lines that only tell what a library does, 3 KB gzip of them, and tables of MQTT 5. A statement stays a statement: an if may stand before it. */
export const CUTS: readonly Cut[] = [
	{ place: "mqtt/build/lib/", what: /^\s*(?:debug|(?:this|client|this\.client)(?:\.log|\['log'\]))\(.*\);$/gm, by: ";" },
	{ place: "mqtt-packet/", what: /^\s*debug\(.*\)$/gm, by: ";" },
	{ place: "readable-stream/lib/internal/streams/", what: /^\s*debug\(.*\)$/gm, by: ";" },
	// Node's WebSockets, TLS and promises, which the Lab does not use.
	{
		place: "mqtt/build/lib/connect/index.js",
		what: /^exports\.connectAsync = connectAsync;$|^function connectAsync\(.*\) \{[\s\S]*?^\}$/gm,
		by: "",
	},
	{ place: "mqtt/build/lib/connect/index.js", what: /^ {4}if \(opts\.cert && opts\.key\) \{[\s\S]*?^ {4}\}$/m, by: "" },
	{
		place: "mqtt/build/lib/connect/index.js",
		what: /^ {12}protocols\.\w+ = (?:require\('\.\/(?:tcp|tls|wx|ali)'\)\.default|require\('\.\/ws'\)\.streamBuilder|protocols\.tls);$/gm,
		by: "",
	},
	{
		place: "mqtt/build/lib/connect/ws.js",
		what: /^const streamBuilder = \(client, opts\) => \{[\s\S]*?^\};$|^exports\.streamBuilder = streamBuilder;$|^function createWebSocket\(.*\) \{[\s\S]*?^\}$/gm,
		by: "",
	},
	{ place: "mqtt-packet/constants.js", what: /^protocol\.(?:MQTT5_\w+|properties|propertiesTypes) = \{[^}]*\}$/gm, by: "" },
	// What only a broker writes or reads, and properties, which belong to MQTT 5.
	{
		place: "mqtt-packet/writeToStream.js",
		what: /^(function (?:connack|suback|unsuback|auth|\w*Propert\w+|writeStringPair|write4ByteNumber) \(.*\) \{)[\s\S]*?^\}$/gm,
		by: "$1 throw new Error('left out of the page'); }",
	},
	{
		place: "mqtt-packet/parser.js",
		what: /^( {2}_parse(?:Connect|Subscribe|Unsubscribe|Auth|Properties|ByType|StringPair|Buffer|4ByteNum) \(.*\) \{)[\s\S]*?^ {2}\}$/gm,
		by: "$1 return this._emitError(new Error('Not supported')) }",
	},
	// From 129 on, and 16 and 17: 128 is a SUBACK's refusal.
	{ place: "mqtt/build/lib/handlers/ack.js", what: /^\s*(?:16|17|129|1[3-6]\d): '.*',$/gm, by: "" },
];
