import { expect, type Page, test } from "@playwright/test";
import { freshRoom, labOn } from "./lab-page.ts";
import { openSettings } from "./settings-sheet.ts";

const DEBUGGER = "Why does it work only in the debugger?";
const TWICE = "Why do I get two messages every time?";

function questionsOn(page: Page) {
	return {
		heading: (title: string) => page.getByRole("heading", { name: title, exact: true, level: 2 }),
		search: page.getByRole("searchbox"),
		side: page.getByRole("navigation", { name: "Questions and words" }),
		question: (title: string) => page.getByRole("link", { name: title, exact: true }),
		board: page.getByRole("region", { name: "The run that proves it" }),
		run: page.getByRole("link", { name: "Run it" }),
		script: (title: string) => page.getByRole("region", { name: `Script: ${title}`, exact: true }),
		answer: page.getByRole("region", { name: "Answer" }),
		async expectNoSidewaysScroll() {
			const over = await page.evaluate(() =>
				[document.documentElement, ...document.querySelectorAll("main")].map((one) => one.scrollWidth - one.clientWidth),
			);
			expect(Math.max(...over)).toBeLessThanOrEqual(0);
		},
	};
}

test("who asks in their own words finds the question, runs it, and sees the answer proven; then it is marked as seen", async ({ page }) => {
	const room = freshRoom();
	await page.goto(`/r/${room}`);
	await page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name: "Questions" }).click();
	const questions = questionsOn(page);
	await expect(questions.heading("Questions people ask")).toBeFocused();
	await expect(questions.side.getByRole("link", { name: /^All questions/ })).toHaveAttribute("aria-current", "page");

	await page.keyboard.press("/");
	await expect(questions.search).toBeFocused();
	await questions.search.fill("publish, then exit: nothing arrives");
	await expect(page.getByRole("region", { name: "Questions found" }).getByRole("link").first()).toHaveText(DEBUGGER);
	await questions.question(DEBUGGER).click();

	await expect(questions.heading(DEBUGGER)).toBeFocused();
	await expect(page).toHaveTitle(`${DEBUGGER} · Slow Wire`);
	await expect(questions.board.getByRole("listitem")).toHaveCount(3);
	await expect(page.getByText("3.1.1 [MQTT-4.3.1-1]")).toBeVisible();
	await questions.run.click();

	await expect(page).toHaveURL(new RegExp(`/r/(?!${room})[^/?]+$`));
	const lab = labOn(page);
	await expect(questions.script(DEBUGGER).getByRole("button", { name: "Step by step" })).toBeVisible();
	await lab.setDelay("None");
	await expect(questions.answer).toContainText("Your program ends before its message has left");
	await expect(questions.answer.getByRole("status")).toContainText("MQTT-4.3.1-1");
	await questions.answer.getByRole("link", { name: "Back to the question" }).click();
	await expect(page.getByText("You have seen it")).toBeVisible();
	await questions.side.getByRole("link", { name: /^It did not arrive/ }).click();
	await expect(page.getByRole("listitem").filter({ hasText: DEBUGGER })).toContainText("seen");
	await expect(page.getByText("seen", { exact: true })).toHaveCount(1);
	await expect(questions.question(TWICE)).toHaveCount(0);
});

test("a run that came out otherwise claims nothing, and is not marked", async ({ page }) => {
	const title = "How many messages will the broker store?";
	const room = freshRoom();
	await page.goto(`/r/${room}?question=how-many`);
	const questions = questionsOn(page);
	const panel = questions.script(title);
	await panel.getByRole("button", { name: "Step by step" }).click();
	const settings = await openSettings(labOn(page));
	await settings.set("max_queued_messages", 100);
	await settings.close();
	await panel.getByRole("button", { name: "All at once" }).click();
	await expect(questions.answer).toContainText("It came out otherwise here, so this run proves nothing.");
	await expect(questions.answer).not.toContainText("As many as it is set to");
	await questions.answer.getByRole("link", { name: "Back to the question" }).click();
	await expect(questions.heading(title)).toBeVisible();
	await expect(page.getByText("You have seen it")).toHaveCount(0);
});

test("keys alone lead through the list, and an unknown question says so", async ({ page }) => {
	const room = freshRoom();
	await page.goto(`/r/${room}/questions/nothing-like-it`);
	const questions = questionsOn(page);
	await expect(questions.heading("No such question")).toBeVisible();
	await page.keyboard.press("/");
	await page.keyboard.type("my will was not sent");
	await page.keyboard.press("Tab");
	await expect(questions.question("Why was my will not sent?")).toBeFocused();
	await page.keyboard.press("Enter");
	await expect(questions.heading("Why was my will not sent?")).toBeFocused();
	await expect(questions.search).toHaveValue("");
	await page.keyboard.press("/");
	await page.keyboard.type("kubernetes ingress");
	await expect(page.getByRole("status").filter({ hasText: "No question asks this." })).toBeVisible();
	await page.keyboard.press("Escape");
	await expect(questions.heading("Why was my will not sent?")).toBeVisible();
});

test("an address without a room opens the questions in the room of the visitor, or in a fresh one", async ({ page }) => {
	await page.goto("/questions/dup");
	await expect(page).toHaveURL(/\/r\/[^/]+\/questions\/dup$/);
	await expect(questionsOn(page).heading("Does DUP tell my program that it has seen this before?")).toBeVisible();
	const { pathname } = new URL(page.url());
	// A link that names no room, as anywhere on a page.
	await page.evaluate(() => {
		const link = Object.assign(document.createElement("a"), { href: "/questions/restart-it", textContent: "elsewhere" });
		document.querySelector("main")?.append(link);
		link.click();
	});
	await expect(page).toHaveURL(pathname.replace("dup", "restart-it"));
	await page.goBack();
	await expect(page).toHaveURL(pathname);
	await page.goto("/");
	await page.getByRole("navigation", { name: "Site" }).getByRole("link", { name: "Questions" }).click();
	await expect(questionsOn(page).heading("Questions people ask")).toBeVisible();
});

test("the script can be seen: the answer is the code of the run", async ({ page }) => {
	await page.goto(`/r/${freshRoom()}/questions/see-script`);
	const code = page.getByRole("region", { name: "The script" });
	await expect(code).toContainText("test-4.py");
	await expect(code).toContainText("import paho.mqtt.client as mqtt");
	await code.getByRole("radio", { name: /Shell/ }).click();
	await expect(code).toContainText("mosquitto_pub");
});

test("the article is named and linked where its table stands and where its tests are", async ({ page }) => {
	const article = page.getByRole("link", { name: /Steve’s Internet Guide, “MQTT Clean Sessions and QOS Examples”/ });
	await page.goto("/");
	await expect(article).toHaveAttribute("href", "http://www.steves-internet-guide.com/mqtt-clean-sessions-example/");
	await page.goto(`/r/${freshRoom()}/lessons/test-2`);
	await expect(page.getByText(/^Test 2 of Steve’s Internet Guide/)).toBeVisible();
});

test.describe("on a phone", () => {
	test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

	test("a question is read and run with the thumb, and nothing scrolls sideways", async ({ page }) => {
		await page.goto(`/r/${freshRoom()}/questions`);
		const questions = questionsOn(page);
		await questions.expectNoSidewaysScroll();
		await questions.question(TWICE).tap();
		await expect(questions.heading(TWICE)).toBeVisible();
		await questions.expectNoSidewaysScroll();
		const box = await questions.run.boundingBox();
		expect(box?.height).toBeGreaterThanOrEqual(44);
		expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(844);
		await questions.run.tap();
		const lab = labOn(page);
		await expect(questions.script(TWICE)).toBeVisible();
		await lab.transport.getByRole("combobox", { name: "Wire delay" }).selectOption("No delay");
		await expect(questions.answer).toContainText("One copy comes from the queue of your session");
		await questions.expectNoSidewaysScroll();
	});
});
