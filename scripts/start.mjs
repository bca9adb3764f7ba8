import { buildWhenNeeded } from "./build.mjs";

/** Builds when needed, then serves. */
if (!(await buildWhenNeeded())) process.exit(1);
// In the same process: flags, signals and exit code are the host's own.
await import("../dist/server/main.js");
