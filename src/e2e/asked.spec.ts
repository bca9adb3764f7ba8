import { expect, type Page, test } from "@playwright/test";
import { clauseText } from "#mqtt/clauses.ts";
import { openLab } from "./lab-page.ts";
import { scriptOn } from "./script-panel.ts";
import { expectBeside, openWatchedLab, told } from "./words-page.ts";

test("a resting pointer is answered, without taking the focus, until it leaves", async ({ page }) => {
	await page.goto("/");
	const word = page.locator("[data-word=qos]").first();
	await word.hover();
	await expect(told(page)).toBeVisible();
	await expect(told(page)).not.toBeFocused();
	await told(page).hover();
	await expect(told(page)).toBeVisible();
	await page.getByRole("heading", { level: 1 }).hover();
	await expect(told(page)).toBeHidden();
});

/** A page whose timers can be run ahead. */
async function openTimed(page: Page, path: string): Promise<void> {
	await page.clock.install();
	await page.goto(path);
}

test("a press on a word while another word answers a resting pointer is answered, and stays answered", async ({ page }) => {
	await openTimed(page, "/");
	const [rested, pressed] = [page.locator("[data-word=mqtt]").first(), page.locator("[data-word=qos]").first()];
	await rested.hover();
	await page.clock.runFor(500);
	await expect(told(page).getByRole("heading", { name: "MQTT" })).toBeVisible();
	await pressed.click();
	await expect(told(page).getByRole("heading", { name: "QoS", exact: true })).toBeVisible();
	await page.clock.runFor(2_000);
	await expect(told(page).getByRole("heading", { name: "QoS", exact: true })).toBeVisible();
	await expect(page.locator("[data-asked]")).toHaveText("QoS");
});

test("however an answer ends, no word stays marked, and the next one answers", async ({ page }) => {
	await openTimed(page, "/");
	const word = page.locator("[data-word=qos]").first();
	const ends = [
		() => page.keyboard.press("Escape"),
		() => told(page).getByRole("button", { name: "Close" }).click(),
		() => page.getByRole("heading", { level: 1 }).click(),
		() => page.keyboard.press("Shift+Tab"),
	];
	for (const end of ends) {
		await word.click();
		await expect(told(page)).toBeVisible();
		await end();
		await expect(told(page)).toBeHidden();
		await expect(page.locator("[data-asked]")).toHaveCount(0);
		await page.locator("[data-word=mqtt]").first().hover();
		await page.clock.runFor(500);
		await expect(told(page).getByRole("heading", { name: "MQTT" })).toBeVisible();
		await page.getByRole("heading", { level: 1 }).hover();
		await page.clock.runFor(500);
		await expect(told(page)).toBeHidden();
	}
});

test("a word that comes under a resting pointer is not asked, a word that the pointer comes to is", async ({ page }) => {
	await openTimed(page, "/");
	const word = page.locator("[data-word=session]").first();
	const box = await word.boundingBox();
	if (box === null) throw new Error("the word is not on the page");
	const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
	await page.mouse.move(x, y + 120);
	// as when the log grows
	await page.evaluate((by) => {
		document.body.style.marginTop = `${by}px`;
	}, 120);
	await page.mouse.move(x, y + 120);
	await expect(page.locator("[data-word=session]:hover")).toHaveCount(1);
	await page.clock.runFor(2_000);
	await page.mouse.move(x + 1, y + 120);
	await page.clock.runFor(2_000);
	await expect(told(page)).toBeHidden();
	await page.mouse.move(x, y + 160);
	await page.mouse.move(x, y + 120);
	await page.clock.runFor(500);
	await expect(told(page)).toBeVisible();
});

test("a word asked in the log leaves the keys of the room in sight", async ({ page }) => {
	await openWatchedLab(page);
	const keys = await page.getByRole("region", { name: "Transport" }).boundingBox();
	const words = page.locator(".log-row [data-word]:visible");
	for (const word of [words.first(), words.last()]) {
		await word.click();
		await expectBeside(page, page.locator("[data-asked]"));
		const box = await told(page).boundingBox();
		if (keys === null || box === null) throw new Error("the keys or the answer are not on the screen");
		expect(box.y + box.height <= keys.y || box.y >= keys.y + keys.height).toBe(true);
		await page.keyboard.press("Escape");
	}
});

test("the number of a clause is one stretch, and answers with what the clause says", async ({ page }) => {
	await openWatchedLab(page);
	const clause = scriptOn(page, 4).verdict.locator("[data-clause]");
	await expect(clause).toHaveText(/^\[MQTT-[\d.-]+\]$/);
	expect(await clause.evaluate((one) => new Set([...one.getClientRects()].map(({ top }) => top)).size)).toBe(1);
	await clause.focus();
	await page.keyboard.press("Enter");
	await expect(told(page).getByRole("heading", { name: "Clause" })).toBeVisible();
	await expect(told(page)).toContainText(await clause.innerText());
	await expect(told(page)).toContainText(clauseText((await clause.getAttribute("data-clause")) ?? "") ?? "no such clause");
});

test("the fields of a packet in the log answer, each as its term", async ({ page }) => {
	await openWatchedLab(page);
	const names = {
		c1: "clean_session",
		k0: "Keep alive",
		sp0: "Session present",
		rc0: "Return code",
		d0: "DUP",
		q1: "QoS",
		r0: "RETAIN",
		"#1": "Packet id",
	};
	for (const [field, name] of Object.entries(names)) {
		await page
			.locator(".log-row [data-word]", { hasText: new RegExp(`^${field}$`) })
			.first()
			.click();
		await expect(told(page).getByRole("heading", { name, exact: true })).toBeVisible();
		await page.keyboard.press("Escape");
	}
});

test("that words can be asked is said in the Lab until one has been asked", async ({ page }) => {
	await page.goto("/");
	await expect(page.getByText("Press a dotted word to ask what it means")).toBeVisible();
	await openLab(page);
	const said = page.getByRole("region", { name: "Ledger" }).getByText("Press a dotted word to ask what it means");
	await expect(said).toBeVisible();
	await page.keyboard.press("w");
	await expect(page.locator("[data-word]:focus")).toBeVisible();
	await page.keyboard.press("Enter");
	await expect(told(page)).toBeVisible();
	await page.reload();
	await expect(page.getByRole("region", { name: "Ledger" })).toContainText("Nothing sent yet");
	await expect(said).toHaveCount(0);
});

test("each fate in the sum of the ledger can be asked", async ({ page }) => {
	await openWatchedLab(page);
	const sum = page.getByRole("region", { name: "Ledger" }).getByRole("group", { name: /published =/ });
	for (const [word, name] of Object.entries({ delivered: "Delivered", queued: "Queue", "in flight": "In flight", dropped: "Dropped" })) {
		await sum.locator("[data-word]", { hasText: new RegExp(`^${word}$`) }).click();
		await expect(told(page).getByRole("heading", { name, exact: true })).toBeVisible();
		await page.keyboard.press("Escape");
	}
});
