import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";
import { run, runPackage } from "./run.mjs";

// First the one without windows of its own, which takes about two thirds of the time.
const NAMES = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const PLACES = [
	"/usr/bin/chromium-headless-shell",
	"/usr/bin/chromium",
	"/usr/bin/chromium-browser",
	"/usr/bin/google-chrome",
	"/opt/google/chrome/chrome",
	"/snap/bin/chromium",
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
	"/Applications/Chromium.app/Contents/MacOS/Chromium",
	"C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
	"C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

/** The first Chromium or Chrome on this machine: CHROMIUM_PATH, PATH, the usual places, Playwright's own. Null: none. */
export function findChromium() {
	const onPath = (process.env.PATH ?? "").split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
	return [process.env.CHROMIUM_PATH, ...onPath, ...PLACES, playwrightsOwn()].find(canRun) ?? null;
}

/** Like findChromium; when there is no browser, tries to install one: Playwright's, then on Debian as root the system's. */
export async function provideChromium() {
	const found = findChromium();
	if (found !== null) return found;
	console.log("No Chromium found: trying to install one for the browser tests.");
	await runPackage("@playwright/test/cli.js", ["install", "chromium"]);
	if (findChromium() === null && process.getuid?.() === 0 && canRun("/usr/bin/apt-get")) {
		const quiet = { DEBIAN_FRONTEND: "noninteractive" };
		await run("apt-get", ["update", "-q"], quiet);
		await run("apt-get", ["install", "-qy", "--no-install-recommends", "chromium"], quiet);
	}
	return findChromium();
}

function playwrightsOwn() {
	try {
		return chromium.executablePath();
	} catch {
		return undefined; // a platform that Playwright does not know
	}
}

function canRun(path) {
	if (!path) return false;
	try {
		accessSync(path, constants.X_OK);
		return statSync(path).isFile();
	} catch {
		return false;
	}
}
