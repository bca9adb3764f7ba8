import { readFile } from "node:fs/promises";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { type History, openHistory } from "#model/history.ts";
import { readRecording } from "#recording/read-recording.ts";
import { timeText } from "#story/phrases.ts";
import { momentOf, momentOn } from "./at-moment.ts";
import { type LabPage, labOn } from "./lab-page.ts";
import { saveRecording } from "./save-recording.ts";
import { scriptOn, watchFromLanding } from "./script-panel.ts";

const OWN = ["pub-1", "sub-1"];

/** The past of a room, from its file. */
async function historyIn(path: string): Promise<History> {
	const read = await readRecording(new Blob([await readFile(path)]));
	if (!read.ok) throw new Error(read.says);
	return openHistory(read.recording.base).append(read.recording.events);
}

/** The last copy of a message on its way to the subscriber: it crosses a wire that takes a while. */
function lastCopyIn(history: History): string {
	const copy = history.last((event) => event.type === "packet.entered" && event.direction === "down" && event.fields.type === "PUBLISH");
	if (copy?.type !== "packet.entered") throw new Error("the test delivers something");
	return copy.packet;
}

/** Goes through the whole run with the arrow keys, one event at a time, and compares all views with the world there. */
async function throughAll(page: Page, history: History, left: "log" | "tape", way: "ArrowLeft" | "ArrowRight"): Promise<void> {
	const rail = page.getByRole("slider", { name: "Moment of the room" });
	const [first, last] = [history.from, history.live.seq];
	const looked = { own: OWN, selected: lastCopyIn(history), left };
	await rail.focus();
	if (way === "ArrowRight") await page.keyboard.press("Home");
	else await page.keyboard.press("ArrowLeft");
	for (let step = 0; step <= last - first; step += 1) {
		const seq = way === "ArrowRight" ? first + step : last - step;
		const time = timeText(history.at(seq)?.at ?? 0);
		await expect(rail).toHaveAttribute("aria-valuetext", `${time}, event ${seq}`);
		await expect
			.poll(() => momentOn(page), { message: `event ${seq} of ${last}`, intervals: [20, 50, 100] })
			.toEqual(momentOf(history, seq, looked));
		await page.keyboard.press(way);
	}
	await page.keyboard.press("End");
}

/** Selects that packet as a person would: by the keyboard, in the tape's list. */
async function selectLastCopy(page: Page): Promise<void> {
	await page.keyboard.press("t");
	const grid = page.getByRole("grid", { name: "Packets" });
	await expect(grid).toBeFocused();
	const copy = grid.getByRole("row", { name: /^PUBLISH .* broker to sub-1/ }).last();
	const id = String(await copy.getAttribute("id"));
	for (let presses = 0; presses < 40 && (await grid.getAttribute("aria-activedescendant")) !== id; presses += 1)
		await page.keyboard.press("ArrowLeft");
	await page.keyboard.press("Enter");
	await expect(page.getByRole("region", { name: "Packet", exact: true }).getByRole("heading", { level: 3 })).toContainText("PUBLISH");
}

async function showLeft(page: Page, left: "Log" | "Tape"): Promise<void> {
	await page.getByRole("tab", { name: left, exact: true }).press("Enter");
	await expect(page.getByRole("tab", { name: left, exact: true })).toHaveAttribute("aria-selected", "true");
}

/** Test 4 in a room whose wires take a moment, to its end. */
async function playedTest4(page: Page): Promise<LabPage> {
	await page.setViewportSize({ width: 1920, height: 1080 });
	const lab = await watchFromLanding(page, 4);
	await lab.setDelayMs(120);
	await expect(scriptOn(page, 4).verdict).toContainText("as expected", { timeout: 40_000 });
	return lab;
}

async function elsewhere(browser: Browser, path: string): Promise<Page> {
	const page = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage();
	await page.goto("/recording");
	await page.getByLabel("Recording", { exact: true }).setInputFiles(path);
	await expect(page.getByRole("heading", { level: 1 })).toContainText("Recording of");
	return page;
}

test("stage, ledger, log, tape and packet show the world of each event of a whole test, in the room and in its recording, by keyboard alone", async ({
	page,
	browser,
}, info) => {
	test.setTimeout(240_000);
	const lab = await playedTest4(page);
	const path = info.outputPath("test-4.slowwire");
	await saveRecording(lab, path);
	await page.keyboard.press("Escape");
	const history = await historyIn(path);
	const recorded = await elsewhere(browser, path);
	for (const shown of [page, recorded]) {
		await selectLastCopy(shown);
		await throughAll(shown, history, "tape", "ArrowLeft");
		await showLeft(shown, "Log");
		await throughAll(shown, history, "log", "ArrowRight");
	}
	expect(labOn(recorded).page.url()).toMatch(/\/recording$/);
	await recorded.context().close();
});
