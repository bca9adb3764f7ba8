import { expect, type Locator, test } from "@playwright/test";
import { cardOf } from "./client-card.ts";
import { firstMessage } from "./first-message.ts";
import { freshRoom, type LabPage, openLab, openQuickLab } from "./lab-page.ts";

async function codeOf({ page }: LabPage): Promise<Locator> {
	await page.getByRole("banner").getByRole("button", { name: "Take home" }).click();
	await page.getByRole("menuitem", { name: /^The steps so far, as code/ }).click();
	return page.getByRole("dialog", { name: / as code$/ });
}

test("after a reload, and on the way back from the first page, the exported script is whole: the SUBSCRIBE is in it", async ({ page }) => {
	const lab = await openQuickLab(page);
	await firstMessage(lab);
	await page.reload();
	await cardOf(lab, "pub-1").toBe("offline");
	let sheet = await codeOf(lab);
	await expect(sheet.getByRole("region", { name: "Code" }).or(sheet.locator("pre"))).toContainText(/subscribe\(/);
	await expect(sheet).toContainText("This page was loaded again in between: the cut of");
	await sheet.getByRole("button", { name: "Close" }).click();

	await page.goto("/");
	await page.goBack();
	await cardOf(lab, "pub-1").connect();
	await cardOf(lab, "pub-1").publish();
	sheet = await codeOf(lab);
	await expect(sheet.locator("pre")).toContainText(/subscribe\(/);
	// in the program too, before its first step
	await expect(sheet.locator("pre")).toContainText(/# This page was loaded again in between[\s\S]*subscribe\(/);
});

test("what another page did before is not passed over: the sheets count it and name whose it is", async ({ page, browser }) => {
	const room = freshRoom();
	await firstMessage(await openQuickLab(page, room));
	const elsewhere = await browser.newContext();
	const late = await openLab(await elsewhere.newPage(), room);
	const sheet = await codeOf(late);
	await expect(sheet).toContainText("sub-1 and pub-1 had been here and 1 message had been published");
	await expect(sheet).not.toContainText("Nothing has been done here yet");
	await elsewhere.close();
});

test("a room that was cleared has nothing of what was done before, whatever the tab had kept", async ({ page }) => {
	const lab = await openQuickLab(page);
	await firstMessage(lab);
	await page
		.getByRole("banner")
		.getByRole("button", { name: /^Tests?/ })
		.click();
	await page.getByRole("menuitem", { name: /^Start over/ }).click();
	await page.getByRole("button", { name: "Clear the room" }).click();
	await expect(lab.broker.getByText("0 sessions")).toBeVisible();
	await page.reload();
	await expect(lab.button("Pause")).toBeEnabled();
	await expect(await codeOf(lab)).toContainText("Nothing has been done here yet");
});
