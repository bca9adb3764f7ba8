import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { load } from "./load.mjs";
import { ROOT } from "./run.mjs";

/** Writes docs/fidelity.md: every statement checked against our broker, against Aedes without our corrections, and against Mosquitto. */
const { fidelityPage } = await load("src/fidelity/report.ts");
const written = await fidelityPage();
if ("fault" in written) {
	console.error(written.fault);
	process.exit(1);
}
await writeFile(join(ROOT, "docs/fidelity.md"), written.page);
console.log(`docs/fidelity.md is written.\n${written.sum}`);
// Anything that a broken connection left open elsewhere must not keep this process alive.
process.exit();
