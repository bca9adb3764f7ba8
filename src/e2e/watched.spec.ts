import { writeFile } from "node:fs/promises";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { cardOf } from "./client-card.ts";
import { labOn, openQuickLab } from "./lab-page.ts";
import { ownClock } from "./own-clock.ts";
import { saveRecording } from "./save-recording.ts";

/** Ms after which a cursor that stands still is told to a reader: more than the page gathers over. */
const RESTED_MS = 2_000;

/** A room in which the wire of sub-1 is held, as a file. */
async function heldRoom(page: Page, path: string): Promise<void> {
	const lab = await openQuickLab(page);
	const subscriber = cardOf(lab, "sub-1");
	await subscriber.connect();
	await subscriber.leaveBy("Hold the wire");
	await subscriber.toBe("held");
	await saveRecording(lab, path);
}

async function elsewhere(browser: Browser): Promise<Page> {
	const page = await (await browser.newContext()).newPage();
	await page.goto("/recording");
	return page;
}

const chooser = (page: Page) => page.getByLabel("Recording", { exact: true });
const isOpen = (page: Page) => expect(page.getByRole("heading", { level: 1 })).toContainText("Recording of");

test("a client whose wire is held is held in a recording too, and where it had not come yet it is not here", async ({
	page,
	browser,
}, info) => {
	const path = info.outputPath("held.slowwire");
	await heldRoom(page, path);
	const other = await elsewhere(browser);
	await chooser(other).setInputFiles(path);
	await isOpen(other);
	const card = cardOf({ page: other }, "sub-1");
	await card.toBe("held");
	await other.keyboard.press(",");
	await other.keyboard.press(",");
	await card.toBe("connected");
	await other.getByRole("slider", { name: "Moment of the room" }).focus();
	await other.keyboard.press("Home");
	await card.toBe("not here yet");
	await expect(other.getByRole("region", { name: "Subscribers" }).getByRole("article")).toHaveCount(1);
	await other.context().close();
});

test("a reader is told where a recording stands once it is stopped or has come to its end, and nothing while it is played", async ({
	page,
	browser,
}, info) => {
	const path = info.outputPath("played.slowwire");
	await heldRoom(page, path);
	const other = await elsewhere(browser);
	await chooser(other).setInputFiles(path);
	await isOpen(other);
	const { pass } = await ownClock(other);
	const spoken = other.getByRole("region", { name: "Transport" }).getByRole("status");
	const title = other.getByRole("note", { name: "Looking back" });
	await spoken.evaluate((place) => {
		const said: string[] = [];
		Object.assign(window, { said });
		new MutationObserver(() => said.push(place.textContent ?? "")).observe(place, { childList: true, characterData: true, subtree: true });
	});
	const said = () => other.evaluate(() => [...(window as unknown as { said: string[] }).said]);
	await other.getByRole("button", { name: "Play", exact: true }).click();
	await pass(300);
	await expect(title).toContainText(/^Reviewing 0:00\.[1-9]\./);
	expect(await said()).toEqual([]);
	await other.getByRole("button", { name: "Stop", exact: true }).click();
	await pass(RESTED_MS);
	await expect(spoken).toHaveText(/^Reviewing 0:(?!00\.0)/);
	await other.getByRole("slider", { name: "Moment of the room" }).focus();
	await other.keyboard.press("Home");
	await pass(RESTED_MS);
	await expect(spoken).toHaveText(/^Reviewing 0:00\.0\. /);
	await other.getByRole("button", { name: "Play", exact: true }).click();
	await pass(300);
	await expect(title).toContainText(/^Reviewing 0:00\.[1-9]\./);
	await other.getByRole("slider", { name: "Moment of the room" }).focus();
	await other.keyboard.press("End");
	await pass(RESTED_MS);
	await expect(spoken).toHaveText("The end of the recording.");
	// Stopped, led to its beginning, and over: three times, however long it was played.
	expect(await said()).toHaveLength(3);
	await other.context().close();
});

test("a dropped message of a recording says what to change without its host, and offers no run, for nothing is run there", async ({
	page,
	browser,
}, info) => {
	const path = info.outputPath("dropped.slowwire");
	const lab = await openQuickLab(page);
	const [publisher, subscriber] = [cardOf(lab, "pub-1"), cardOf(lab, "sub-1")];
	await subscriber.connect();
	await subscriber.subscribe();
	await subscriber.disconnect();
	await publisher.connect();
	await publisher.qos("Publish QoS", 0).click();
	await publisher.publish();
	await expect(lab.fate("m1").getByText("Dropped", { exact: true })).toBeVisible();
	await saveRecording(lab, path);
	const other = await elsewhere(browser);
	await chooser(other).setInputFiles(path);
	await isOpen(other);
	// All that a recording needs has been loaded with it: from here on the host is not there.
	await other.waitForLoadState("networkidle");
	await other.context().setOffline(true);
	const recorded = labOn(other);
	await recorded.fate("m1").getByText("Dropped", { exact: true }).click();
	await expect(recorded.fate("m1").getByText("What to change")).toBeVisible();
	await expect(recorded.fate("m1")).toContainText("queue_qos0_messages");
	await expect(recorded.fate("m1").getByRole("button", { name: /^What single change/ })).toHaveCount(0);
	await expect(recorded.notice).toBeHidden();
	await other.context().close();
});

test("a recording is dropped as one file; several files, a folder or a text are told as that", async ({ page, browser }, info) => {
	const path = info.outputPath("past.slowwire");
	await heldRoom(page, path);
	const note = info.outputPath("note.txt");
	await writeFile(note, "a note");
	const other = await elsewhere(browser);
	const place = other.locator(".file-drop");
	const says = other.getByRole("alert");
	const devtools = await other.context().newCDPSession(other);
	/** A drop as the browser itself makes it of files of this machine. */
	const drop = async (files: readonly string[], text?: string) => {
		const box = await place.boundingBox();
		const [x, y] = [(box?.x ?? 0) + 40, (box?.y ?? 0) + 6];
		const items = text === undefined ? [] : [{ mimeType: "text/plain", data: text }];
		const data = { items, files: [...files], dragOperationsMask: 1 };
		for (const type of ["dragEnter", "dragOver", "drop"] as const) await devtools.send("Input.dispatchDragEvent", { type, x, y, data });
	};
	await drop([path, note]);
	await expect(says).toHaveText("2 files were dropped. Drop one of them at a time.");
	await drop([info.outputPath()]);
	await expect(says).toHaveText(/ is a folder\. Drop the file that is in it\.$/);
	await drop([], "not a file");
	await expect(says).toHaveText("What was dropped is not a file. Choose a file, or drop one here.");
	await drop([note]);
	await expect(says).toHaveText("This file is not a recording of Slow Wire.");
	await drop([path]);
	await isOpen(other);
	await other.context().close();
});
