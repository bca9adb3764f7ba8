import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { freshRoom, openLab } from "./lab-page.ts";
import { openSettings } from "./settings-sheet.ts";

/** The matrix as a visitor sees it: cells by their settings, the opened one by its region. */
function matrixOn(page: Page) {
	const opened = page.getByRole("complementary", { name: "Opened cell" }).or(page.getByRole("dialog", { name: "One cell" }));
	return {
		progress: page.getByRole("progressbar", { name: "Matrix run" }),
		cell: (settings: string) => page.getByRole("button", { name: new RegExp(`^${settings}: `) }),
		opened,
		button: (name: string) => page.getByRole("button", { name, exact: true }),
		async isRun() {
			await expect(page.getByText("36 of 36 run")).toBeVisible({ timeout: 45_000 });
			await expect(page.getByRole("button", { name: "Run again", exact: true })).toBeVisible({ timeout: 45_000 });
		},
	};
}

async function openMatrix(page: Page, room = freshRoom()) {
	await page.goto(`/r/${room}/matrix`);
	return matrixOn(page);
}

const cellName = (retain: "on" | "off", clean: boolean, sub: number, pub: number) =>
	`retain ${retain}, clean_session = ${clean}, subscribe QoS ${sub}, publish QoS ${pub}`;

test("the matrix runs by itself when it is opened, and every cell says how it came out", async ({ page }) => {
	const from = Date.now();
	const matrix = await openMatrix(page);
	await matrix.isRun();
	test.info().annotations.push({ type: "36 combinations, ms", description: String(Date.now() - from) });
	await expect(page.getByRole("button", { name: /^retain (?:on|off), clean_session/ })).toHaveCount(36);
	const came: readonly (readonly [string, string])[] = [
		[cellName("off", true, 1, 1), "away dropped; back nothing sent; again nothing sent"],
		[cellName("off", false, 0, 0), "away dropped; back nothing sent; again nothing sent"],
		[cellName("off", false, 1, 1), "away queued; back delivered at QoS 1, RETAIN 0; again nothing sent"],
		[cellName("on", true, 0, 2), "away dropped; back nothing sent; again delivered at QoS 0, RETAIN 1"],
		[cellName("on", false, 1, 2), "away queued; back delivered at QoS 1, RETAIN 0; again delivered at QoS 1, RETAIN 1"],
	];
	for (const [cell, outcome] of came) await expect(matrix.cell(cell)).toHaveAccessibleName(`${cell}: ${outcome}`);
});

test.describe("once it has run", () => {
	// One page for all of them.
	test.describe.configure({ mode: "default" });
	const room = freshRoom();
	let page: Page;
	let matrix: ReturnType<typeof matrixOn>;
	test.beforeAll(async ({ browser }) => {
		page = await browser.newPage();
		matrix = await openMatrix(page, room);
		await matrix.isRun();
	});
	test.afterAll(() => page.close());

	test("on paper the grid and the article's table stand black on white, without anything to press", async () => {
		await page.emulateMedia({ media: "print" });
		await expect(matrix.button("Export CSV")).toBeHidden();
		await expect(matrix.button("Run again")).toBeHidden();
		await expect(page.getByRole("banner")).toBeHidden();
		await expect(page.getByText("as the article says")).toBeVisible();
		const ink = await matrix.cell(cellName("off", false, 1, 1)).evaluate((cell) => getComputedStyle(cell).backgroundColor);
		expect(ink).toBe("rgb(255, 255, 255)");
		await page.emulateMedia({ media: null });
	});

	test("results can be taken away as a file, and stand beside the article's table", async () => {
		const downloading = page.waitForEvent("download");
		await matrix.button("Export CSV").click();
		const download = await downloading;
		expect(download.suggestedFilename()).toMatch(/^matrix-.+\.csv$/);
		const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\r\n");
		expect(lines).toHaveLength(37);
		expect(lines[0]).toContain("broker,filter,retain,clean_session,subscribe_qos,publish_qos,away");
		expect(lines.filter((line) => line.includes("From the queue, without a new SUBSCRIBE"))).toHaveLength(8);

		await page.getByRole("switch", { name: "Beside the article’s table" }).click();
		await expect(page.getByText("more than it says")).toBeVisible();
		await matrix.cell(cellName("on", false, 2, 2)).click();
		const beside = matrix.opened.getByRole("region", { name: "The article’s table" });
		await expect(beside).toContainText("“Receives all messages”: and more came.");
		await expect(beside).toContainText("The article does not say that it comes twice.");
	});

	test("an opened cell shows its packets and reasons, leads to the cells one change away, and plays in the Lab", async () => {
		// By the keyboard: the arrows go from cell to cell, Enter opens one.
		await matrix.cell(cellName("on", false, 0, 0)).focus();
		await page.keyboard.press("ArrowDown");
		await expect(matrix.cell(cellName("on", false, 0, 1))).toBeFocused();
		await page.keyboard.press("Enter");
		await expect(matrix.opened.getByRole("heading", { name: "Not kept for it, but found in the retained store" })).toBeVisible();
		await expect(matrix.opened.getByText("CONNACK session present = 1", { exact: true })).toBeVisible();
		await expect(matrix.opened.getByText("PUBLISH q0 retain=1", { exact: true })).toBeVisible();
		await expect(matrix.opened).toContainText("Subscribed at QoS 0, so not queued. The lower of 1 and 0 is 0, so r1 is not queued.");
		await expect(matrix.opened).toContainText("3.1.1 [MQTT-3.8.4-3]");

		const change = matrix.opened.getByRole("region", { name: "One change away" });
		await change
			.getByRole("button", { name: "Subscribe sub-1 at QoS 1. r1 arrives twice: on reconnect, then on subscribing again." })
			.click();
		await expect(matrix.opened.getByRole("heading", { name: "It came twice: on reconnect, then on subscribing again" })).toBeVisible();
		await expect(matrix.cell(cellName("on", false, 1, 1))).toHaveAttribute("aria-pressed", "true");

		await matrix.opened.getByRole("button", { name: "Run this cell again" }).click();
		await expect(matrix.opened.getByRole("heading", { name: /^It came twice/ })).toBeVisible();

		await matrix.opened.getByRole("button", { name: "Open in the Lab" }).click();
		await expect(page).toHaveURL(new RegExp(`/r/${room}$`));
		const strip = page.getByRole("region", { name: "Script: One cell of the matrix" });
		await expect(strip).toBeVisible();
		await expect(page.getByRole("radio", { name: "0.5 s", exact: true })).toBeChecked();
		await expect(page.getByRole("log")).toContainText("SUBSCRIBE #1 ('greenhouse/temp' q1)");
	});
});

test("with the settings of EMQX the cells light up in which QoS 0 is queued", async ({ page }) => {
	const room = freshRoom();
	const lab = await openLab(page, room);
	const settings = await openSettings(lab);
	await settings.choose("Preset", "EMQX");
	await settings.close();
	await page.getByRole("link", { name: "Matrix" }).click();
	const matrix = matrixOn(page);
	await matrix.isRun();
	await expect(page.getByRole("button", { name: /\. Differs from Mosquitto 2\.0$/ })).toHaveCount(10);
	const lit = matrix.cell(cellName("off", false, 0, 0));
	await expect(lit).toHaveAccessibleName(
		/away queued; back delivered at QoS 0, RETAIN 0; again nothing sent\. Differs from Mosquitto 2\.0$/,
	);
	await lit.click();
	await expect(matrix.opened.getByRole("region", { name: "Differs from Mosquitto 2.0" })).toContainText(
		"While away: queued; with Mosquitto 2.0’s settings dropped.",
	);
});

test("a run can be paused and goes on from there, and a wildcard filter has a run of its own", async ({ page }) => {
	const matrix = await openMatrix(page);
	await matrix.button("Pause").click();
	await expect(matrix.button("Resume")).toBeVisible();
	await expect(matrix.progress).toContainText("Paused");
	await matrix.button("Resume").click();
	await matrix.isRun();
	await page.getByRole("radio", { name: "greenhouse/+" }).click();
	await expect(matrix.button("Pause")).toBeVisible();
	await matrix.isRun();
	await matrix.cell(cellName("on", false, 0, 1)).click();
	await expect(matrix.opened.getByText("greenhouse/+", { exact: true })).toBeVisible();
	await expect(matrix.opened.getByText("PUBLISH q0 retain=1", { exact: true })).toBeVisible();
});

test("on a phone the blocks stand one below the other, a cell opens as a sheet, and nothing scrolls sideways", async ({ page }) => {
	await page.setViewportSize({ width: 390, height: 844 });
	const matrix = await openMatrix(page);
	await matrix.isRun();
	const sideways = () => page.locator("#screen").evaluate((body) => body.scrollWidth - body.clientWidth);
	expect(await sideways()).toBe(0);
	const cell = matrix.cell(cellName("on", true, 0, 0));
	const box = await cell.boundingBox();
	expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
	await cell.click();
	await expect(page.getByRole("dialog", { name: "One cell" })).toBeVisible();
	await expect(matrix.opened.getByRole("heading", { name: "No session was kept, but the retained copy was found" })).toBeVisible();
	await page.keyboard.press("Escape");
	await expect(matrix.opened).toBeHidden();
	expect(await sideways()).toBe(0);
});
