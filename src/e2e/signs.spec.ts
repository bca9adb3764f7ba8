import { expect, test } from "@playwright/test";
import { cardOf } from "./client-card.ts";
import { openLab, openQuickLab } from "./lab-page.ts";
import { openLesson } from "./lesson-page.ts";

test("the legend of shapes, colours, wires and log codes stands behind ? and on top of the words", async ({ page }) => {
	const lab = await openLab(page);
	await page.keyboard.press("?");
	const dialog = page.getByRole("dialog", { name: "Keys and legend" });
	for (const says of [
		"Circle: a message at QoS 0",
		"Amber: queued",
		"A bar, once there is too much for shapes",
		"its CONNECT has no CONNACK yet",
		"There r1 is RETAIN = 1, not a message",
	])
		await expect(dialog).toContainText(says);
	await page.keyboard.press("Escape");
	await page.goto(`${page.url()}/words`);
	await page.getByText("Legend: shapes, colours, wires").click();
	await expect(page.getByText("Eye: a message at QoS 1")).toBeVisible();
	await expect(lab.page.getByText("Solid: the client is connected")).toBeVisible();
});

for (const [width, height] of [
	[1440, 900],
	[1280, 800],
	[1920, 1080],
] as const) {
	test(`at ${width} x ${height} 0, 1 and 2 on a card are labelled QoS, and nothing of their row is cut off`, async ({ page }) => {
		await page.setViewportSize({ width, height });
		const lab = await openQuickLab(page);
		const [publisher, subscriber] = [cardOf(lab, "pub-1"), cardOf(lab, "sub-1")];
		await subscriber.connect();
		await subscriber.subscribe();
		for (const form of [publisher.form, subscriber.subscriptions.or(page.getByRole("region", { name: "Subscriptions of sub-1" }))]) {
			const label = form.getByText("QoS", { exact: true });
			await expect(label.last()).toBeVisible();
			expect(await form.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
		}
		const again = subscriber.button("Subscribe again");
		expect(await again.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
	});
}

test("the number of sessions is the number of sessions: one that has ended is counted apart", async ({ page }) => {
	const lab = await openQuickLab(page);
	const publisher = cardOf(lab, "pub-1");
	await cardOf(lab, "sub-1").connect();
	await publisher.connect();
	await expect(lab.broker).toContainText("2 sessions");
	await publisher.disconnect();
	await expect(lab.broker).toContainText("1 session, 1 ended");
});

test("a lesson says of whose session its setting is, and what the two ways to run it are", async ({ page }) => {
	const lesson = await openLesson(page, "signs", "test-2");
	await expect(page.getByRole("list", { name: "Decisive settings" })).toContainText(/sub-1\s*clean_session = false/);
	await expect(lesson.page.getByText("shows every packet, slowly, in the Lab")).toBeVisible();
});
