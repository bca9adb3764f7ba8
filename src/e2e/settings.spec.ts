import { expect, type Locator, type Page, test } from "@playwright/test";
import { type ClientCard, cardOf } from "./client-card.ts";
import { expectFate, freshRoom, type LabPage, openLab, openQuickLab } from "./lab-page.ts";
import { openSettings } from "./settings-sheet.ts";

/** A fresh room: pub-1 is connected, and sub-1 is away, but its session with one subscription (QoS 1) is kept. */
async function oneAway(page: Page): Promise<{ lab: LabPage; publisher: ClientCard; subscriber: ClientCard }> {
	const lab = await openQuickLab(page);
	const [publisher, subscriber] = [cardOf(lab, "pub-1"), cardOf(lab, "sub-1")];
	await subscriber.connect();
	await subscriber.subscribe();
	await subscriber.disconnect();
	await publisher.connect();
	return { lab, publisher, subscriber };
}

test("a queue of 2 drops the newest, or pushes out the oldest, and a change leaves alone what waits already", async ({ page }) => {
	const { lab, publisher, subscriber } = await oneAway(page);
	const settings = await openSettings(lab);
	await settings.set("max_queued_messages", 2);
	await expect(settings.said).toHaveText("Queue limit is now 2.");
	await expect(settings.choice("Preset", "Your own")).toBeChecked();
	await settings.close();

	for (let count = 0; count < 3; count += 1) await publisher.publish();
	await expectFate(lab.fate("m3"), "Dropped", "Queue full (2 of 2).");
	await expect(lab.queued("sub-1")).toHaveCount(2);
	await expect(publisher.card).not.toContainText("Keeping a copy");

	await openSettings(lab);
	await settings.choose("queue_full", "drops the oldest");
	await settings.close();
	await publisher.publish();
	await expectFate(lab.fate("m1"), "Dropped", /^Queue full \(2 of 2\): .*pushed out/);
	await expectFate(lab.fate("m4"), "Queued", "Offline, session kept, QoS 1.");

	await openSettings(lab);
	await settings.set("max_queued_messages", 1);
	await expect(settings.said).toHaveText("Queue limit is now 1. sub-1 already holds 2; the next message pushes out all of them.");
	await settings.close();
	await subscriber.connect();
	await subscriber.toHaveReceived(2);
	await expectFate(lab.fate("m4"), "Delivered", /^From the queue after/);
});

test("two settings changed before the room has answered both stand", async ({ page }) => {
	const lab = await openQuickLab(page);
	const settings = await openSettings(lab);
	const [persistence, retain] = [settings.truth("persistence"), settings.truth("retain_available")];
	await expect(retain).toBeChecked();
	await page.evaluate(
		([one, other]) => {
			for (const press of [one, other]) (press as HTMLElement).click();
		},
		[await persistence.elementHandle(), await retain.elementHandle()],
	);
	await expect(persistence).toBeChecked();
	await expect(retain).not.toBeChecked();
});

test("with queue_qos0_messages a QoS 0 message waits for who is away, and arrives on return", async ({ page }) => {
	const { lab, publisher, subscriber } = await oneAway(page);
	await publisher.qos("Publish QoS", 0).click();
	await publisher.publish();
	await expectFate(lab.fate("m1"), "Dropped", "Published at QoS 0, so not queued.");
	const settings = await openSettings(lab);
	await settings.turn("queue_qos0_messages", true);
	await settings.close();
	await publisher.publish();
	await expectFate(lab.fate("m2"), "Queued", /queue_qos0_messages\.$/);
	await subscriber.connect();
	await subscriber.toHaveReceived(1);
	await expectFate(lab.fate("m2"), "Delivered", /^From the queue after/);
});

test("a restart says before what it costs: without persistence all is gone, with it all is back", async ({ page }) => {
	const { lab, publisher, subscriber } = await oneAway(page);
	await publisher.card.getByRole("switch", { name: "Retain" }).click();
	await publisher.publish();
	await expect(lab.queued("sub-1")).toHaveCount(1);
	const settings = await openSettings(lab);
	await expect(settings.sheet).toContainText("will be gone: persistence is off.");
	await settings.turn("persistence", true);
	await expect(settings.sheet).toContainText("will be back.");
	await settings.restart();
	await settings.close();
	await publisher.toBe("offline");
	await expect(lab.retained).toHaveCount(1);
	await expect(lab.queued("sub-1")).toHaveCount(1);
	await subscriber.connect();
	await subscriber.toHaveReceived(1);
	await expect(lab.logLines).toContainText("broker → sub-1 CONNACK (sp1, rc0)");

	await openSettings(lab);
	await settings.turn("persistence", false);
	await settings.restart();
	await settings.close();
	await subscriber.toBe("offline");
	await expect(lab.retained).toHaveCount(0);
	await expect(lab.session("sub-1")).toBeHidden();
	await subscriber.connect();
	await expect(subscriber.card).toContainText("none on the broker");
});

test("a preset shows its numbers, its remark, and an expiry can be set in other units", async ({ page }) => {
	const lab = await openQuickLab(page);
	const settings = await openSettings(lab);
	await expect(settings.choice("Preset", "Mosquitto 2.0")).toBeChecked();
	await expect(settings.number("max_queued_messages")).toHaveValue("1000");
	await settings.choose("Preset", "Mosquitto 1.6");
	await expect(settings.number("max_queued_messages")).toHaveValue("100");
	await settings.choose("Preset", "EMQX");
	await expect(settings.choice("queue_full", "drops the oldest")).toBeChecked();
	await expect(settings.truth("queue_qos0_messages")).toBeChecked();
	await expect(settings.number("max_inflight_messages")).toHaveValue("32");
	const count = settings.number("persistent_client_expiration, how many");
	const unit = settings.sheet.getByRole("combobox", { name: "persistent_client_expiration, unit" });
	await expect(count).toHaveValue("2");
	await expect(unit).toHaveValue("h");
	// All remarks have their place in the sheet: the one that is seen is the one that counts.
	await expect(
		settings.sheet.getByText("EMQX sends one copy for each matching filter; in this room overlapping filters bring one."),
	).toBeVisible();
	await expect(settings.sheet.getByText("Queues are counted as up to 2.0.12")).toBeHidden();

	await unit.selectOption("min");
	await expect(settings.said).toContainText("2 min");
	await expect(unit).toHaveValue("min");
	await count.fill("10");
	await count.press("Enter");
	await expect(settings.choice("Preset", "Your own")).toBeChecked();
	await expect(settings.said).toContainText("10 min");
	await settings.choose("persistent_client_expiration", "never");
	await expect(count).toBeHidden();
});

test("what is not a number says why beside its field and changes nothing; Esc gives up only what was typed", async ({ page }) => {
	const lab = await openQuickLab(page);
	const settings = await openSettings(lab);
	const field = settings.number("max_queued_messages");
	for (const text of ["many", "-1", "5001", ""]) {
		await field.fill(text);
		await field.press("Enter");
		await expect(field).toHaveAccessibleDescription("A whole number, 0 to 5000");
	}
	await field.press("Escape");
	await expect(field).toHaveValue("1000");
	await expect(settings.choice("Preset", "Mosquitto 2.0")).toBeChecked();
	await settings.close();
	await expect(lab.logLines).not.toContainText("max_queued_messages");
});

test("as Aedes ships is another broker: said first, started at the second press, and back again", async ({ page }) => {
	const { lab, publisher, subscriber } = await oneAway(page);
	await publisher.publish();
	await expect(lab.queued("sub-1")).toHaveCount(1);
	const settings = await openSettings(lab);
	await settings.choice("Preset", "As Aedes ships").click();
	await settings.sheet.getByRole("button", { name: "Keep this one" }).click();
	await expect(lab.queued("sub-1")).toHaveCount(1);
	await settings.startOther("As Aedes ships", "Start stock Aedes");
	await expect(settings.number("max_queued_messages")).toBeDisabled();
	await expect(settings.truth("persistence")).toBeDisabled();
	await expect(settings.sheet).toContainText("Stock Aedes decides all of this by itself");
	await settings.close();
	await expect(lab.broker).toContainText(/Aedes [\d.]+ as it ships/);
	await publisher.toBe("offline");
	await expect(lab.session("sub-1")).toBeHidden();

	await publisher.connect();
	await subscriber.connect();
	await subscriber.subscribe();
	await publisher.publish();
	await expect(subscriber.payloads).toContainText(["21.5"]);

	await openSettings(lab);
	await settings.startOther("Mosquitto 2.0", "Start the corrected broker");
	await expect(settings.number("max_queued_messages")).toBeEnabled();
	await settings.close();
	await expect(lab.broker).not.toContainText("as it ships");
});

/** The cable of sub-1 is cut while m1 is on its way there; returns the line of the log that says what sub-1's second connection brings. */
async function cutOnTheWay(page: Page, lab: LabPage): Promise<Locator> {
	const [publisher, subscriber] = [cardOf(lab, "pub-1"), cardOf(lab, "sub-1")];
	await subscriber.connect();
	await subscriber.subscribe();
	await publisher.connect();
	await lab.pause();
	await publisher.publish();
	await lab.button("Step").click();
	await expect(page.getByRole("button", { name: /^PUBLISH m1, .*broker to sub-1/ })).toBeVisible();
	await subscriber.button("Cut cable").click();
	await subscriber.toBe("cable cut");
	await lab.resume();
	await subscriber.connect();
	await subscriber.toHaveReceived(1);
	return lab.logLines.getByText(/broker → sub-1 PUBLISH/).last();
}

test("a repetition after a cut carries DUP, and as Aedes ships it does not [MQTT-3.3.1-1]", async ({ page, browser }) => {
	await expect(await cutOnTheWay(page, await openQuickLab(page))).toContainText("PUBLISH (d1, q1,");
	const elsewhere = await browser.newContext();
	const other = await elsewhere.newPage();
	const lab = await openQuickLab(other);
	const settings = await openSettings(lab);
	await settings.startOther("As Aedes ships", "Start stock Aedes");
	await settings.close();
	await expect(await cutOnTheWay(other, lab)).toContainText("PUBLISH (d0, q1,");
	await elsewhere.close();
});

test("a sheet that cannot be loaded costs one sentence, and the page goes on", async ({ page }) => {
	await page.route(/settings-sheet/, (route) => route.abort());
	const lab = await openQuickLab(page);
	await lab.broker.getByRole("button", { name: "Settings" }).click();
	await expect(lab.notice).toHaveText("That part of the page could not be loaded. Is the host still there?");
	await cardOf(lab, "sub-1").connect();
});

test("a change is seen by every page of the room, for it is the room's", async ({ page, browser }) => {
	const room = freshRoom();
	const anna = await openQuickLab(page, room);
	const elsewhere = await browser.newContext();
	const ben = await openLab(await elsewhere.newPage(), room);
	const [hers, his] = [await openSettings(anna), await openSettings(ben)];
	await hers.set("max_queued_messages", 7);
	await expect(his.number("max_queued_messages")).toHaveValue("7");
	await expect(his.said).toHaveText("Queue limit is now 7.");
	await elsewhere.close();
});

for (const size of [
	{ width: 1440, height: 900 },
	{ width: 1920, height: 1080 },
	{ width: 390, height: 844 },
]) {
	test(`nothing in the sheet moves from under a pointer when another page changes a setting, at ${size.width} px`, async ({
		page,
		browser,
	}) => {
		const room = freshRoom();
		const anna = await openQuickLab(page, room);
		const elsewhere = await browser.newContext();
		const ben = await openLab(await elsewhere.newPage(), room);
		const [hers, his] = [await openSettings(anna), await openSettings(ben)];
		await page.setViewportSize(size);
		await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)));
		const tops = () => hers.sheet.locator("button, input, select").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
		const before = await tops();
		const moved = async () => Math.max(...(await tops()).map((top, at) => Math.abs(top - (before[at] ?? Number.POSITIVE_INFINITY))));
		await his.turn("persistence", true);
		await expect(hers.choice("Preset", "Your own")).toBeChecked();
		await expect(hers.said).not.toBeEmpty();
		// The line of text beside Restart is another one now: a pixel of rounding.
		expect(await moved()).toBeLessThan(3);
		await his.choose("Preset", "Mosquitto 1.6");
		await expect(hers.choice("Preset", "Mosquitto 1.6")).toBeChecked();
		expect(await moved()).toBeLessThan(3);
		await elsewhere.close();
	});
}
