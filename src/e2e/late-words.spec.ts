import { expect, type Page, test } from "@playwright/test";
import { chooseFromTests, freshRoom, type LabPage, openQuickLab } from "./lab-page.ts";
import { scriptOn } from "./script-panel.ts";

const UNREACHABLE = "This could not be loaded. Is the host still there?";

/** Until the returned function is called, the page does not get this part of its code. */
async function withhold(page: Page, part: RegExp): Promise<() => Promise<void>> {
	await page.route(part, (route) => route.abort());
	return () => page.unroute(part);
}

async function afterTest5(lab: LabPage): Promise<void> {
	await chooseFromTests(lab, /^Test 5/);
	const script = scriptOn(lab.page, 5);
	await expect(script.button("Next step")).toBeEnabled();
	await script.button("All at once").click();
	await expect(script.verdict).toBeVisible();
}

test("a cure that cannot be loaded costs one sentence, and opening the row again asks again", async ({ page }) => {
	const giveBack = await withhold(page, /assets\/cure-of/);
	const lab = await openQuickLab(page, freshRoom());
	await afterTest5(lab);
	const cell = lab.fate("m1");
	const badge = cell.getByText("Dropped", { exact: true });
	const cure = cell.getByText("Publish with QoS 1, or turn queue_qos0_messages on.");
	await badge.click();
	await expect(lab.notice).toHaveText("That part of the page could not be loaded. Is the host still there?");
	await expect(cure).toHaveCount(0);
	await giveBack();
	await badge.click();
	await expect(cell.getByText("What to change")).toBeHidden();
	await badge.click();
	await expect(cure).toBeVisible();
});

test("a clause that cannot be loaded is not told as a rule, neither in the ledger nor in the log", async ({ page }) => {
	await withhold(page, /assets\/clauses/);
	const lab = await openQuickLab(page, freshRoom());
	await afterTest5(lab);
	const cell = lab.fate("m1");
	await cell.getByText("Dropped", { exact: true }).click();
	await expect(cell.getByRole("definition").filter({ hasText: UNREACHABLE })).not.toContainText(`${UNREACHABLE}.`);
	await expect(cell.getByText("Rule", { exact: true })).toHaveCount(0);
	const tag = page.locator(".log-row-clause[aria-expanded]").last();
	await tag.click();
	await expect(page.locator(".log-row-rule").last()).toContainText(UNREACHABLE);
	await expect(page.locator(".log-row-rule").last()).not.toContainText(`${UNREACHABLE}.`);
	await expect(tag).toHaveAttribute("title", UNREACHABLE);
});

test("an address whose run cannot be loaded says so, and the page goes on", async ({ page }) => {
	await withhold(page, /assets\/run-asked/);
	await page.goto(`/r/${freshRoom()}?test=5`);
	await expect(page.getByText("What this address asks for could not be loaded. Is the host still there?")).toBeVisible();
	await expect(page.getByRole("button", { name: "Connect", exact: true }).first()).toBeEnabled();
});
