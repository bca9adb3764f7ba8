import { expect, type Page, test } from "@playwright/test";
import { cardOf } from "./client-card.ts";
import { openLab, openQuickLab } from "./lab-page.ts";

/** Whether the rail is drawn with this colour. */
function drawnWith(page: Page, colour: string): Promise<boolean> {
	return page.locator(".rail canvas").evaluate((canvas, name) => {
		const probe = document.createElement("canvas").getContext("2d");
		const pen = (canvas as HTMLCanvasElement).getContext("2d");
		if (probe === null || pen === null) throw new Error("a canvas can be drawn on");
		const value = name.startsWith("--") ? getComputedStyle(canvas).getPropertyValue(name).trim() : name;
		probe.fillStyle = value;
		probe.fillRect(0, 0, 1, 1);
		const [red, green, blue] = probe.getImageData(0, 0, 1, 1).data;
		const { data } = pen.getImageData(0, 0, pen.canvas.width, pen.canvas.height);
		for (let at = 0; at < data.length; at += 4)
			if (data[at + 3] === 255 && data[at] === red && data[at + 1] === green && data[at + 2] === blue) return true;
		return false;
	}, colour);
}

test("where the page’s colours are the visitor’s own, the rail has them too", async ({ page }) => {
	const lab = await openLab(page);
	await cardOf(lab, "pub-1").connect();
	await expect.poll(() => drawnWith(page, "--ink")).toBe(true);
	expect(await drawnWith(page, "CanvasText")).toBe(false);
	await page.emulateMedia({ forcedColors: "active" });
	await expect.poll(() => drawnWith(page, "CanvasText")).toBe(true);
	expect(await drawnWith(page, "--ink")).toBe(false);
});

test("the rail says what its marks mean to whoever points at it or goes there", async ({ page }) => {
	const lab = await openQuickLab(page);
	await cardOf(lab, "pub-1").connect();
	const rail = page.getByRole("slider", { name: "Moment of the room" });
	const legend = rail.getByText("Published, and what became of it");
	await expect(legend).toHaveCount(0);
	await rail.hover();
	await expect(legend).toBeVisible();
	await page.getByRole("banner").hover();
	await expect(legend).toBeHidden();
	await rail.focus();
	await page.keyboard.press("ArrowLeft");
	await expect(legend).toBeVisible();
});
