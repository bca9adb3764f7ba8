import { expect, type Page, test } from "@playwright/test";
import { cardOf } from "./client-card.ts";
import { freshRoom, openQuickLab } from "./lab-page.ts";

const rule = (page: Page, id: string) => page.getByRole("listitem").filter({ has: page.getByText(`3.1.1 [MQTT-${id}]`, { exact: true }) });

test("rules are collected as they are seen happening, each with its moment, and forgotten when asked", async ({ page }) => {
	const room = freshRoom();
	const lab = await openQuickLab(page, room);
	await page.goto(`/r/${room}/rules`);
	await expect(page.getByRole("heading", { name: "Rules you have seen happen" })).toBeVisible();
	await expect(rule(page, "3.1.2-6")).toContainText("not seen yet");
	await expect(rule(page, "3.1.2-6").getByRole("link", { name: /^Lesson: / })).toHaveAttribute("href", new RegExp(`^/r/${room}/lessons/`));

	await page.getByRole("link", { name: "Lab", exact: true }).click();
	const subscriber = cardOf(lab, "sub-1");
	await subscriber.cleanSession.click();
	await subscriber.connect();
	await subscriber.subscribe();
	await subscriber.disconnect();
	await page.goBack();
	await expect(rule(page, "3.1.2-6")).toContainText(`in room ${room.toUpperCase()}`);
	await expect(rule(page, "3.1.2-6")).toContainText("Session of sub-1 discarded with its connection");
	await expect(rule(page, "3.14.4-1")).not.toContainText("not seen yet");
	// Nothing was kept, nothing was published: these did not happen.
	for (const id of ["3.1.2-5", "3.2.2-2", "4.3.1-1", "3.3.1-1"]) await expect(rule(page, id)).toContainText("not seen yet");

	await page.reload();
	await expect(rule(page, "3.1.2-6")).toContainText("Session of sub-1 discarded with its connection");
	await page.getByRole("button", { name: "Forget them all" }).click();
	const asks = page.getByRole("dialog", { name: "Forget what has been seen?" });
	await asks.getByRole("button", { name: "Forget them all" }).click();
	await expect(rule(page, "3.1.2-6")).toContainText("not seen yet");
	await expect(page.getByText(/^0 of \d+$/).first()).toBeVisible();
});

test("on a phone the rules stand below each other, and nothing scrolls sideways", async ({ page }) => {
	await page.setViewportSize({ width: 390, height: 844 });
	await page.goto(`/r/${freshRoom()}/rules`);
	await expect(page.getByRole("heading", { name: "Rules you have seen happen" })).toBeVisible();
	const sideways = await page.evaluate(() => {
		const body = document.querySelector("main");
		return body === null ? 1 : body.scrollWidth - body.clientWidth;
	});
	expect(sideways).toBe(0);
});
