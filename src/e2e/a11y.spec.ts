import { expect, type Page, test } from "@playwright/test";
import axe from "axe-core";
import { cardOf } from "./client-card.ts";
import { clearRoom, freshRoom, openLab, openQuickLab } from "./lab-page.ts";
import { openLesson } from "./lesson-page.ts";
import { saveRecording } from "./save-recording.ts";
import { scriptOn, watchFromLanding } from "./script-panel.ts";

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

/** What still fades in has not the colours that it will be read in; a page that goes on may begin to fade while it is looked at. From here on what appears is there at once. */
async function motionOver(page: Page): Promise<void> {
	await page.evaluate(async () => {
		// A sheet of the document's own: the page's policy lets no style tag in.
		const still = new CSSStyleSheet();
		still.replaceSync("*, *::before, *::after { animation: none !important; transition: none !important; }");
		document.adoptedStyleSheets.push(still);
		const animate = Element.prototype.animate;
		Element.prototype.animate = function (...asked: Parameters<Element["animate"]>) {
			const animation = animate.apply(this, asked);
			if (Number.isFinite(animation.effect?.getComputedTiming().endTime ?? 0)) animation.finish();
			return animation;
		};
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

/** A test has run, and its last message is looked at packet by packet. */
async function openTape(page: Page): Promise<void> {
	await openWatchedLab(page);
	await page.getByRole("tab", { name: "Tape", exact: true }).click();
	await expect(page.getByRole("grid", { name: "Packets" })).toBeAttached();
}

const ON_A_DESK: typeof SCREENS = {
	"the tape and the bytes of a packet": async (page) => {
		await openTape(page);
		await page.getByRole("tab", { name: "Packet", exact: true }).click();
		await page.getByRole("button", { name: "Last packet" }).click();
		await expect(page.getByRole("region", { name: "Packet", exact: true }).getByRole("heading", { level: 3 })).toBeVisible();
	},
	"a moment of the past, and an exchange in it": async (page) => {
		await openTape(page);
		await page.getByRole("tab", { name: "Exchange", exact: true }).click();
		await page.getByRole("button", { name: "Back one event" }).click();
		await expect(page.getByRole("note", { name: "Looking back" })).toBeVisible();
	},
	"a recording, at a moment at which one client is here and another is not yet": async (page) => {
		const lab = await openQuickLab(page);
		for (const client of ["pub-1", "sub-1"]) await cardOf(lab, client).connect();
		const path = test.info().outputPath("both.slowwire");
		await saveRecording(lab, path);
		await page.goto("/recording");
		await page.getByLabel("Recording", { exact: true }).setInputFiles(path);
		await cardOf(lab, "sub-1").toBe("connected");
		await page.getByRole("slider", { name: "Moment of the room" }).focus();
		await expect(async () => {
			await page.keyboard.press("ArrowLeft");
			await expect(cardOf(lab, "sub-1").card).toHaveAccessibleName("Client sub-1, not here yet", { timeout: 200 });
		}).toPass();
		await cardOf(lab, "pub-1").toBe("connected");
	},
	"a room that was cleared, and that is looked back at": async (page) => {
		const lab = await openQuickLab(page);
		for (const client of ["pub-1", "sub-1"]) await cardOf(lab, client).connect();
		await page.getByRole("tab", { name: "Tape", exact: true }).click();
		await clearRoom(lab);
		await cardOf(lab, "pub-1").connect();
		await page.getByRole("button", { name: "Back one event" }).click();
		await cardOf(lab, "sub-1").toBe("not here yet");
	},
	"two runs side by side": async (page) => {
		await openTape(page);
		await page.getByRole("button", { name: "Side by side" }).click();
		const dialog = page.getByRole("dialog", { name: "Side by side" });
		await dialog.getByRole("combobox").selectOption({ label: "Let pub-1 publish at QoS 0" });
		await expect(dialog.getByRole("region", { name: "Differences" })).toBeVisible();
	},
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
	const looked = async (page: Page, panel: string) => {
		const lab = await watchFromLanding(page, 4);
		await lab.transport.getByRole("combobox", { name: "Wire delay" }).selectOption("No delay");
		await expect(scriptOn(page, 4).verdict).toContainText("as expected");
		await page.getByRole("button", { name: panel, exact: true }).tap();
		await page.getByRole("button", { name: "Back one event" }).tap();
		await expect(page.getByRole("note", { name: "Looking back" })).toBeVisible();
	};
	const panels: typeof SCREENS = {
		"the tape at a moment of the past": (page) => looked(page, "Tape"),
		"the ledger at a moment of the past": (page) => looked(page, "Ledger"),
	};
	for (const [name, open] of Object.entries({ ...SCREENS, ...panels })) {
		test(`axe finds no serious fault on ${name}`, async ({ page }) => {
			await open(page);
			expect(await faultsOn(page)).toEqual([]);
		});
	}
});
