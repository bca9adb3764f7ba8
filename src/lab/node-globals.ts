import process from "process";

/** mqtt.js is written for Node: in a page, these globals give it what it takes for granted there. Imported before mqtt.js. */
const globals = globalThis as { process?: unknown; global?: unknown };
globals.process ??= process;
globals.global ??= globalThis;
