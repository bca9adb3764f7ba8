import { Buffer } from "buffer";
import process from "process";

/** mqtt.js is written for Node: in a page it finds here what it takes for granted there. Imported before it. */
const globals = globalThis as { Buffer?: unknown; process?: unknown; global?: unknown };
globals.Buffer ??= Buffer;
globals.process ??= process;
globals.global ??= globalThis;
