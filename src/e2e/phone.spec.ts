import { expect, type Locator, type Page, test } from "@playwright/test";
import { cardOf } from "./client-card.ts";
import { chooseFromTests, openLab } from "./lab-page.ts";
import { scriptOn, watchFromLanding } from "./script-panel.ts";
import { settingsOn } from "./settings-sheet.ts";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

async function expectNothingSideways(page: Page): Promise<void> {
	expect(await page.evaluate(() => document.scrollingElement?.scrollWidth)).toBeLessThanOrEqual(390);
}

async function expectLargeTargets(targets: readonly Locator[]): Promise<void> {
	for (const target of targets) {
		await expect(target).toBeVisible();
		const box = await target.boundingBox();
		expect(box?.height, `height of ${target}`).toBeGreaterThanOrEqual(44);
		expect(box?.width, `width of ${target}`).toBeGreaterThanOrEqual(44);
	}
}

test("test 4 from the first page of a phone: played, received, and nothing scrolls sideways", async ({ page }) => {
	await page.goto("/");
	await expect(page.getByRole("link", { name: "Test 4: watch it run" })).toBeVisible();
	await expectNothingSideways(page);
	await expectLargeTargets([page.getByRole("button", { name: "Start a room" }), page.getByRole("button", { name: "Join with a code" })]);

	const lab = await watchFromLanding(page, 4);
	await expectNothingSideways(page);
	const script = scriptOn(page, 4);
	await expectLargeTargets([lab.button("Pause"), lab.button("Step"), script.button("Step by step")]);
	await lab.transport.getByRole("combobox", { name: "Wire delay" }).selectOption("No delay");
	await expect(script.verdict).toContainText("sub-1 received “21.5”, “21.8”, “22.1”, as expected; session present = true.");
	await expect(lab.equation).toHaveAccessibleName("3 published = 3 delivered + 0 queued + 0 in flight + 0 dropped");
	await expectNothingSideways(page);

	await page.getByRole("button", { name: "Ledger", exact: true }).tap();
	await expect(lab.fate("m3").getByText("Delivered", { exact: true })).toBeVisible();
	await expectNothingSideways(page);
	await page.getByRole("button", { name: "Log", exact: true }).tap();
	await expect(lab.logLines).toContainText("sub-1 acknowledged m3 (#3): delivered");
	await expectNothingSideways(page);
});

test("on a phone the next thing to do is on the bar of the client, and everything else in its sheet", async ({ page }) => {
	const lab = await openLab(page);
	await lab.transport.getByRole("combobox", { name: "Wire delay" }).selectOption("No delay");
	const [publisher, subscriber] = [cardOf(lab, "pub-1"), cardOf(lab, "sub-1")];
	await expectLargeTargets([subscriber.button("Connect"), publisher.button("Connect"), lab.button("Pause"), lab.button("Step")]);
	await subscriber.button("Connect").tap();
	await subscriber.toBe("connected");
	await subscriber.button("Subscribe").tap();
	await publisher.button("Connect").tap();
	await publisher.toBe("connected");
	await publisher.publishButton.tap();
	await expect(lab.equation).toHaveAccessibleName(/^1 published = 1 delivered/);

	await subscriber.button("Open sub-1").tap();
	const sheet = page.getByRole("dialog", { name: "sub-1" });
	await expect(sheet.getByRole("heading", { name: "Received 1" })).toBeVisible();
	await expectLargeTargets([sheet.getByRole("button", { name: "Disconnect" }), sheet.getByRole("button", { name: "Cut cable" })]);
	await expectNothingSideways(page);
	await sheet.getByRole("button", { name: "Leave another way: sub-1" }).tap();
	const ways = ["Fall silent", "Be taken over", "Break the protocol"].map((name) => sheet.getByRole("menuitem", { name }));
	await expectLargeTargets(ways);
	await ways[0]?.tap();
	await subscriber.toBe("silent");
	await sheet.getByRole("button", { name: "Close" }).tap();
	await expect(sheet).toBeHidden();
	await expectNothingSideways(page);
});

test("on a phone the broker's settings are in the menu, as wide as the screen, with targets of 44 px", async ({ page }) => {
	const lab = await openLab(page);
	await chooseFromTests(lab, /^Broker settings/);
	const { sheet, choice, number, truth, choose } = settingsOn(lab);
	await expect(sheet).toBeVisible();
	expect((await sheet.boundingBox())?.width).toBe(390);
	const restart = sheet.getByRole("button", { name: "Restart the broker" });
	await expectLargeTargets([choice("Preset", "HiveMQ"), number("max_queued_messages"), choice("queue_full", "drops the oldest"), restart]);
	expect((await truth("persistence").boundingBox())?.height).toBeGreaterThanOrEqual(44);
	await choose("Preset", "HiveMQ");
	await expect(number("max_inflight_messages")).toHaveValue("50");
	await expectNothingSideways(page);
});
