import { expect, type Locator, type Page, test } from "@playwright/test";
import { cardOf } from "./client-card.ts";
import { type LabPage, openQuickLab } from "./lab-page.ts";

/** A room with more lines than are drawn at once, in which nothing happens any more. */
async function longLog(page: Page): Promise<LabPage> {
	const lab = await openQuickLab(page);
	const [publisher, subscriber] = [cardOf(lab, "pub-1"), cardOf(lab, "sub-1")];
	await subscriber.qos("Subscription QoS", 1).click();
	await subscriber.connect();
	await subscriber.subscribe();
	await publisher.qos("Publish QoS", 1).click();
	await publisher.connect();
	await publisher.field("Times").fill("30");
	await publisher.publishButton.click();
	await subscriber.toHaveReceived(30);
	await expect(lab.equation).toHaveAccessibleName(/^30 published = 30 delivered/);
	return lab;
}

const tab = (page: Page, name: string) => page.getByRole("tab", { name, exact: true }).click();
const inView = (lines: Locator) => expect(lines).toBeInViewport();

test("a long log that is opened anew while nothing happens shows its newest lines, and goes up from there", async ({ page }) => {
	const lab = await longLog(page);
	const last = lab.logLines.getByText(/PUBACK.*#30/).last();
	await inView(last);
	await tab(page, "Tape");
	await expect(page.getByRole("grid", { name: "Packets" })).toBeVisible();
	await tab(page, "Log");
	await inView(last);
	const top = () => lab.logLines.evaluate(({ scrollTop }) => scrollTop);
	const before = await top();
	await lab.logLines.hover();
	await page.mouse.wheel(0, -100);
	await expect(page.getByRole("button", { name: "Jump to latest" })).toBeVisible();
	await expect.poll(top).toBeGreaterThan(before - 200);
	await inView(lab.logLines.getByText("#28").last());
});

test("a long log goes to the line of the moment that is shown", async ({ page }) => {
	const lab = await longLog(page);
	const first = lab.logLines.getByText("sub-1 → broker CONNECT").first();
	await expect(first).toHaveCount(0);
	await page.keyboard.press("Home");
	for (let press = 0; press < 4; press += 1) await page.keyboard.press(".");
	await inView(first);
	await tab(page, "Tape");
	await tab(page, "Log");
	await inView(first);
});
