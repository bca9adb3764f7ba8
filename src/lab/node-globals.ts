import process from "process";

/** mqtt.js is written for Node: in a page it finds here what it takes for granted there. Imported before it. */
const globals = globalThis as { process?: unknown; global?: unknown };
globals.process ??= process;
globals.global ??= globalThis;
