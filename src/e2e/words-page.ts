import { expect, type Locator, type Page } from "@playwright/test";
import { openQuickLab } from "./lab-page.ts";
import { scriptOn } from "./script-panel.ts";

/** What is told of a term. */
export const told = (page: Page) => page.locator(".asked");
/** What is told stands on the screen, whole, and not over its term. */
export async function expectBeside(page: Page, word: Locator): Promise<void> {
	const [term, box, screen] = [await word.boundingBox(), await told(page).boundingBox(), page.viewportSize()];
	if (term === null || box === null || screen === null) throw new Error("the term or its answer is not on the screen");
	const apart =
		box.x >= term.x + term.width || term.x >= box.x + box.width || box.y >= term.y + term.height || term.y >= box.y + box.height;
	expect(apart, `it covers ${await word.innerText()}`).toBe(true);
	expect(box.x).toBeGreaterThanOrEqual(0);
	expect(box.x + box.width).toBeLessThanOrEqual(screen.width);
	expect(box.y).toBeGreaterThanOrEqual(0);
	expect(box.y + box.height).toBeLessThanOrEqual(screen.height + 1);
}

/** A Lab in which test 4 has come to its end, and nothing moves. */
export async function openWatchedLab(page: Page): Promise<void> {
	const lab = await openQuickLab(page);
	await lab.page.getByRole("banner").getByRole("button", { name: "Tests" }).click();
	await page.getByRole("menuitem", { name: /^Test 4/ }).click();
	const script = scriptOn(page, 4);
	await script.button("All at once").click();
	await expect(script.verdict).toContainText("as expected");
	await page.locator("body").click({ position: { x: 1, y: 1 } });
	await expect(page.locator(".log-row [data-word]").last()).toBeVisible();
}
