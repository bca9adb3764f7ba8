import { expect, type Page } from "@playwright/test";

/** A lesson as a visitor sees it: places by role and name. */
export function lessonOn(page: Page) {
	const region = (name: string) => page.getByRole("region", { name, exact: true });
	const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
	const board = region("Storyboard");
	return {
		page,
		heading: (title: string) => page.getByRole("heading", { name: title, exact: true, level: 2 }),
		stations: page.getByRole("list", { name: "Stations of this lesson" }),
		preview: region("What happens"),
		answer: (says: string | RegExp) => page.getByRole("radio", { name: says }),
		button,
		board,
		moment: (title: RegExp) => board.getByRole("article", { name: title }),
		evidence: region("Evidence from this run").getByRole("listitem"),
		change: region("Change one thing"),
		next: page.getByRole("link", { name: /^Next: / }),
		/** One of the changes, with its outcome. */
		changed: (says: string) => region("Change one thing").getByRole("listitem").filter({ hasText: says }),
		async expectStation(word: "Predict" | "Run" | "Explain") {
			await expect(page.getByRole("list", { name: "Stations of this lesson" }).locator("[aria-current=step]")).toContainText(word);
		},
		/** Nothing may be wider than the screen. */
		async expectNoSidewaysScroll() {
			const over = await page.evaluate(() =>
				[document.documentElement, ...document.querySelectorAll("main")].map((one) => one.scrollWidth - one.clientWidth),
			);
			expect(Math.max(...over)).toBeLessThanOrEqual(0);
		},
	};
}

/** From one lesson to another within the page, as the way back and forward leads: nothing is loaded again. */
export async function walkToLesson(page: Page, room: string, lesson: { readonly id: string; readonly title: string }): Promise<void> {
	await page.evaluate((href) => {
		window.history.pushState(null, "", href);
		window.dispatchEvent(new PopStateEvent("popstate"));
	}, `/r/${room}/lessons/${lesson.id}`);
	await expect(lessonOn(page).heading(lesson.title)).toBeVisible();
	// Many new words are folded under their names; a press unfolds what they mean.
	const folded = page.locator(".predict-station-words summary");
	if ((await folded.count()) > 0) await folded.click();
}

/** Opens a lesson of a room in this page. */
export async function openLesson(page: Page, room: string, id: string) {
	await page.goto(`/r/${room}/lessons/${id}`);
	const lesson = lessonOn(page);
	await lesson.expectStation("Predict");
	return lesson;
}
