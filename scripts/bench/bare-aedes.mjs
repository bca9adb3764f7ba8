import { createServer as createHttp } from "node:http";
import { createServer } from "node:net";
import { Aedes } from "aedes";
import websocketStream from "websocket-stream";

/** Aedes alone, as its documentation sets it up: over TCP, or with --websocket over websocket-stream. Prints its port. */
const aedes = await Aedes.createBroker();
const websocket = process.argv.includes("--websocket");
const server = websocket ? createHttp() : createServer({ noDelay: true }, aedes.handle); // noDelay, like Slow Wire
if (websocket) websocketStream.createServer({ server, perMessageDeflate: false }, aedes.handle);
server.listen(0, "127.0.0.1", () => console.log(`port ${server.address().port}`));
