import { expect, type Locator, type Page, test } from "@playwright/test";
import { cardOf } from "./client-card.ts";
import { expectFate, openLab, openQuickLab } from "./lab-page.ts";
import { scriptOn, watchFromLanding } from "./script-panel.ts";

/** More presses than there are focusable places. */
const STOPS = 80;

/** Presses Tab until the focus is there, and checks that the focus can be seen there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
	for (let stop = 0; stop < STOPS; stop += 1) {
		await page.keyboard.press("Tab");
		if (await target.and(page.locator(":focus")).isVisible()) return expectFocusSeen(target);
	}
	throw new Error(`the focus did not come to ${target} with ${STOPS} presses of Tab`);
}

async function expectFocusSeen(target: Locator): Promise<void> {
	await expect(target).toBeFocused();
	await expect(target).toHaveCSS("outline-style", "solid");
	await expect(target).toHaveCSS("outline-width", "3px");
}

test("test 4 can be done by keyboard alone, and the narrator tells it to a person that cannot see it", async ({ page }) => {
	const lab = await openLab(page);
	const [publisher, subscriber] = [cardOf(lab, "pub-1"), cardOf(lab, "sub-1")];
	const keys = page.keyboard;
	for (let press = 0; press < 3; press += 1) await keys.press("]");
	await expect(lab.delay("None")).toBeChecked();
	await keys.press("2");
	await keys.press("c");
	await subscriber.toBe("connected");
	await tabTo(page, subscriber.button("Subscribe"));
	await keys.press("Enter");
	await expect(subscriber.button("Unsubscribe greenhouse/temp")).toBeVisible();
	await keys.press("2");
	await keys.press("c");
	await subscriber.toBe("offline");

	await keys.press("1");
	await keys.press("c");
	await publisher.toBe("connected");
	for (const message of ["m1", "m2", "m3"]) {
		await keys.press("p");
		await expectFate(lab.fate(message), "Queued", "Offline, session kept, QoS 1.");
	}
	await expect(lab.queued("sub-1")).toHaveCount(3);
	const spoken = lab.transport.getByRole("status");
	await expect(spoken).toHaveAttribute("aria-live", "polite");
	await expect(spoken).toContainText("m3 queued for sub-1: offline, session kept, QoS 1.");

	await keys.press("2");
	await keys.press("c");
	await subscriber.toHaveReceived(3);
	for (const message of ["m1", "m2", "m3"]) await expectFate(lab.fate(message), "Delivered", /^From the queue after/);
	await expect(spoken).toContainText("m3 is delivered. sub-1 acknowledged #3.");

	await keys.press("u");
	await subscriber.toBe("cable cut");
	await expect(lab.transport.getByRole("alert")).toContainText("Cable cut. sub-1 is offline without DISCONNECT");
});

test("single keys pause, step, slow down, show the ledger and the theme, and rest in a field", async ({ page }) => {
	const lab = await openLab(page);
	const keys = page.keyboard;
	for (const delay of ["2 s", "6 s", "6 s"]) {
		await keys.press("[");
		await expect(lab.delay(delay)).toBeChecked();
	}
	await keys.press("]");
	await expect(lab.delay("2 s")).toBeChecked();
	await keys.press("Space");
	await expect(lab.button("Resume")).toBeVisible();
	await keys.press("1");
	await keys.press("c");
	await expect(lab.packets).toHaveAccessibleName(/^CONNECT/);
	await keys.press(".");
	await expect(lab.packets).toHaveAccessibleName(/^CONNACK/);
	await keys.press("Space");
	await expect(lab.button("Pause")).toBeVisible();
	await keys.press("g");
	await expect(page.locator("#ledger")).toBeFocused();
	await keys.press("d");
	await expect(page.getByRole("button", { name: "Light theme" })).toBeVisible();

	await keys.press("?");
	const list = page.getByRole("dialog", { name: "Keys" });
	await expect(list.getByRole("term")).toContainText(["Space", ".", "[", "]", "1 to 9", "C", "U", "P", "G", "D", "?", "Esc"]);
	await keys.press("Escape");
	await expect(list).toBeHidden();

	const payload = cardOf(lab, "pub-1").field("Payload");
	await payload.focus();
	await keys.press("End");
	await keys.type("pc. [");
	await expect(payload).toHaveValue("21.5pc. [");
	await expect(lab.button("Pause")).toBeVisible();
	await keys.press("Escape");

	await page.getByRole("button", { name: "All keys" }).click();
	await list.getByRole("switch", { name: "Single-key shortcuts" }).click();
	await keys.press("Escape");
	await keys.press("d");
	await expect(page.getByRole("button", { name: "Light theme" })).toBeVisible();
	await keys.press("?");
	await expect(list).toBeVisible();
});

test("a test is reached, watched and stepped from the first page with Tab and Enter, and the focus is always seen", async ({ page }) => {
	await page.goto("/");
	await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
	await tabTo(page, page.getByRole("link", { name: "Test 4: watch it run" }));
	await page.keyboard.press("Enter");
	const script = scriptOn(page, 4);
	await tabTo(page, script.button("Step by step"));
	await page.keyboard.press("Enter");
	await expect(script.button("Next step")).toBeEnabled();
	await tabTo(page, script.button("All at once"));
	await page.keyboard.press("Enter");
	await expect(script.verdict).toContainText("sub-1 received “21.5”, “21.8”, “22.1”, as expected; session present = 1.");
});

test("every button, link, field and switch has a name, and there is one main heading and one stage", async ({ page }) => {
	const lab = await openQuickLab(page);
	const [publisher, subscriber] = [cardOf(lab, "pub-1"), cardOf(lab, "sub-1")];
	for (const card of [publisher, subscriber]) await card.button("More: Keep alive, will, faults").click();
	await publisher.button("Subscribe too").click();
	await subscriber.connect();
	await lab.pause();
	await publisher.button("Connect").click();
	await expect(lab.packets).toHaveCount(1);
	for (const role of ["button", "link", "textbox", "combobox", "switch", "radio", "radiogroup", "menuitem", "region", "img"] as const) {
		for (const element of await page.getByRole(role).all()) await expect(element).toHaveAccessibleName(/\S/);
	}
	await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
	await expect(page.getByRole("main")).toHaveCount(1);
	await expect(page.locator("html")).toHaveAttribute("lang", "en");
	await expect(page).toHaveTitle(/Slow Wire/);
});

test("with reduced motion test 4 plays to the same end", async ({ page }) => {
	await page.emulateMedia({ reducedMotion: "reduce" });
	const lab = await watchFromLanding(page, 4);
	await expect(lab.packets.first()).toBeVisible();
	await lab.setDelay("None");
	await expect(scriptOn(page, 4).verdict).toContainText("sub-1 received “21.5”, “21.8”, “22.1”, as expected; session present = 1.");
	await cardOf(lab, "sub-1").toHaveReceived(3);
});
