import { expect } from "@playwright/test";
import type { LabPage } from "./lab-page.ts";

/** Saves the room that this page is in as a file, as a visitor does. Settles with the name under which the page saves it. */
export async function saveRecording({ page }: Pick<LabPage, "page">, path: string): Promise<string> {
	await page.getByRole("banner").getByRole("button", { name: "Take home" }).click();
	await page.getByRole("menuitem", { name: /^Save a recording/ }).click();
	const sheet = page.getByRole("dialog", { name: "Save a recording" });
	await expect(sheet).toContainText(/\d+ events since 0:00\.0/);
	const download = page.waitForEvent("download");
	await sheet.getByRole("button", { name: "Save the file" }).click();
	const file = await download;
	await file.saveAs(path);
	await expect(sheet.getByRole("status")).toContainText(`Saved as ${file.suggestedFilename()}`);
	return file.suggestedFilename();
}
