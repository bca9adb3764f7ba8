import { expect, type Locator, type Page, test } from "@playwright/test";
import { LESSONS } from "#course/lessons/lessons.ts";
import { stretchesOf } from "#words/mark.ts";
import { TERMS } from "#words/terms.ts";
import { freshRoom, openLab, openQuickLab } from "./lab-page.ts";
import { openLesson, walkToLesson } from "./lesson-page.ts";
import { expectBeside, openWatchedLab, told } from "./words-page.ts";

/** All terms on the page, or in the dialog that is open. */
const wordsOn = (page: Page | Locator) => page.locator("[data-word]:visible");
const idsOf = (words: Locator) => words.evaluateAll((all) => [...new Set(all.map((word) => word.getAttribute("data-word") ?? ""))]);
const nameOf = (id: string) => TERMS.find((term) => term.id === id)?.name ?? `no term ${id}`;

/** Names of products, and of what the standard leans on: $SYS, UTF-8. */
const NOT_TERMS = ["EMQX", "SYS", "UTF"];

/**
 * Words in capitals and names with a line below that can be seen here. Numbers of clauses, command lines and what is in fields are not words;
 * titles of other pages belong to those pages.
 */
async function strangeWords(place: Locator): Promise<readonly string[]> {
	const texts = await place.evaluate((root) => {
		const found: string[] = [];
		const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
		for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
			const parent = node.parentElement;
			if (
				parent === null ||
				parent.closest("pre, style, script, title, noscript, nav, cite, a[href^='http'], .sr, .top-bar, .asked") !== null
			)
				continue;
			if (parent.checkVisibility({ visibilityProperty: true })) found.push(node.textContent ?? "");
		}
		return found;
	});
	const words = texts.flatMap((text) => text.replace(/\[?MQTT-[\d.-]+\]?/g, "").match(/\b(?:[A-Z]{3,}|[a-z]+(?:_[a-z0-9]+)+)\b/g) ?? []);
	return [...new Set(words)].filter((word) => !NOT_TERMS.includes(word));
}

const termOf = (word: string) => stretchesOf(word, new Set(), () => true).find((one) => typeof one !== "string");

/** Each strange word in this place names a term that can be asked in this place. */
async function expectAllAskable(place: Locator): Promise<readonly string[]> {
	// The terms may come a moment after the place itself.
	const unknown = async () => {
		const words = await strangeWords(place);
		if (words.length === 0) return "no words at all";
		const ids = await idsOf(wordsOn(place));
		return words.filter((word) => {
			const term = termOf(word);
			return typeof term !== "object" || !ids.includes(term.id);
		});
	};
	await expect.poll(unknown, place.page().url()).toEqual([]);
	return idsOf(wordsOn(place));
}

/** By keyboard: W leads to the terms, an arrow to each, Enter asks, Esc leads back to the term. */
async function expectWalked(page: Page, place: Locator): Promise<void> {
	const ids = new Set(await expectAllAskable(place));
	const focused = page.locator("[data-word]:focus");
	await page.keyboard.press("w");
	await expect(focused).toBeVisible();
	for (let left = (await wordsOn(place).count()) + 1; left > 0 && ids.size > 0; left -= 1) {
		const id = (await focused.getAttribute("data-word")) ?? "";
		if (ids.delete(id)) {
			await page.keyboard.press("Enter");
			await expect(told(page).getByRole("heading", { name: nameOf(id), exact: true })).toBeVisible();
			await expect(told(page)).toBeFocused();
			await expectBeside(page, page.locator("[data-asked]"));
			await page.keyboard.press("Escape");
			await expect(told(page)).toBeHidden();
			await expect(focused).toHaveAttribute("data-word", id);
		}
		await page.keyboard.press("ArrowRight");
	}
	expect([...ids]).toEqual([]);
}

async function expectTapped(page: Page, place: Locator): Promise<void> {
	for (const id of await expectAllAskable(place)) {
		await place.locator(`[data-word="${id}"]:visible`).first().tap();
		await expect(told(page).getByRole("heading", { name: nameOf(id), exact: true })).toBeVisible();
		await expectBeside(page, page.locator("[data-asked]"));
		await told(page).getByRole("button", { name: "Close" }).tap();
		await expect(told(page)).toBeHidden();
	}
}

async function openExplained(page: Page): Promise<void> {
	const lesson = await openLesson(page, freshRoom(), "lost-puback");
	await page.getByRole("radio").first().check();
	await lesson.button("Run it at once").click();
	await lesson.expectStation("Explain");
	await expect(lesson.evidence.first()).toBeVisible();
}

const SCREENS: readonly (readonly [name: string, open: (page: Page) => Promise<unknown>])[] = [
	["the first page", (page) => page.goto("/")],
	["the Lab after a test", openWatchedLab],
	["a lesson that asks", (page) => openLesson(page, freshRoom(), "dup")],
	["a lesson that explains", openExplained],
];

test.describe("by touch", () => {
	test.use({ hasTouch: true });
	for (const [name, open] of SCREENS) {
		test(`on ${name} every word in capitals or code can be asked by keyboard and by a tap`, async ({ page }) => {
			await open(page);
			await expectWalked(page, page.locator("body"));
			await expect(page.locator("[data-word]:not([tabindex='-1'])")).toHaveCount(0);
			await expectTapped(page, page.locator("body"));
		});
	}
});

test.describe("on a phone", () => {
	test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });
	for (const [name, open] of [SCREENS[0], SCREENS[2], ["the Lab", openLab]] as typeof SCREENS) {
		test(`on ${name} every word in capitals or code is answered by a sheet that leaves it in sight`, async ({ page }) => {
			await open(page);
			await expectTapped(page, page.locator("body"));
		});
	}
});

/** The terms in what is pressed here. everyday: whether words such as session are meant too. Titles of other pages belong to those pages. */
async function termsPressed(place: Locator, everyday = true): Promise<readonly string[]> {
	const texts = await place
		.locator("button:visible, summary:visible, select:visible")
		.evaluateAll((all) => all.map((one) => (one instanceof HTMLElement && one.closest(".top-bar, .asked") === null ? one.innerText : "")));
	return texts.flatMap((text) => stretchesOf(text, new Set(), () => everyday).flatMap((one) => (typeof one === "string" ? [] : [one.id])));
}

test("on the Lab after a test what is pressed has no words in it that can be asked, and each of them can be asked beside it", async ({
	page,
}) => {
	await openWatchedLab(page);
	const body = page.locator("body");
	await expect(page.locator(":is(button, summary, select, a:not([data-word])) [data-word]")).toHaveCount(0);
	const elsewhere = new Set(await idsOf(wordsOn(page)));
	for (const row of await page.locator(".ledger-row-standing").all()) {
		await row.locator("summary").click();
		await expect(row.getByText("Published", { exact: true })).toBeVisible();
		expect(await idsOf(wordsOn(row))).toEqual(expect.arrayContaining([...(await termsPressed(row, false)), "delivered"]));
	}
	const menus = page.locator("button[aria-haspopup=menu]:visible");
	for (const menu of [
		menus.filter({ hasText: "Test 4" }),
		menus.filter({ hasText: "Change one thing" }),
		page.getByRole("button", { name: "Hold the wire, or leave another way: sub-1" }),
	]) {
		await menu.click();
		const list = page.locator(".menu-list");
		const words = await idsOf(wordsOn(list));
		expect(words).toEqual(expect.arrayContaining((await termsPressed(list)).filter((id) => !elsewhere.has(id))));
		await wordsOn(list).last().click();
		await expectBeside(page, page.locator("[data-asked]"));
		await page.keyboard.press("Escape");
		await expect(told(page)).toBeHidden();
		await expect(list).toBeVisible();
		await page.keyboard.press("Escape");
		await expect(list).toBeHidden();
		for (const id of words) elsewhere.add(id);
	}
	await page.keyboard.press("?");
	const keys = page.getByRole("dialog", { name: "Keys" });
	await expect(keys).toBeVisible();
	for (const id of await idsOf(wordsOn(keys))) elsewhere.add(id);
	await keys.getByRole("button", { name: "Close" }).click();
	expect((await termsPressed(body)).filter((id) => !elsewhere.has(id))).toEqual([]);
});

test("in every lesson the words of its answers can be asked too, where they stand before", async ({ page }) => {
	test.slow();
	const room = freshRoom();
	await page.goto(`/r/${room}/lessons`);
	for (const lesson of LESSONS) {
		await walkToLesson(page, room, lesson);
		await expectAllAskable(page.locator("body"));
	}
});

test("in a dialog the walk stays in the dialog, and the answer can be pressed", async ({ page }) => {
	const { broker } = await openLab(page);
	await broker.getByRole("button", { name: "Settings" }).click();
	const dialog = page.getByRole("dialog", { name: "Broker settings" });
	await expectWalked(page, dialog);
	await dialog.locator("[data-word=window]").first().click();
	await told(page).getByRole("button", { name: "Try it" }).click();
	await expect(page).toHaveURL(/\/lessons\/window$/);
	await expect(told(page)).toBeHidden();
});

test("after a word in a dialog was asked, Esc closes the answer first and then the dialog", async ({ page }) => {
	await openLab(page, freshRoom());
	await page.getByRole("button", { name: "Settings" }).click();
	const dialog = page.getByRole("dialog", { name: "Broker" });
	await wordsOn(dialog).first().click();
	await expect(told(page)).toBeVisible();
	await page.keyboard.press("Escape");
	await expect(told(page)).toBeHidden();
	await expect(dialog).toBeVisible();
	await page.keyboard.press("Escape");
	await expect(dialog).toBeHidden();
});

test("among the rules every word in capitals or code can be asked", async ({ page }) => {
	await page.goto(`/r/${freshRoom()}/rules`);
	await expect(page.getByRole("heading", { level: 2 }).first()).toBeVisible();
	await expectAllAskable(page.locator("body"));
});

test("a word beside a wire can be asked, and keys pressed in the answer are not for the room", async ({ page }) => {
	const lab = await openQuickLab(page);
	const subscriber = page.getByRole("article", { name: /^Client sub-1/ });
	await subscriber.getByRole("button", { name: "Connect", exact: true }).click();
	await subscriber.getByRole("button", { name: "Disconnect", exact: true }).click();
	await page.locator(".wire-layer-note [data-word=disconnect]").click();
	await expect(told(page).getByRole("heading", { name: "DISCONNECT" })).toBeVisible();
	for (const key of [" ", ".", "c", "["]) await page.keyboard.press(key);
	await page.keyboard.press("Escape");
	await expect(told(page)).toBeHidden();
	await expect(lab.button("Pause")).toBeVisible();
	await expect(lab.delay("None")).toBeChecked();
});

test("a word in an answer is asked in its place, and Esc leads back to where it began", async ({ page }) => {
	await page.goto("/");
	const word = page.locator("[data-word=session]").first();
	await word.click();
	await told(page).locator("[data-word=broker]").click();
	await expect(told(page).getByRole("heading", { name: "Broker" })).toBeVisible();
	await page.keyboard.press("Escape");
	await expect(told(page)).toBeHidden();
	await expect(word).toBeFocused();
});

test("a script that shows a word is laid out in a room of its own", async ({ page }) => {
	const lab = await openLab(page);
	await lab.broker.locator("[data-word=connect]").click();
	await told(page).getByRole("button", { name: "Try it: connect twice" }).click();
	await expect(page.getByRole("region", { name: "Script: Connect, leave, connect again" })).toBeVisible();
});

test("with single keys off W is left alone, and F1 and a hidden button lead to the words", async ({ page }) => {
	await openLab(page);
	await page.keyboard.press("?");
	await page.getByRole("switch", { name: "Single-key shortcuts" }).click();
	await page.keyboard.press("Escape");
	await page.keyboard.press("w");
	await expect(page.locator("[data-word]:focus")).toHaveCount(0);
	await page.keyboard.press("F1");
	await expect(page.locator("[data-word]:focus")).toBeVisible();
	await page.getByRole("button", { name: "Go to the terms that can be explained" }).focus();
	await page.keyboard.press("Enter");
	await expect(page.locator("[data-word]:focus")).toBeVisible();
	await page.keyboard.press("Escape");
	await expect(page.getByRole("button", { name: "Go to the terms that can be explained" })).toBeFocused();
});

test("an answer goes with its page", async ({ page }) => {
	await page.goto("/");
	await page.goto(`/r/${freshRoom()}/rules`);
	await page.locator("[data-word]").first().click();
	await expect(told(page)).toBeVisible();
	await page.goBack();
	await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
	await expect(told(page)).toBeHidden();
});

test("a packet under way says what its type is for", async ({ page }) => {
	const lab = await openLab(page);
	await lab.setDelay("6 s");
	await page.getByRole("button", { name: "Connect", exact: true }).first().click();
	await lab.pause();
	await lab.packets.first().click();
	const packet = page.getByRole("dialog", { name: "Packet CONNECT" });
	await expect(packet).toContainText("The first packet on every connection");
	await packet.locator("[data-word=keep-alive]").click();
	await expect(told(page).getByRole("heading", { name: "Keep alive" })).toBeVisible();
	await page.keyboard.press("Escape");
	await expect(told(page)).toBeHidden();
	await expect(packet).toBeVisible();
});
