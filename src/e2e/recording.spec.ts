import { readFile, writeFile } from "node:fs/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { cardOf } from "./client-card.ts";
import { expectFate, freshRoom, type LabPage, labOn, openLab } from "./lab-page.ts";
import { ownClock } from "./own-clock.ts";
import { saveRecording } from "./save-recording.ts";

/** What a page shows at one moment, as a person reads it. */
type Shown = { readonly log: readonly string[]; readonly ledger: string };
type Moment = Shown & { readonly seq: number };

async function shownBy(lab: LabPage): Promise<Shown> {
	return { log: await lines(lab), ledger: await ledger(lab) };
}

const rail = ({ page }: LabPage) => page.getByRole("slider", { name: "Moment of the room" });

/** The seq of the event at which the page is. */
async function seqOf(lab: LabPage): Promise<number> {
	return Number(await rail(lab).getAttribute("aria-valuenow"));
}

function lines(lab: LabPage): Promise<readonly string[]> {
	return lab.logLines.locator(".log-row:not([data-stands=later])").allInnerTexts();
}

function ledger({ page }: LabPage): Promise<string> {
	return page.getByRole("region", { name: "Ledger", exact: true }).locator(".ledger-scroll").innerText();
}

/** A browser that was never in the room, and that reaches no room at all. */
async function elsewhere(browser: Browser): Promise<{ readonly page: Page; readonly sockets: readonly string[] }> {
	const page = await (await browser.newContext()).newPage();
	const sockets: string[] = [];
	await page.routeWebSocket(/.*/, (socket) => {
		sockets.push(socket.url());
		void socket.close();
	});
	return { page, sockets };
}

async function open(page: Page, path: string): Promise<LabPage> {
	await page.goto("/");
	await page.getByRole("link", { name: "Open a recording" }).click();
	await page.getByLabel("Recording", { exact: true }).waitFor({ state: "attached" });
	// The file is the first thing to do here, and the way home is not.
	await expect(page.locator(".button.primary")).toHaveText("Choose a file");
	await page.getByLabel("Recording", { exact: true }).setInputFiles(path);
	return labOn(page);
}

test("a room’s past is saved as a file, and opened in another browser without the room it shows the same at every moment", async ({
	page,
	browser,
}, info) => {
	const room = freshRoom();
	const lab = await openLab(page, room);
	const [subscriber, publisher] = [cardOf(lab, "sub-1"), cardOf(lab, "pub-1")];
	const path = info.outputPath("past.slowwire");
	const moments: Moment[] = [];
	const rest = async (last: RegExp) => {
		await expect(lab.logLines.locator(".log-row").last()).toContainText(last);
		const { log, ledger } = await shownBy(lab);
		moments.push({ log, ledger, seq: await seqOf(lab) });
		expect(await lines(lab)).toEqual(log);
	};
	await subscriber.connect();
	await subscriber.qos("Subscription QoS", 1).click();
	await subscriber.subscribe();
	await expect(lab.logLines).toContainText("granted QoS 1");
	await subscriber.disconnect();
	await publisher.connect();
	await publisher.qos("Publish QoS", 1).click();
	await publisher.publish();
	await expectFate(lab.fate("m1"), "Queued", "Offline, session kept, QoS 1.");
	await rest(/pub-1 has PUBACK/);
	await subscriber.connect();
	await subscriber.toHaveReceived(1);
	await expectFate(lab.fate("m1"), "Delivered", /PUBACK #\d received\.$/);
	await rest(/sub-1 acknowledged m1/);
	await publisher.disconnect();
	await expect(lab.logLines.locator(".log-row").last()).toContainText("Connection of pub-1 ended");
	const name = await saveRecording(lab, path);
	expect(name).toMatch(/^slow-wire-E2E-[\w-]+-\d{4}-\d\d-\d\d-\d{4}\.slowwire$/);
	const end = await shownBy(lab);

	const { page: other, sockets } = await elsewhere(browser);
	const recorded = await open(other, path);
	await expect(other.getByRole("heading", { level: 1 })).toHaveText(
		new RegExp(`^Recording of ${room.toUpperCase()} ?saved \\d+ \\w+ 20\\d\\d \\d\\d:\\d\\d$`),
	);
	await expect.poll(() => shownBy(recorded)).toEqual(end);
	await other.reload();
	await expect.poll(() => shownBy(recorded)).toEqual(end);
	for (const gone of ["Pause", "Step"]) await expect(recorded.button(gone)).toHaveCount(0);
	await expect(other.getByRole("button", { name: /^(Connect|Publish|Add)/ })).toHaveCount(0);

	// It is played: each moment of the run is passed, and what is shown there is what was shown then.
	const { pass } = await ownClock(other);
	await recorded.button("Play").click();
	for (const { seq, log, ledger } of moments) {
		do await pass(100);
		while ((await seqOf(recorded)) < seq);
		await recorded.button("Stop").click();
		const stopped = await seqOf(recorded);
		const shown = await lines(recorded);
		expect(shown).toEqual(end.log.slice(0, shown.length));
		await rail(recorded).focus();
		for (let at = stopped; at > seq; at -= 1) {
			await other.keyboard.press("ArrowLeft");
			await pass(20);
			await expect.poll(() => seqOf(recorded)).toBe(at - 1);
		}
		await pass(20);
		await expect.poll(() => shownBy(recorded)).toEqual({ log, ledger });
		await recorded.button("Play").click();
	}
	while (await recorded.button("Stop").isVisible()) await pass(100);
	await other.clock.resume();
	await expect(recorded.button("Play")).toBeVisible();
	await expect.poll(() => shownBy(recorded)).toEqual(end);
	expect(sockets).toEqual([]);
	await other.context().close();
});

test("a file that is not a recording, is damaged, or comes from a newer version gets a sentence", async ({ page, browser }, info) => {
	const lab = await openLab(page);
	await cardOf(lab, "pub-1").connect();
	const path = info.outputPath("sound.slowwire");
	await saveRecording(lab, path);
	const packed = await readFile(path);
	const text = gunzipSync(packed).toString();
	const files: Readonly<Record<string, readonly [Buffer | string, string]>> = {
		"lesson.yaml": ["title: a lesson", "This file is not a recording of Slow Wire."],
		"cut.slowwire": [packed.subarray(0, packed.length - 40), "This recording is damaged, and cannot be opened."],
		"changed.slowwire": [gzipSync(text.replace('"seq":2,', '"seq":7,')), "This recording is damaged, and cannot be opened."],
		"newer.slowwire.json": [text.replace('"version":1', '"version":3'), "Recorded by a newer Slow Wire (format 3). This one reads 1."],
	};
	const { page: other } = await elsewhere(browser);
	await other.goto("/recording");
	for (const [name, [content, says]] of Object.entries(files)) {
		await writeFile(info.outputPath(name), content);
		await other.getByLabel("Recording", { exact: true }).setInputFiles(info.outputPath(name));
		await expect(other.getByRole("alert")).toHaveText(says);
	}
	await writeFile(info.outputPath("plain.slowwire.json"), text);
	await other.getByLabel("Recording", { exact: true }).setInputFiles(info.outputPath("plain.slowwire.json"));
	await expect(other.getByRole("heading", { level: 1 })).toContainText("Recording of");
	await other.context().close();
});

test("a recording is opened from a room, which is left, and another one from there", async ({ page }, info) => {
	const lab = await openLab(page);
	await cardOf(lab, "pub-1").connect();
	const path = info.outputPath("past.slowwire");
	await saveRecording(lab, path);
	await page.keyboard.press("Escape");
	for (const _ of [1, 2]) {
		await page.getByRole("banner").getByRole("button", { name: "Take home" }).click();
		await page.getByRole("menuitem", { name: "Open a recording" }).click();
		await page.getByRole("dialog", { name: "Open a recording" }).getByLabel("Recording", { exact: true }).setInputFiles(path);
		await expect(page).toHaveURL(/\/recording$/);
		await expect(page.getByRole("heading", { level: 1 })).toContainText("Recording of");
		await expect(page.getByRole("dialog")).toHaveCount(0);
		// The same file again is shown as if for the first time.
		const packets = page.getByRole("region", { name: "Log", exact: true }).getByRole("button", { name: "Packets", exact: true });
		await expect(packets).toHaveAttribute("aria-pressed", "true");
		await packets.click();
	}
	await page.goBack();
	await expect(lab.button("Pause")).toBeEnabled();
});
