import { expect, test } from "@playwright/test";
import { cardOf } from "./client-card.ts";
import { MQTT_PORT } from "./hosts.ts";
import { freshRoom, labOn, openLab, openQuickLab } from "./lab-page.ts";

test("the first page leads back to the room that was left, and says what leaving it did", async ({ page }) => {
	await page.goto("/");
	await page.getByRole("button", { name: "Start a room" }).click();
	const lab = labOn(page);
	await lab.setDelay("None");
	const room = new URL(page.url()).pathname.slice(3);
	await cardOf(lab, "sub-1").connect();
	await page.goBack();
	const back = page.getByRole("link", { name: `Back to room ${room.toUpperCase()}` });
	await expect(back).toBeVisible();
	await expect(page.getByText("This page’s clients are unplugged there.")).toBeVisible();
	// also after the first page was loaded again
	await page.reload();
	await back.click();
	await expect(lab.session("sub-1").getByText("kept while offline")).toBeVisible();
});

test("the first page offers no way back to a room in which nobody has been a client", async ({ page }) => {
	await openLab(page);
	await page.goto("/");
	await expect(page.getByText("port ").first()).toBeAttached();
	await expect(page.getByRole("link", { name: /^Back to room/ })).toHaveCount(0);
});

test("on a phone a step back closes what is open, panel or sheet, before it leaves the room", async ({ page }) => {
	await page.setViewportSize({ width: 390, height: 844 });
	await page.goto("/");
	const room = freshRoom();
	const lab = await openLab(page, room);
	const here = new RegExp(`/r/${room}$`);
	for (const panel of ["Log", "Ledger"]) {
		const tab = page.getByRole("button", { name: panel, exact: true });
		await tab.click();
		await expect(tab).toHaveAttribute("aria-expanded", "true");
		await page.goBack();
		await expect(tab).toHaveAttribute("aria-expanded", "false");
		await expect(page).toHaveURL(here);
	}
	await page.getByRole("button", { name: "Open sub-1" }).click();
	await expect(page.getByRole("dialog", { name: "sub-1" })).toBeVisible();
	await page.goBack();
	await expect(page.getByRole("dialog", { name: "sub-1" })).toBeHidden();
	await expect(page).toHaveURL(here);
	// what was closed by its own button leaves no step behind
	await page.getByRole("button", { name: "Open sub-1" }).click();
	await page.getByRole("dialog", { name: "sub-1" }).getByRole("button", { name: "Close", exact: true }).click();
	await expect.poll(() => page.evaluate(() => window.history.state)).toBeNull();
	await expect(lab.button("Pause")).toBeEnabled();
	await page.goBack();
	await expect(page.getByRole("button", { name: "Start a room" })).toBeVisible();
});

test("on a phone a step back closes a sheet that was opened over one that a reload left in the history", async ({ page }) => {
	await page.setViewportSize({ width: 390, height: 844 });
	const room = freshRoom();
	await openLab(page, room);
	const sheet = page.getByRole("dialog", { name: "sub-1" });
	await page.getByRole("button", { name: "Open sub-1" }).click();
	await expect(sheet).toBeVisible();
	await page.reload();
	await expect(sheet).toBeHidden();
	await page.getByRole("button", { name: "Open sub-1" }).click();
	await expect(sheet).toBeVisible();
	await page.goBack();
	await expect(sheet).toBeHidden();
	await expect(page).toHaveURL(new RegExp(`/r/${room}$`));
});

test("every command of the first page names the host and the MQTT port that this host really has", async ({ page }) => {
	await page.goto("/");
	const commands = page.locator("#how pre");
	await expect(commands).toContainText(`mosquitto_sub -h localhost -p ${MQTT_PORT} -u ROOM`);
	await expect(commands).toContainText(`ws://${new URL(page.url()).host}/r/ROOM/mqtt`);
	await expect(page.locator("#how")).toContainText(`over TCP (port ${MQTT_PORT})`);
	await page.route("**/host?*", (route) => route.fulfill({ json: { mqttPort: null, opening: "visit", open: false } }));
	await page.reload();
	await expect(page.locator("#how")).toContainText("without MQTT over TCP");
	await expect(commands).not.toContainText("mosquitto_sub");
});

test("a code that is not a room is said to be none, and can be opened; a code that is one is joined", async ({ page, browser }) => {
	const room = freshRoom();
	await page.goto("/");
	await page.getByRole("button", { name: "Join with a code" }).click();
	const sheet = page.getByRole("dialog", { name: "Join with a code" });
	const code = sheet.getByRole("textbox", { name: "Code of the room" });
	await code.fill(room);
	await code.press("Enter");
	await expect(sheet.getByRole("alert")).toContainText(`There is no room ${room.toUpperCase()} on this host.`);
	await expect(page).toHaveURL(/\/$/);

	const elsewhere = await browser.newContext();
	await openQuickLab(await elsewhere.newPage(), room);
	await code.fill("zzz9");
	await expect(sheet.getByRole("alert")).toHaveCount(0);
	await code.press("Enter");
	await expect(sheet.getByRole("button", { name: "Open ZZZ9 as a new room" })).toBeVisible();
	await code.fill(room.toUpperCase());
	await sheet.getByRole("button", { name: "Join", exact: true }).click();
	await expect(page).toHaveURL(new RegExp(`/r/${room}$`));
	await elsewhere.close();
});

test("an answer about a code leads nowhere once the form is closed, or asks for another code", async ({ page }) => {
	await page.goto("/");
	const waiting: (() => Promise<void>)[] = [];
	await page.route("**/host?room=e2e*", (route) => {
		const open = !route.request().url().includes("closed");
		waiting.push(() => route.fulfill({ json: { mqttPort: null, open } }));
	});
	const sheet = page.getByRole("dialog", { name: "Join with a code" });
	const code = sheet.getByRole("textbox", { name: "Code of the room" });
	const ask = async (room: string) => {
		await code.fill(room);
		await code.press("Enter");
	};
	const answered = async () => {
		const asked = page.waitForResponse("**/host?room=e2e*");
		await waiting.shift()?.();
		await (await asked).finished();
		// what the page makes of an answer, it makes in the same turn
		await page.evaluate(() => new Promise((settle) => requestAnimationFrame(settle)));
	};
	await page.getByRole("button", { name: "Join with a code" }).click();
	await ask("e2e-closed");
	await expect.poll(() => waiting.length).toBe(1);
	await code.fill("e2e-closed-2");
	await answered();
	await expect(sheet.getByRole("alert")).toHaveCount(0);

	await ask("e2e-open");
	await expect.poll(() => waiting.length).toBe(1);
	await sheet.getByRole("button", { name: "Close", exact: true }).click();
	await answered();
	await expect(page).toHaveURL(/\/$/);

	await page.getByRole("button", { name: "Join with a code" }).click();
	await ask("e2e-open");
	await expect.poll(() => waiting.length).toBe(1);
	await answered();
	await expect(page).toHaveURL(/\/r\/e2e-open$/);
});
