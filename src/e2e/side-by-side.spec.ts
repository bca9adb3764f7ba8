import { expect, test } from "@playwright/test";
import { cardOf } from "./client-card.ts";
import { clearRoom, openQuickLab } from "./lab-page.ts";

test("what was done is done once more with one switch turned, and the first difference is found on one clock", async ({ page }) => {
	const lab = await openQuickLab(page);
	const [publisher, subscriber] = [cardOf(lab, "pub-1"), cardOf(lab, "sub-1")];
	await subscriber.connect();
	await subscriber.subscribe();
	await publisher.connect();
	await publisher.qos("Publish QoS", 1).click();
	await subscriber.disconnect();
	await publisher.publish();
	await expect(lab.fate("m1")).toContainText("Queued");
	await page.getByRole("tab", { name: "Tape", exact: true }).click();
	await page.getByRole("button", { name: "Side by side" }).click();
	const dialog = page.getByRole("dialog", { name: "Side by side" });
	await dialog.getByRole("combobox", { name: "What is otherwise in the second run" }).selectOption({ label: "Let pub-1 publish at QoS 0" });
	await expect(dialog.getByRole("img", { name: "Second run" })).toBeVisible();
	const differences = dialog.getByRole("region", { name: "Differences" });
	await expect(differences.getByRole("listitem").first()).toContainText("First difference");
	await expect(differences.getByRole("listitem").first()).toContainText("PUBACK #1 for m1");
	await expect(differences.getByRole("row").filter({ hasText: "m1 for sub-1" })).toContainText(/Published at QoS 0/);
	// The keys of the Lab belong to the dialog while it is open, and Esc closes it.
	await page.keyboard.press("Escape");
	await expect(dialog).toBeHidden();
	await expect(lab.button("Pause")).toBeVisible();
	await expect(page.getByRole("button", { name: "Side by side" })).toBeFocused();
});

test("what was done before the room was cleared is no difference", async ({ page }) => {
	const lab = await openQuickLab(page);
	const publisher = cardOf(lab, "pub-1");
	await publisher.connect();
	await publisher.publish();
	await expect(lab.logLines).toContainText("m1");
	await clearRoom(lab);
	await publisher.connect();
	await publisher.publish();
	await expect(lab.logLines).toContainText("m1");
	await page.getByRole("tab", { name: "Tape", exact: true }).click();
	await page.getByRole("button", { name: "Side by side" }).click();
	const dialog = page.getByRole("dialog", { name: "Side by side" });
	await dialog.getByRole("combobox", { name: "What is otherwise in the second run" }).selectOption({ label: "The same once more" });
	await expect(dialog.getByRole("img", { name: "Second run" })).toBeVisible();
	const differences = dialog.getByRole("region", { name: "Differences" });
	await expect(differences).toContainText("The same packets crossed the same wires in both runs");
	await expect(differences.getByRole("listitem")).toHaveCount(0);
	await expect(differences).toContainText("every message has the same fate in both runs");
});

test("where this page has done nothing, there is nothing to do again", async ({ page }) => {
	await openQuickLab(page);
	await page.getByRole("tab", { name: "Tape", exact: true }).click();
	await page.getByRole("button", { name: "Side by side" }).click();
	await expect(page.getByRole("dialog", { name: "Side by side" })).toContainText("This page has done nothing here yet");
});
