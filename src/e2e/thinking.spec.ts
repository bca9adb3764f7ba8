import { type Browser, expect, type Page, test } from "@playwright/test";
import { LESSONS } from "#course/lessons/lessons.ts";
import { sayStep } from "#script/say-step.ts";
import { sayChange } from "#trial/change.ts";
import { freshRoom } from "./lab-page.ts";
import { openLesson, walkToLesson } from "./lesson-page.ts";

const WAITS = /^All three wait at the broker/;
const NOTHING = /^Nothing arrives\. The session is found/;
const BELIEF = "A persistent session keeps the messages that come while its client is away.";

/** A browser whose answers are shuffled by this seed. */
async function browserWith(browser: Browser, seed: number): Promise<Page> {
	const context = await browser.newContext();
	await context.addInitScript((text) => localStorage.setItem("slow-wire/answer-order", text), String(seed));
	return context.newPage();
}

/** The answers as they stand, in words. */
const seen = (page: Page) => page.locator(".answer-choices label b").allTextContents();

test("answers stand in an order of this browser's own, on the page and on paper, and letters choose what stands beside them", async ({
	browser,
}) => {
	const orders = new Set<string>();
	for (const seed of [1, 2, 3, 4, 5, 6]) {
		const page = await browserWith(browser, seed);
		const lesson = await openLesson(page, freshRoom(), "test-2");
		const order = await seen(page);
		if (orders.has(order.join())) {
			await page.context().close();
			continue;
		}
		orders.add(order.join());
		await page.reload();
		await lesson.expectStation("Predict");
		expect(await seen(page)).toEqual(order);
		for (const [at, says] of order.entries()) {
			await page.keyboard.press("ABCD"[at] ?? "");
			await expect(page.getByRole("radio", { name: says })).toBeChecked();
		}
		await page.goto("/handout/test-2");
		const paper = page.locator(".handout-answers > li");
		await expect(paper).toHaveText(order);
		expect(await paper.evaluateAll((all) => all.map((one) => one.getAttribute("data-letter")))).toEqual(["A", "B", "C"]);
		const right = order.findIndex((says) => NOTHING.test(says));
		await expect(page.locator(".handout-came")).toHaveText(`${"ABC"[right]}. ${order[right]}`);
		await page.context().close();
	}
	expect(orders.size).toBeGreaterThan(2);
});

test("what many believe is told when the prediction is made, and not before", async ({ page }) => {
	const lesson = await openLesson(page, freshRoom(), "test-2");
	await expect(page.getByText("Many believe")).toHaveCount(0);
	await lesson.answer(WAITS).check();
	await expect(page.getByText("Many believe")).toHaveCount(0);
	await lesson.button("Run it at once").click();
	await expect(page.getByText(`Many believe: ${BELIEF}`)).toBeVisible();
});

test("what was certain and wrong comes back the next day, at the top of the list, and goes when it is predicted right", async ({
	page,
}) => {
	await page.clock.setFixedTime(new Date("2026-03-10T15:00:00"));
	const room = freshRoom();
	const lesson = await openLesson(page, room, "test-2");
	await lesson.answer(WAITS).check();
	await page.getByRole("radio", { name: "Certain" }).check();
	await lesson.button("Run it at once").click();
	await expect(
		page.getByText(
			"You were certain: of all lessons, this one is most worth another look. This lesson will be at the top of the list again tomorrow.",
		),
	).toBeVisible();

	const again = page.getByRole("heading", { name: "Back again today" });
	await page.goto(`/r/${room}/lessons`);
	await expect(page.getByText("Most worth another look")).toHaveCount(1);
	await expect(again).toHaveCount(0);

	await page.clock.setFixedTime(new Date("2026-03-11T08:00:00"));
	await page.reload();
	await expect(again).toBeVisible();
	const group = page.locator(".lesson-index-again");
	await expect(group.getByRole("link")).toHaveCount(1);
	await expect(group).toContainText("Test 2");
	expect(await page.getByRole("heading", { level: 3 }).first().textContent()).toBe("Back again today");
	await group.getByRole("link").click();
	await lesson.expectStation("Predict");
	await expect(page.getByRole("radio", { checked: true })).toHaveCount(0);
	await lesson.answer(NOTHING).check();
	await lesson.button("Run it at once").click();
	await expect(page.getByText("This lesson will be at the top of the list again in 7 days.")).toBeVisible();
	await page.getByRole("link", { name: "Lessons", exact: true }).first().click();
	await expect(page.getByRole("heading", { name: "Lessons", level: 2 })).toBeVisible();
	await expect(again).toHaveCount(0);
});

test("how sure one is may be passed over: two presses run a lesson, and what is right does not come back", async ({ page }) => {
	const lesson = await openLesson(page, freshRoom(), "test-2");
	await lesson.answer(NOTHING).check();
	await lesson.button("Run it at once").click();
	await expect(lesson.board.getByText("As you predicted")).toBeVisible();
	await expect(page.getByText(/at the top of the list again/)).toHaveCount(0);
});

test("what was right but guessed comes back too", async ({ page }) => {
	const lesson = await openLesson(page, freshRoom(), "test-2");
	await lesson.answer(NOTHING).check();
	await page.getByRole("radio", { name: "Guessing" }).check();
	await lesson.button("Run it at once").click();
	await expect(page.getByText("This lesson will be at the top of the list again tomorrow.")).toBeVisible();
});

test("a client that has nothing says so in both rows, and everything that was predicted has a name", async ({ page }) => {
	const lesson = await openLesson(page, freshRoom(), "will");
	await lesson.answer("Both times.").check();
	await lesson.button("Run it at once").click();
	const texts = (at: RegExp) => lesson.moment(at).locator("svg.scene-drawing text").allTextContents();
	await expect(lesson.board.getByText("First difference")).toBeVisible();
	// sub-1 has received nothing yet, and what meter-1 has received is not asked: in either row alike.
	const boxes = (await texts(/^Part 1/)).filter((text) => text === "nothing" || text === "connected");
	expect(boxes).toEqual(["nothing", "connected", "nothing", "connected"]);
	expect((await texts(/^Part 2/)).filter((text) => text === "w1")).toHaveLength(1);
	expect((await texts(/^Part 3/)).filter((text) => /^w?[12]$/.test(text)).length).toBeGreaterThanOrEqual(3);
});

test("every lesson reads in order, without being run: setup, question, answers, explanation, change", async ({ page }) => {
	const room = freshRoom();
	await page.goto(`/r/${room}/lessons`);
	for (const lesson of LESSONS) {
		await walkToLesson(page, room, lesson);
		await page.getByText("Read how it comes out, without running it").click();
		await expect(page.getByRole("heading", { name: lesson.explain.title })).toBeVisible();
		const text = await page.locator(".lesson-page-body").innerText();
		const came = lesson.answers.find(({ id }) => id === lesson.comes)?.says ?? "";
		const order = [
			...(lesson.words ?? []).map(({ says }) => says),
			...lesson.moments.flatMap(({ lines }) => lines.map(({ says, step }) => says ?? sayStep(step))),
			lesson.asks,
			"What do you predict?",
			`It comes out like this: ${came}`,
			lesson.explain.title,
			...lesson.explain.says,
			...(lesson.follow === undefined ? [] : [lesson.follow.asks, ...lesson.follow.changes.map(sayChange)]),
		];
		let from = 0;
		for (const sentence of order) {
			const found = text.indexOf(sentence, from);
			expect(found, `${lesson.id}: “${sentence}” is not where it is read`).toBeGreaterThanOrEqual(0);
			from = found;
		}
	}
});

test("a lesson that has run reads in order too, from the setup to the change", async ({ page }) => {
	const lesson = await openLesson(page, freshRoom(), "test-2");
	await lesson.answer(WAITS).check();
	await lesson.button("Run it at once").click();
	// What was asked is folded up once the outcome stands there.
	await expect(page.getByText("First difference in part 2")).toBeVisible();
	await page.getByText("What was asked").click();
	await expect(page.getByText("Your prediction.")).toBeVisible();
	const two = LESSONS.find(({ id }) => id === "test-2");
	if (two === undefined) throw new Error("no test-2");
	const body = page.locator(".lesson-page-body");
	const text = await body.innerText();
	const order = [
		...two.moments.map(({ title }) => `${title}: `),
		two.asks,
		"Your prediction.",
		"First difference in part 2",
		"You predicted",
		"What happened",
		two.explain.title,
		BELIEF,
		...two.explain.says,
		two.follow?.asks ?? "",
	];
	const places = order.map((sentence) => text.indexOf(sentence));
	expect(places.filter((place) => place < 0)).toEqual([]);
	expect(places.toSorted((one, other) => one - other)).toEqual(places);
});
