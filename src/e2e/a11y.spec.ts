import { expect, type Page, test } from "@playwright/test";
import axe from "axe-core";
import { freshRoom, openLab, openQuickLab } from "./lab-page.ts";
import { openLesson } from "./lesson-page.ts";
import { scriptOn } from "./script-panel.ts";

/** What axe calls serious or critical on this page, and where. */
async function faultsOn(page: Page): Promise<readonly string[]> {
	await motionOver(page);
	await page.evaluate(axe.source);
	const { violations } = await page.evaluate(() =>
		(window as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ["violations"] }),
	);
	return violations
		.filter(({ impact }) => impact === "serious" || impact === "critical")
		.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")} (${node.failureSummary?.replace(/\s+/g, " ")})`));
}

/** What still fades in has not the colours that it will be read in. */
async function motionOver(page: Page): Promise<void> {
	await page.evaluate(async () => {
		const left = () =>
			document
				.getAnimations()
				.filter(({ effect, playState }) => playState === "running" && Number.isFinite(effect?.getComputedTiming().endTime ?? 0));
		// One that is cancelled has ended too, and others may have begun meanwhile.
		for (let moving = left(); moving.length > 0; moving = left()) await Promise.allSettled(moving.map(({ finished }) => finished));
	});
}

async function openWatchedLab(page: Page): Promise<void> {
	const lab = await openQuickLab(page);
	await page.getByRole("banner").getByRole("button", { name: "Tests" }).click();
	await page.getByRole("menuitem", { name: /^Test 4/ }).click();
	const script = scriptOn(lab.page, 4);
	await script.button("All at once").click();
	await expect(script.verdict).toContainText("as expected");
}

async function openExplained(page: Page): Promise<void> {
	const lesson = await openLesson(page, freshRoom(), "test-4");
	await page.getByRole("radio").first().check();
	await lesson.button("Run it at once").click();
	await lesson.expectStation("Explain");
	await expect(lesson.evidence.first()).toBeVisible();
}

const SCREENS: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
	"the first page": (page) => page.goto("/"),
	"the Lab": (page) => openLab(page),
	"the list of lessons": async (page) => {
		await page.goto(`/r/${freshRoom()}/lessons`);
		await expect(page.getByRole("heading", { name: "Lessons" })).toBeVisible();
	},
	"a lesson": (page) => openLesson(page, freshRoom(), "dup"),
	"a lesson that explains": openExplained,
	"the matrix": async (page) => {
		await page.goto(`/r/${freshRoom()}/matrix`);
		await expect(page.getByRole("button", { name: /^retain off, clean_session/ }).first()).toBeVisible();
	},
	"the rules": async (page) => {
		await page.goto(`/r/${freshRoom()}/rules`);
		await expect(page.getByRole("heading", { level: 2 }).first()).toBeVisible();
	},
	"a handout": async (page) => {
		await page.goto("/handout/test-4");
		await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
	},
	"a term that was asked": async (page) => {
		await page.goto("/");
		await page.locator("[data-word=qos]").first().click();
		await expect(page.locator(".asked")).toBeVisible();
	},
};

const ON_A_DESK: typeof SCREENS = {
	"the Lab after a test": openWatchedLab,
	"the settings": async (page) => {
		const { broker } = await openLab(page);
		await broker.getByRole("button", { name: "Settings" }).click();
		await expect(page.getByRole("dialog", { name: "Broker settings" })).toBeVisible();
	},
	"the keys": async (page) => {
		await openLab(page);
		await page.keyboard.press("?");
		await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
	},
	"the sheet that shares": async (page) => {
		await openWatchedLab(page);
		await page.getByRole("button", { name: "Take home" }).click();
		await page.getByRole("menuitem").first().click();
		await expect(page.getByRole("dialog")).toBeVisible();
	},
};

for (const [name, open] of Object.entries({ ...SCREENS, ...ON_A_DESK })) {
	test(`axe finds no serious fault on ${name}, light or dark`, async ({ page }) => {
		await open(page);
		expect(await faultsOn(page)).toEqual([]);
		await page.emulateMedia({ colorScheme: "dark" });
		await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
		expect(await faultsOn(page)).toEqual([]);
	});
}

test.describe("on a phone", () => {
	test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });
	for (const [name, open] of Object.entries(SCREENS)) {
		test(`axe finds no serious fault on ${name}`, async ({ page }) => {
			await open(page);
			expect(await faultsOn(page)).toEqual([]);
		});
	}
});
