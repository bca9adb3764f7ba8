import { expect, test } from "@playwright/test";
import { cardOf } from "./client-card.ts";
import { freshRoom, labOn, openLab } from "./lab-page.ts";
import { openLesson } from "./lesson-page.ts";

test("a lesson asks before it clears a room that somebody has used, and leaves the room as it is if told so", async ({ page }) => {
	const room = freshRoom();
	const lab = await openLab(page, room);
	await lab.setDelay("None");
	await cardOf(lab, "sub-1").connect();
	await lab.setDelay("6 s");
	const lesson = await openLesson(page, room, "test-2");
	await lesson.answer(/./).first().check();
	await lesson.button("Run it").click();
	const asks = page.getByRole("dialog", { name: "This room has been used" });
	await expect(asks).toContainText("starts with an empty room");
	await asks.getByRole("button", { name: "Leave it as it is" }).click();
	await page.getByRole("navigation").getByRole("link", { name: "Lab" }).click();
	await expect(lab.session("sub-1")).toBeVisible();

	await page.goBack();
	await lesson.button("Run it").click();
	await asks.getByRole("button", { name: "Clear the room and run it" }).click();
	// the pace is the lesson's, not the six seconds that were left in the room
	await expect(labOn(page).delay("0.5 s")).toBeChecked();
	await page.getByRole("link", { name: "Compare with your prediction" }).click({ timeout: 60_000 });
	await lesson.expectStation("Explain");
	await page.getByRole("navigation").getByRole("link", { name: "Lab" }).click();
	await expect(lab.delay("6 s")).toBeChecked();
});

test("a lesson does not ask about what only lessons have left in the room", async ({ page }) => {
	const room = freshRoom();
	for (const id of ["test-2", "test-4"]) {
		const lesson = await openLesson(page, room, id);
		await lesson.answer(/./).first().check();
		await lesson.button("Run it at once").click();
		await lesson.expectStation("Explain");
	}
});

test("the Tests menu asks too, and not about what a test has left", async ({ page }) => {
	const lab = await openLab(page, freshRoom());
	const choose = async (name: RegExp) => {
		await page
			.getByRole("banner")
			.getByRole("button", { name: /^Tests?/ })
			.click();
		await page.getByRole("menuitem", { name }).click();
	};
	const asks = page.getByRole("dialog", { name: "Clear the room?" });
	const script = page.getByRole("region", { name: /^Script: / });
	await lab.setDelay("None");
	await cardOf(lab, "sub-1").connect();
	await choose(/^Test 2/);
	await asks.getByRole("button", { name: "Keep it" }).click();
	await expect(lab.session("sub-1")).toBeVisible();
	await choose(/^Test 2/);
	await asks.getByRole("button", { name: "Clear the room" }).click();
	await expect(script).toContainText("Test 2");
	await choose(/^Test 3/);
	await expect(script).toContainText("Test 3");
	await expect(asks).toBeHidden();
});
