import { readFile, writeFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { cardOf } from "./client-card.ts";
import { clearRoom, type LabPage, openLab, openQuickLab } from "./lab-page.ts";

/** Saves the room that this page is in. */
async function save({ page }: LabPage, path: string): Promise<string> {
	await page.getByRole("banner").getByRole("button", { name: "Take home" }).click();
	await page.getByRole("menuitem", { name: /^Save a recording/ }).click();
	const sheet = page.getByRole("dialog", { name: "Save a recording" });
	const download = page.waitForEvent("download");
	await sheet.getByRole("button", { name: "Save the file" }).click();
	await (await download).saveAs(path);
	await expect(sheet.getByRole("status")).toContainText("Saved as");
	await page.keyboard.press("Escape");
	return path;
}

async function openBeside(page: Page) {
	const tape = page.getByRole("tab", { name: "Tape", exact: true });
	if ((await tape.getAttribute("aria-selected")) !== "true") await tape.click();
	await page.getByRole("button", { name: "Side by side" }).click();
	const dialog = page.getByRole("dialog", { name: "Side by side" });
	const differences = dialog.getByRole("region", { name: "Differences" });
	return {
		dialog,
		differences,
		first: differences.getByRole("listitem").first(),
		async take(path: string) {
			const chooser = page.waitForEvent("filechooser");
			await dialog.getByRole("button", { name: "Open a recording" }).click();
			await (await chooser).setFiles(path);
		},
	};
}

/** Publishes while the subscriber is away, with a subscription of this QoS. Returns the name of the message. */
async function publishAway(lab: LabPage, qos: 0 | 1): Promise<string> {
	const [publisher, subscriber] = [cardOf(lab, "pub-1"), cardOf(lab, "sub-1")];
	await subscriber.connect();
	await subscriber.qos("Subscription QoS", qos).click();
	await subscriber.subscribe();
	await subscriber.disconnect();
	await publisher.qos("Publish QoS", 1).click();
	await publisher.field("Payload").fill("21.4");
	const message = await publisher.publish();
	await expect(lab.fate(message)).toContainText(qos === 0 ? "Dropped" : "Queued");
	return message;
}

test("in a room in which nothing was done, a recording stands beside it, with what happened since its room was cleared", async ({
	page,
}, info) => {
	const lab = await openQuickLab(page);
	const publisher = cardOf(lab, "pub-1");
	await publisher.connect();
	await publisher.publish();
	await clearRoom(lab);
	await publisher.connect();
	const path = await save(lab, info.outputPath("connected.slowwire"));

	await openLab(page);
	const { dialog, differences, first, take } = await openBeside(page);
	await expect(dialog).toContainText("This page has done nothing here yet that could be done again. Open a recording");
	await expect(dialog.getByRole("combobox")).toHaveCount(0);
	await take(path);
	await expect(dialog.getByRole("heading", { name: /^Recording of E2E-/ })).toBeVisible();
	await expect(dialog.getByRole("img", { name: /^Recording of E2E-/ })).toBeVisible();
	await expect(dialog.getByRole("status")).toContainText(
		/^saved \d+ \w+ 20\d\d \d\d:\d\d, what happened since the room was cleared\. It is drawn by its own clock\.$/,
	);
	await expect(first).toContainText("First difference");
	await expect(first).toContainText("pub-1 → broker: nothing");
	await expect(first).toContainText(/pub-1 → broker: CONNECT$/);
	await expect(differences.getByRole("listitem")).toHaveCount(2);
});

test("a recording stands beside this room on one clock, and each message has the name that its own room gave it", async ({
	page,
}, info) => {
	const lab = await openQuickLab(page);
	const publisher = cardOf(lab, "pub-1");
	await publisher.connect();
	expect(await publishAway(lab, 1)).toBe("m1");
	const path = await save(lab, info.outputPath("queued.slowwire"));
	await clearRoom(lab);
	await publisher.connect();
	await publisher.field("Payload").fill("first");
	await publisher.publish();
	expect(await publishAway(lab, 0)).toBe("m2");

	const { dialog, differences, first, take } = await openBeside(page);
	await take(path);
	await expect(dialog.getByRole("status")).toContainText(
		/what happened since the room was opened\. Its first packet, at 0:\d\d\.\d there, stands where the first one above does\.$/,
	);
	await expect(first).toContainText("First difference");
	await expect(first).toContainText("pub-1 → broker: PUBLISH #1 carrying m1, QoS 1");
	await expect(first).toContainText("pub-1 → broker: nothing");
	// What is m2 here is m1 there: it was published alike, and had another fate.
	await expect(differences.getByRole("listitem").filter({ hasText: "carrying" })).toHaveCount(1);
	const end = differences.getByRole("row").filter({ hasText: "m2 for sub-1, below: m1" });
	await expect(end.getByRole("cell")).toHaveText([/Subscribed at QoS 0/, /^Offline, session kept, QoS 1/]);
	// The same steps can be made once more instead.
	await dialog.getByRole("combobox").selectOption({ label: "The same once more" });
	await expect(dialog.getByRole("img", { name: "Second run" })).toBeVisible();
	await expect(differences).toContainText("The same packets crossed the same wires in both runs");
});

test("an opened recording stands beside another one, whose file is dropped there; a bad file gets a sentence", async ({ page }, info) => {
	const lab = await openQuickLab(page);
	await cardOf(lab, "pub-1").connect();
	await publishAway(lab, 1);
	const short = await save(lab, info.outputPath("short.slowwire"));
	const since = Date.now();
	await expect.poll(() => Date.now() - since).toBeGreaterThan(1_000);
	await cardOf(lab, "sub-1").connect();
	await cardOf(lab, "sub-1").toHaveReceived(1);
	const long = await save(lab, info.outputPath("long.slowwire"));

	await page.goto("/recording");
	await page.getByLabel("Recording", { exact: true }).setInputFiles(long);
	await expect(page.getByRole("heading", { level: 1 })).toContainText("Recording of");
	const { dialog, differences, first, take } = await openBeside(page);
	await expect(dialog.getByRole("heading", { name: "This recording" })).toBeVisible();
	await expect(dialog).toContainText("Open another recording, or drop its file here.");
	await take(long);
	await expect(differences).toContainText("The same packets crossed the same wires in both runs");
	await expect(differences).toContainText("every message has the same fate in both runs");

	// A file that is not a recording is named with the reason, and what stood there stays.
	const bad = info.outputPath("lesson.yaml");
	await writeFile(bad, "title: a lesson");
	await take(bad);
	await expect(dialog.getByRole("alert")).toHaveText("This file is not a recording of Slow Wire.");
	await expect(dialog.getByRole("img", { name: /^Recording of E2E-/ })).toBeVisible();

	const bytes = (await readFile(short)).toString("base64");
	const dropped = await page.evaluateHandle((base64) => {
		const transfer = new DataTransfer();
		const file = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
		transfer.items.add(new File([file], "short.slowwire"));
		return transfer;
	}, bytes);
	await dialog.getByRole("img", { name: /^Recording of E2E-/ }).dispatchEvent("drop", { dataTransfer: dropped });
	await expect(dialog.getByRole("img", { name: /^Recording of E2E-[\w-]+, ends here, \d.* earlier$/ })).toBeVisible();
	await expect(dialog.getByRole("img", { name: "This recording", exact: true })).toBeVisible();
	await expect(dialog.getByRole("alert")).toHaveCount(0);
	await expect(first).toContainText("sub-1 → broker: CONNECT");
	await expect(first).toContainText("sub-1 → broker: nothing");
	await page.keyboard.press("Escape");
	await expect(dialog).toBeHidden();
});
