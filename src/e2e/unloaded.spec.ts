import { expect, test } from "@playwright/test";
import { cardOf } from "./client-card.ts";
import { openLab, openQuickLab } from "./lab-page.ts";

test("a part of the page that cannot be loaded costs only its own place", async ({ page }) => {
	const lab = await openLab(page);
	await page.route(/\/assets\/(tape|packet-panel|compare)\b.*\.js/, (route) => route.abort());
	const tab = (name: string) => page.getByRole("tab", { name, exact: true });
	for (const name of ["Tape", "Packet"]) {
		await tab(name).click();
		await expect(page.getByText("This part of the page could not be loaded.").first()).toBeVisible();
		await expect(tab(name)).toBeVisible();
		await expect(page.getByText("This page broke")).toHaveCount(0);
	}
	await tab("Log").click();
	await expect(lab.logLines).toBeVisible();
	await expect(lab.button("Pause")).toBeEnabled();
});

for (const lost of [/assets\/back-dialog.*\.css/, /assets\/back-dialog.*\.js/]) {
	test(`a question that could not be loaded is not asked later, and has its looks when it is called for again (${lost.source.slice(-3)})`, async ({
		page,
	}) => {
		const lab = await openQuickLab(page);
		const dialog = page.getByRole("dialog", { name: /^Fork from / });
		const fork = lab.transport.getByRole("button", { name: "Fork from here", exact: true });
		const back = lab.transport.getByRole("button", { name: "Back one event", exact: true });
		await cardOf(lab, "sub-1").connect();
		await back.click();
		await page.route(lost, (route) => route.abort());
		await fork.click();
		await expect(lab.notice).toHaveText("That part of the page could not be loaded. Is the host still there?");
		await page.unroute(lost);
		// The Lab is left, and begins another life.
		await page.getByRole("link", { name: "Lessons", exact: true }).click();
		await expect(lab.transport).toHaveCount(0);
		await page.getByRole("link", { name: "Lab", exact: true }).click();
		await back.click();
		await expect(fork).toBeVisible();
		await expect(dialog).toHaveCount(0);
		await fork.click();
		await expect(dialog).toBeVisible();
		await expect(dialog.locator(".back-dialog-acts")).toHaveCSS("display", "flex");
	});
}
