import { expect, test } from "@playwright/test";
import { cardOf } from "./client-card.ts";
import { expectFate, freshRoom, labOn, openLab, openQuickLab } from "./lab-page.ts";

test("cards, wire delay and theme are as they were after a reload, and a new room begins with the same delay", async ({ page }) => {
	const lab = await openLab(page);
	const publisher = cardOf(lab, "pub-1");
	await publisher.cleanSession.click();
	await publisher.field("Topic").fill("cellar/door");
	await publisher.field("Payload").fill("ajar");
	await publisher.field("Times").fill("3");
	await publisher.qos("Publish QoS", 2).click();
	await publisher.card.getByRole("switch", { name: "Retain" }).click();
	const subscriber = cardOf(lab, "sub-1");
	await subscriber.field("Topic filter").fill("cellar/+");
	await subscriber.qos("Subscription QoS", 0).click();
	await page.getByRole("button", { name: "Add subscriber" }).click();
	await expect(cardOf(lab, "sub-2").card).toBeVisible();
	const other = lab.transport.getByRole("textbox", { name: "Wire delay in ms" });
	await other.fill("750");
	await other.press("Enter");
	await expect(lab.narrator).toHaveText("A packet now takes 0.75 s across a wire.");
	await page.getByRole("button", { name: "Dark theme" }).click();

	await page.reload();
	await expect(page.getByRole("button", { name: "Light theme" })).toBeVisible();
	await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
	await expect(other).toHaveValue("750");
	await expect(publisher.cleanSession).not.toBeChecked();
	await expect(publisher.field("Topic")).toHaveValue("cellar/door");
	await expect(publisher.field("Payload")).toHaveValue("ajar");
	await expect(publisher.field("Times")).toHaveValue("3");
	await expect(publisher.qos("Publish QoS", 2)).toBeChecked();
	await expect(publisher.card.getByRole("switch", { name: "Retain" })).toBeChecked();
	await expect(publisher.publishButton).toHaveText("Publish r1 to r3");
	await expect(cardOf(lab, "sub-2").card).toBeVisible();
	await page
		.getByRole("button", { name: "More for sub-2" })
		.or(page.getByRole("button", { name: "Open sub-2" }))
		.click();
	await page.keyboard.press("Escape");

	await page.goto(`/r/${freshRoom()}`);
	await expect(page.getByRole("button", { name: "Light theme" })).toBeVisible();
	await expect(other).toHaveValue("750");
	await expect(publisher.field("Topic")).toHaveValue("greenhouse/temp");
});

test("a reload is a cut cable: the others get the will, the session is kept, and the card says what is gone", async ({ page, browser }) => {
	const room = freshRoom();
	const lab = await openQuickLab(page, room);
	const elsewhere = await browser.newContext();
	const watcher = await openLab(await elsewhere.newPage(), room);
	const guard = cardOf(watcher, "sub-1");

	const leaver = cardOf(lab, "pub-1");
	await leaver.cleanSession.click();
	await leaver.card.getByRole("button", { name: "More: Keep alive, will, faults" }).click();
	await leaver.card.getByRole("switch", { name: "Leave a will" }).click();
	await leaver.connect();
	await guard.connect();
	await guard.subscribe();
	await expect(lab.session("pub-1").getByText("pub-1 is gone")).toBeVisible();
	await lab.pause();
	await leaver.publish();
	await expect(leaver.card).toContainText("Keeping a copy of m1 until PUBACK #1");

	await page.reload();
	await leaver.toBe("offline");
	await expect(leaver.card).toContainText(
		"This page was reloaded or left the room, and so this client’s connection ended. The client’s own copies are gone. The broker keeps its session.",
	);
	await expect(leaver.card).not.toContainText("Keeping a copy");
	await expect(lab.session("pub-1").getByText("kept while offline")).toBeVisible();
	await expect(watcher.logLines).toContainText(/Publishing the will of pub-1, w1/);
	await watcher.resume();
	await guard.toHaveReceived(1);
	await expect(guard.payloads).toContainText("gone");
	await expectFate(watcher.fate("w1"), "Delivered", /never confirmed\.$/);

	await leaver.connect();
	await expect(leaver.card).not.toContainText("This page was reloaded");
	await expect(lab.logLines).toContainText("broker → pub-1 CONNACK (sp1, rc0)");
	await elsewhere.close();
});

test("who goes to another address in the same tab is gone for the broker, whatever the browser keeps of the page", async ({
	page,
	context,
}) => {
	const room = freshRoom();
	const lab = await openQuickLab(page, room);
	await cardOf(lab, "sub-1").connect();
	const other = await openLab(await context.newPage(), room);
	await expect(other.session("sub-1").getByText("kept when it leaves")).toBeVisible();
	await page.goto("/healthz");
	await expect(other.session("sub-1").getByText("kept while offline")).toBeVisible();
	await page.goBack();
	await expect(labOn(page).button("Pause")).toBeEnabled();
	await cardOf(labOn(page), "sub-1").toBe("offline");
});
