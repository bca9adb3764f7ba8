import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildWhenNeeded } from "./build.mjs";
import { CLASS_SCENES } from "./class-scenes.mjs";
import { ROOT } from "./run.mjs";
import { SCENES as ROOM_SCENES } from "./scenes.mjs";
import { openBrowser, openHost, visitor } from "./visit.mjs";

/**
 * Pictures of every screen, in four sizes, light and dark, of the real page on the real broker: into pictures/, which is not committed.
 * The README's own are copied to docs/pictures/. `npm run pictures -- lab cut` takes only those two scenes.
 */
const SIZES = [
	{ width: 1440, height: 900, deviceScaleFactor: 1 },
	{ width: 1920, height: 1080, deviceScaleFactor: 1 },
	{ width: 1280, height: 800, deviceScaleFactor: 1 },
	{ width: 390, height: 844, deviceScaleFactor: 2 },
];
const SCENES = { ...ROOM_SCENES, ...CLASS_SCENES };
const THEMES = ["light", "dark"];
const OF_README = [
	"lab-1440-light.png",
	"lab-1440-dark.png",
	"tape-1440-light.png",
	"lesson-1440-light.png",
	"matrix-1440-light.png",
	"class-screen-1920-light.png",
];
const TAKEN = join(ROOT, "pictures");
const KEPT = join(ROOT, "docs", "pictures");

const unknown = process.argv.slice(2).filter((name) => !(name in SCENES));
if (unknown.length > 0) {
	console.error(`There is no scene ${unknown.join(", ")}; there are ${Object.keys(SCENES).join(", ")}.`);
	process.exit(2);
}
if (!(await buildWhenNeeded())) process.exit(1);

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(SCENES);
if (process.argv.length === 2) await rm(TAKEN, { recursive: true, force: true });
await mkdir(TAKEN, { recursive: true });
await mkdir(KEPT, { recursive: true });

const complaints = [];
const host = await openHost();
const browser = await openBrowser();
try {
	for (const name of wanted) await picture(name);
} finally {
	await browser.close();
	await host.close();
}
for (const complaint of complaints) console.error(complaint);
process.exitCode = complaints.length > 0 ? 1 : 0;

/** Plays the scene once at a desk's width; the state is the same in every size and theme. */
async function picture(name) {
	const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: "light" });
	const page = await context.newPage();
	page.on("console", (line) => line.type() === "error" && complaints.push(`${name}: ${line.text()}`));
	page.on("pageerror", (fault) => complaints.push(`${name}: ${fault}`));
	const end = await SCENES[name](visitor(page), host.url);
	await page.evaluate(() => document.activeElement?.blur());
	const devtools = await context.newCDPSession(page);
	for (const size of SIZES) {
		await devtools.send("Emulation.setDeviceMetricsOverride", { ...size, mobile: false });
		for (const theme of THEMES) {
			await page.emulateMedia({ colorScheme: theme });
			await atRest(page, size, theme);
			const { data } = await devtools.send("Page.captureScreenshot", { format: "png", optimizeForSpeed: false });
			const file = `${name}-${size.width}-${theme}.png`;
			await writeFile(join(TAKEN, file), Buffer.from(data, "base64"));
			if (OF_README.includes(file)) await copyFile(join(TAKEN, file), join(KEPT, file));
			console.log(file);
		}
	}
	await context.close();
	await end?.();
}

/** Waits until the size and theme are in force, fonts are loaded, nothing is animated any longer, and the last layout has been drawn. */
async function atRest(page, size, theme) {
	const still = async ([width, wanted]) => {
		const frame = () => new Promise(requestAnimationFrame);
		const settled = () =>
			innerWidth === width &&
			document.documentElement.dataset.theme === wanted &&
			document.getAnimations().every((one) => one.playState !== "running" && !one.pending);
		await document.fonts.ready;
		for (let frames = 0; frames < 3; frames = settled() ? frames + 1 : 0) await frame();
	};
	await page.evaluate(still, [size.width, theme]);
}
