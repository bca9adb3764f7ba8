import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { load } from "./load.mjs";
import { ROOT } from "./run.mjs";

/** Writes docs/fidelity.md: every statement asked of our broker, of Aedes without our corrections, and of Mosquitto. */
const { fidelityPage } = await load("src/fidelity/report.ts");
const written = await fidelityPage();
if ("fault" in written) {
	console.error(written.fault);
	process.exit(1);
}
await writeFile(join(ROOT, "docs/fidelity.md"), written.page);
console.log(`docs/fidelity.md is written.\n${written.sum}`);
// What a broken connection left open elsewhere must not keep this process.
process.exit();
