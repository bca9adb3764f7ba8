import { expect, type Page, test } from "@playwright/test";
import { openQuickLab } from "./lab-page.ts";

/** Texts and buttons of the top bar that overlap the next one, or leave the window. */
const crowded = (page: Page) =>
	page.locator(".top-bar").evaluate((bar) => {
		const all = [...bar.querySelectorAll(".brand, .top-bar-room, .screens-nav > a, .top-bar-tools .button, .top-bar-tools .icon-button")]
			.map((one) => ({ text: one.textContent, box: one.getBoundingClientRect() }))
			.filter(({ box }) => box.width > 0);
		return all.filter(({ box }, at) => box.right > Math.min(innerWidth, all[at + 1]?.box.left ?? innerWidth) + 0.5).map(({ text }) => text);
	});

test("a window that is made narrow and wide again is laid out anew each time, and nothing in its bar overlaps", async ({ page }) => {
	await openQuickLab(page);
	const stage = page.getByRole("main", { name: "Stage" });
	const shown = page.getByRole("region", { name: "Subscribers" });
	for (const width of [1440, 1100, 1099, 1024, 900, 899, 820, 768, 700, 390, 820, 1280, 1920, 390, 1440]) {
		await page.setViewportSize({ width, height: 900 });
		await expect(stage, `${width} px`).toHaveAttribute("data-tall", String(width < 1100));
		await expect.poll(() => crowded(page), `${width} px`).toEqual([]);
		const [whole, column] = [await stage.boundingBox(), await shown.boundingBox()];
		if (whole === null || column === null) throw new Error("the stage is not drawn");
		// Wide, the subscribers stand at the right edge of what the stage has.
		if (width >= 1100) expect(whole.x + whole.width - (column.x + column.width)).toBeLessThan(24);
	}
});
