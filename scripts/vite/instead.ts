/** What a module of a package is replaced by: another file, or code of its own under a name of its own. CommonJS, because it is required. */
type Instead = { readonly file: string } | { readonly name: string; readonly code: string };

/** In the files of this importer, and nowhere else, this module is replaced. */
export type Replacement = {
	/** A file or, ending in a slash, a folder: of a package as it stands below node_modules, of ours as it stands below the root. */
	readonly importer: string;
	/** As the importer writes it. */
	readonly module: string;
	readonly by: Instead;
};

const PROCESS: Instead = { file: "process/browser.js" };
const BUFFER: Instead = { file: "buffer/index.js" };
const EVENTS: Instead = { file: "events/events.js" };
const ABSENT: Instead = { name: "absent", code: "module.exports = {};" };
/** For debug lines, which nobody reads in a page. */
const QUIET: Instead = { name: "quiet", code: "const quiet = () => () => {}; module.exports = quiet;" };
const STREAM = "readable-stream/lib/internal/streams";
/** As readable-stream/lib/stream.js, without operators, compose and promises. */
const STREAMS: Instead = {
	name: "streams",
	code: `const { Stream } = require("${STREAM}/legacy");
		const { Buffer } = require("buffer/index.js");
		Stream._isUint8Array = (chunk) => chunk instanceof Uint8Array;
		Stream._uint8ArrayToBuffer = ({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength);
		module.exports = {
			Readable: require("${STREAM}/readable"),
			Writable: require("${STREAM}/writable"),
			Duplex: require("${STREAM}/duplex"),
			Transform: require("${STREAM}/transform"),
		};`,
};
/** For streams of text: an MQTT stream is bytes. */
const NO_TEXT: Instead = {
	name: "no-text",
	code: "module.exports = { StringDecoder: class { constructor() { throw new Error('no text streams in a page'); } } };",
};
/** A copy, so that a topic alias of MQTT 5 does not change what is stored. Packets of 3.1.1 have no parts that could be shared. */
const SHALLOW: Instead = { name: "shallow", code: "module.exports = (packet) => ({ ...packet });" };
/** Of its package.json mqtt.js asks for the version, and nobody reads that. */
const NO_VERSION: Instead = { name: "no-version", code: 'module.exports = { version: "" };' };

function within(importer: string, modules: Readonly<Record<string, Instead>>): readonly Replacement[] {
	return Object.entries(modules).map(([module, by]) => ({ importer, module, by }));
}

/** What a page has otherwise than Node, and what mqtt.js needs for Node, for WeChat and Alipay, and for MQTT 5 alone. */
export const REPLACEMENTS: readonly Replacement[] = [
	...within("src/lab/", { mqtt: { file: "mqtt/index" } }),
	...within("src/lab/node-globals.ts", { process: PROCESS, buffer: BUFFER }),
	...within("mqtt/build/lib/", { debug: QUIET, "readable-stream": STREAMS, buffer: BUFFER, events: EVENTS }),
	...within("mqtt/build/lib/client.js", { "rfdc/default": SHALLOW }),
	...within("mqtt/build/lib/shared.js", { "../../package.json": NO_VERSION }),
	...within("mqtt/build/lib/get-timer.js", { "worker-timers": ABSENT }),
	...within("mqtt/build/lib/topic-alias-send.js", { "lru-cache": ABSENT }),
	...within("mqtt/build/lib/connect/index.js", { url: ABSENT, "./tcp": ABSENT, "./tls": ABSENT, "./wx": ABSENT, "./ali": ABSENT }),
	...within("mqtt/build/lib/connect/ws.js", { ws: ABSENT }),
	...within("mqtt-packet/", { debug: QUIET, buffer: BUFFER, events: EVENTS }),
	...within("bl/", { "readable-stream": STREAMS, buffer: BUFFER }),
	...within("readable-stream/lib/", { buffer: BUFFER, events: EVENTS }),
	...within("readable-stream/lib/internal/streams/readable.js", { "string_decoder/": NO_TEXT }),
];
