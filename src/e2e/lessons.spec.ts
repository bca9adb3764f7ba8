import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { freshRoom, labOn } from "./lab-page.ts";
import { lessonOn, openLesson } from "./lesson-page.ts";

const TWO = "The session is kept. Is the message?";
const WAITS = /^All three wait at the broker/;
const NOTHING = /^Nothing arrives\. The session is found/;

/** From the first page to the lesson after it, with a prediction that does not come true. */
async function newcomer(page: Page): Promise<void> {
	await page.goto("/");
	await page.getByRole("link", { name: "Test 2: predict first" }).click();
	const lesson = lessonOn(page);
	await expect(lesson.heading(TWO)).toBeVisible();
	await expect(page).toHaveTitle(`${TWO} · Slow Wire`);
	await lesson.expectStation("Predict");
	await expect(lesson.preview).not.toContainText(/dropped|nothing arrives/i);
	await expect(lesson.button("Run it")).toHaveAttribute("aria-disabled", "true");
	await expect(page.getByText("Choose an answer first.")).toBeVisible();
	await lesson.expectNoSidewaysScroll();
	await lesson.answer(WAITS).check();
	await lesson.button("Run it").click();

	// In the Lab the script plays by itself; the rest of it at once.
	const strip = page.getByRole("region", { name: `Script: ${TWO}` });
	await expect(strip).toBeVisible();
	await expect(page).toHaveURL(/\/r\/[^/]+$/);
	await strip.getByRole("button", { name: "Step by step" }).click();
	await strip.getByRole("button", { name: "All at once" }).click();
	await strip.getByRole("link", { name: "Compare with your prediction" }).click();

	await expect(lesson.heading(TWO)).toBeFocused();
	await lesson.expectStation("Explain");
	await expect(page.getByText("You predicted: m1 (21.5), m2 (21.8) and m3 (22.1) wait. It was: nothing waits.")).toBeVisible();
	await expect(lesson.moment(/^Part 2/).getByText("First difference")).toBeVisible();
	await expect(lesson.board.getByText("First difference")).toHaveCount(1);
	await expect(lesson.moment(/^Part 2/)).toContainText("Published at QoS 0, so not queued.");
	await expect(page.getByRole("heading", { name: "The session was kept. The messages were never in it." })).toBeVisible();
	await expect(page.getByRole("list", { name: "By the standard" })).toContainText("3.1.1 [MQTT-3.1.2-5]");
	await expect(lesson.evidence).toHaveText([
		/CONNACK session present = 1.*The old session was found/,
		/m1 \(21\.5\), m2 \(21\.8\) and m3 \(22\.1\) for sub-1: dropped/,
		/Queue on reconnect: empty/,
	]);

	await lesson.button("Publish at QoS 1").click();
	await expect(lesson.changed("Publish at QoS 1")).toContainText("Does not");
	await expect(lesson.changed("Publish at QoS 1")).toContainText("3 dropped");
	await expect(lesson.changed("Publish at QoS 1")).toContainText("Subscribed at QoS 0, so not queued");
	await lesson.button("Set queue_qos0_messages = true").click();
	await expect(lesson.changed("Set queue_qos0_messages = true")).toContainText("Reaches it");
	await expect(lesson.changed("Set queue_qos0_messages = true")).toContainText("3 received");
	await lesson.expectNoSidewaysScroll();
	await lesson.next.click();
	await expect(lesson.heading("Does QoS 1 help a clean session?")).toBeFocused();
	await lesson.expectStation("Predict");
}

test("a newcomer predicts wrongly, sees where it parts, why, and what one switch makes of it", async ({ page }) => {
	await newcomer(page);
	await expect(page.getByText(/^1 of \d+ run$/)).toBeVisible();
	await expect(page.getByText("0 predicted right", { exact: true })).toBeVisible();
});

test.describe("on a phone", () => {
	test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

	test("the same path leads on, and nothing scrolls sideways", async ({ page }) => {
		await newcomer(page);
		await page.getByText(/^Lesson 3 of \d+$/).click();
		await expect(
			page.getByRole("navigation", { name: "Lessons" }).getByRole("link", { name: new RegExp(`^${TWO.slice(0, 20)}`) }),
		).toContainText("done");
	});
});

test("many new words are folded under their names: the question and its first answers are in sight", async ({ page }) => {
	await page.goto(`/r/${freshRoom()}/lessons/test-1`);
	const says = page.getByText("Clients do not talk to each other.", { exact: false });
	const head = page.getByRole("heading", { name: "New words" });
	await expect(page.getByText("broker, client, publish, topic", { exact: false })).toBeVisible();
	await expect(page.getByRole("radio").first()).toBeInViewport({ ratio: 1 });
	await expect(says).toBeHidden();
	await head.click();
	await expect(says).toBeVisible();
	await page.emulateMedia({ media: "print" });
	await head.click();
	await expect(says).toBeVisible();
});

test("a prediction that comes true says so, and is remembered after a reload", async ({ page }) => {
	const room = freshRoom();
	const lesson = await openLesson(page, room, "test-2");
	await lesson.answer(NOTHING).check();
	await lesson.button("Run it at once").click();
	await expect(lesson.board.getByText("As you predicted")).toBeVisible();
	await expect(lesson.board.getByText("First difference")).toHaveCount(0);
	await page.reload();
	await expect(page.getByText("1 predicted right")).toBeVisible();
	await lesson.expectStation("Predict");
});

test("a lesson taken over by hand is not compared before there is something to compare", async ({ page }) => {
	const lesson = await openLesson(page, freshRoom(), "test-2");
	await lesson.answer(NOTHING).check();
	await lesson.button("Run it").click();
	const strip = page.getByRole("region", { name: `Script: ${TWO}` });
	await strip.getByRole("button", { name: /^Take over/ }).click();
	await strip.getByRole("link", { name: "Compare with your prediction" }).click();
	await lesson.expectStation("Run");
	// Hardly anything has happened in this room: the page says what is missing.
	await expect(lesson.button("Compare now")).toHaveAttribute("aria-disabled", "true");
	await expect(page.getByText(/^There is nothing to compare yet\. ./)).toBeVisible();
	await lesson.button("Back to the prediction").click();
	await lesson.expectStation("Predict");
	await expect(lesson.answer(NOTHING)).toBeChecked();
});

test("hints come one at a time, and the way is shown in the Lab", async ({ page }) => {
	const lesson = await openLesson(page, freshRoom(), "test-2");
	await lesson.answer(WAITS).check();
	await lesson.button("Run it at once").click();
	await lesson.button("A hint").click();
	await expect(lesson.change.getByText("QoS 1 on one side is not enough", { exact: false })).toBeVisible();
	await expect(lesson.change.getByText("The standard leaves it to the broker", { exact: false })).toHaveCount(0);
	await lesson.button("Another hint").click();
	await lesson.button("Show me").click();
	await expect(page.getByRole("region", { name: /^Script: Shown: / })).toBeVisible();
	await expect(labOn(page).broker).toBeVisible();
});

test("lessons are found by keyboard alone", async ({ page }) => {
	const room = freshRoom();
	const lesson = await openLesson(page, room, "test-2");
	// Answers stand in an order of this browser's own: go down until the right one is chosen.
	await page.getByRole("radio").first().focus();
	await page.keyboard.press("Space");
	while (!(await lesson.answer(NOTHING).isChecked())) await page.keyboard.press("ArrowDown");
	await page.keyboard.press("Tab");
	await expect(page.getByRole("radio", { name: "Guessing" })).toBeFocused();
	await page.keyboard.press("Tab");
	await page.keyboard.press("Tab");
	await page.keyboard.press("Enter");
	await expect(lesson.heading(TWO)).toBeFocused();
	await lesson.expectStation("Explain");
});

test("progress is exported, forgotten after a question, and taken over again from the file", async ({ page }) => {
	const room = freshRoom();
	const lesson = await openLesson(page, room, "test-2");
	await lesson.answer(WAITS).check();
	await lesson.button("Run it at once").click();
	await expect(page.getByText(/^1 of \d+ run$/)).toBeVisible();
	const menu = page.getByRole("button", { name: "Your progress as a file" });
	await menu.click();
	const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: "Export as a file" }).click()]);
	const path = await file.path();
	expect(JSON.parse(await readFile(path, "utf8"))).toMatchObject({
		format: 2,
		lessons: { "test-2": { predicted: "waits", right: false } },
	});

	await menu.click();
	await page.getByRole("menuitem", { name: "Forget my progress" }).click();
	const asks = page.getByRole("dialog", { name: "Forget your progress?" });
	await expect(asks).toContainText("1 lesson run");
	await asks.getByRole("button", { name: "Forget it" }).click();
	await expect(page.getByText(/^0 of \d+ run$/)).toBeVisible();

	await page.getByLabel("Progress file").setInputFiles(path);
	await expect(page.getByText(/^1 of \d+ run$/)).toBeVisible();
	await page.getByLabel("Progress file").setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from("{}") });
	await expect(page.getByText(/^This file was not added\./)).toBeVisible();
});

test("the list of all lessons leads on, and an unknown lesson leads to it", async ({ page }) => {
	const room = freshRoom();
	await page.goto(`/r/${room}/lessons/no-such`);
	await expect(page.getByRole("heading", { name: "No such lesson" })).toBeVisible();
	await page.goto(`/r/${room}/lessons`);
	await page.getByRole("link", { name: "Begin: What is left when sub-1 leaves?" }).click();
	await expect(lessonOn(page).heading("What is left when sub-1 leaves?")).toBeFocused();
});
