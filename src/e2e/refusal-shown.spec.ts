import { expect, test } from "@playwright/test";
import { cardOf } from "./client-card.ts";
import { openLab, openQuickLab } from "./lab-page.ts";

test.describe("with a finger", () => {
	test.use({ hasTouch: true });

	test("a button that refuses says why when it is tapped, and the reason goes with the next tap", async ({ page }) => {
		const lab = await openLab(page);
		const { publishButton } = cardOf(lab, "pub-1");
		await publishButton.tap({ force: true });
		const reason = page.getByText("Connect first.", { exact: true });
		await expect(reason).toBeInViewport();
		await expect(publishButton).toHaveAccessibleDescription("Connect first.");
		await lab.broker.tap();
		await expect(reason).toBeHidden();
	});

	test("a menu's row that refuses says why in the row", async ({ page }) => {
		const lab = await openQuickLab(page);
		await cardOf(lab, "sub-1").connect();
		await page.getByRole("button", { name: "More for sub-1" }).tap();
		await expect(page.getByRole("menuitem", { name: "Remove" }).getByText("Disconnect it first")).toBeInViewport();
	});
});

test("a choice that refuses says why when the keys come to it", async ({ page }) => {
	const lab = await openLab(page);
	await lab.broker.getByRole("button", { name: "Settings" }).focus();
	await page.keyboard.press("Enter");
	const sheet = page.getByRole("dialog", { name: "Broker settings" });
	await sheet.getByRole("radio", { name: "as Aedes ships" }).click();
	await sheet.getByRole("button", { name: /^Start/ }).click();
	const choice = sheet.getByRole("radio", { name: "drops the oldest" });
	await expect(choice).toBeDisabled();
	const why = (await choice.getAttribute("title")) ?? "";
	await choice.focus();
	// from the keyboard, so that the browser shows the focus
	await page.keyboard.press("ArrowLeft");
	await expect(page.getByText(why.endsWith(".") ? why : `${why}.`, { exact: true }).last()).toBeInViewport();
	await expect(choice).toHaveAccessibleDescription(why);
	await expect(sheet.getByRole("radio", { name: "drops the newest" })).toBeChecked();
});

test("a press that begins in a sheet and ends beside it closes nothing; one that begins and ends beside it does", async ({ page }) => {
	const lab = await openLab(page);
	await lab.broker.getByRole("button", { name: "Settings" }).click();
	const sheet = page.getByRole("dialog", { name: "Broker settings" });
	await sheet.getByRole("heading", { name: "Broker settings" }).hover();
	await page.mouse.down();
	await page.mouse.move(5, 450);
	await page.mouse.up();
	await expect(sheet).toBeVisible();
	await page.mouse.move(5, 450);
	await page.mouse.down();
	await sheet.getByRole("heading", { name: "Broker settings" }).hover();
	await page.mouse.up();
	await expect(sheet).toBeVisible();
	await page.mouse.click(5, 450);
	await expect(sheet).toBeHidden();
});

test("a menu is whole on the screen, whatever cuts its card off", async ({ page }) => {
	await page.setViewportSize({ width: 1440, height: 620 });
	const lab = await openQuickLab(page);
	await cardOf(lab, "sub-1").connect();
	await page.getByRole("button", { name: "Hold the wire, or leave another way: sub-1" }).click();
	const menu = page.getByRole("menu");
	for (const row of await menu.getByRole("menuitem").all()) await expect(row).toBeInViewport({ ratio: 1 });
	const box = await menu.boundingBox();
	const top = await page.evaluate(([x, y]) => document.elementFromPoint(x, y)?.closest("[role=menu]") !== null, [
		(box?.x ?? 0) + 10,
		(box?.y ?? 0) + (box?.height ?? 0) - 12,
	] as const);
	expect(top, "nothing covers the menu").toBe(true);
	await page.keyboard.press("End");
	await expect(menu.getByRole("menuitem").last()).toBeFocused();
	await page.keyboard.press("f");
	await expect(menu.getByRole("menuitem", { name: "Fall silent" })).toBeFocused();
	await page.keyboard.press("Escape");
	await expect(menu).toBeHidden();
	await expect(page.getByRole("button", { name: "Hold the wire, or leave another way: sub-1" })).toBeFocused();
});
