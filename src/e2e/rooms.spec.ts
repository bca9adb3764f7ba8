import { expect, test } from "@playwright/test";
import type { Packet } from "mqtt-packet";
import { cardOf } from "./client-card.ts";
import { expectFate, freshRoom, openLab, openQuickLab } from "./lab-page.ts";
import { bytesOf, connectBytes, overTcp } from "./raw-socket.ts";

test("two pages in one room see the same world", async ({ page, browser }) => {
	const room = freshRoom();
	const anna = await openQuickLab(page, room);
	const elsewhere = await browser.newContext();
	const ben = await openLab(await elsewhere.newPage(), room.toUpperCase());
	await expect(ben.delay("None")).toBeChecked();

	const here = cardOf(anna, "pub-1");
	await here.card.getByRole("button", { name: "More for pub-1" }).click();
	await page.getByRole("menuitem", { name: "Rename" }).click();
	await page.getByRole("textbox", { name: "Client id" }).fill("anna");
	await page.keyboard.press("Enter");
	const annas = cardOf(anna, "anna");
	await annas.connect();
	const seen = cardOf(ben, "anna");
	await seen.toBe("connected");
	await expect(seen.card).toContainText("In another page");
	await expect(ben.session("anna")).toBeVisible();
	await expect(seen.card.getByRole("button")).toHaveText(["Cut cable", ""]);

	const subscriber = cardOf(ben, "sub-1");
	await subscriber.connect();
	await subscriber.subscribe();
	expect(await annas.publish()).toBe("m1");
	await subscriber.toHaveReceived(1);
	for (const lab of [anna, ben]) await expectFate(lab.fate("m1"), "Delivered", /^PUBACK #1 received\.$/);

	await ben.pause();
	await expect(anna.button("Resume")).toBeVisible();
	await annas.publish();
	for (const lab of [anna, ben]) await expect(lab.packets).toHaveAccessibleName(/^PUBLISH m2, QoS 1, packet 2, anna to broker/);
	await anna.button("Step").click();
	for (const lab of [anna, ben]) await expect(lab.packets).toHaveCount(2);
	await anna.resume();
	await expect(ben.button("Pause")).toBeVisible();
	await subscriber.toHaveReceived(2);

	await seen.button("Cut cable").click();
	await annas.toBe("cable cut");
	for (const lab of [anna, ben]) await expect(lab.equation).toHaveAccessibleName(/^2 published = 2 delivered/);
	await elsewhere.close();
	await expect(cardOf(anna, "sub-1").card).toHaveAccessibleName("Client sub-1, offline");
	await expect(anna.session("sub-1").getByText("kept while offline")).toBeVisible();
});

test("a second visitor leaves the wire delay as the first one chose it", async ({ page, browser }) => {
	const room = freshRoom();
	const first = await openQuickLab(page, room);
	const elsewhere = await browser.newContext();
	const second = await openLab(await elsewhere.newPage(), room);
	// What the page sends on arrival comes before what the page is told to send.
	await second.pause();
	await expect(first.button("Resume")).toBeVisible();
	for (const lab of [first, second]) await expect(lab.delay("None")).toBeChecked();
	await elsewhere.close();
});

test("a client id that is in use in another page is shown as that, not as a client of this page", async ({ page, browser }) => {
	const room = freshRoom();
	const anna = await openQuickLab(page, room);
	const elsewhere = await browser.newContext();
	const ben = await openLab(await elsewhere.newPage(), room);
	await cardOf(anna, "pub-1").connect();
	const seen = cardOf(ben, "pub-1");
	await seen.toBe("connected");
	await expect(seen.card).toContainText(/another page/i);
	await elsewhere.close();
});

test("two rooms never see a byte of each other", async ({ page, context }) => {
	const one = await openQuickLab(page);
	const quiet = await openLab(await context.newPage());
	const before = await quiet.logCount.textContent();
	const [publisher, subscriber] = [cardOf(one, "pub-1"), cardOf(one, "sub-1")];
	await subscriber.connect();
	await subscriber.subscribe();
	await publisher.connect();
	await publisher.qos("Publish QoS", 2).click();
	await publisher.card.getByRole("switch", { name: "Retain" }).click();
	await publisher.publish();
	await subscriber.toHaveReceived(1);
	await one.pause();

	await expect(quiet.button("Pause")).toBeVisible();
	await expect(quiet.logCount).toHaveText(before ?? "");
	await expect(quiet.broker.getByText("0 sessions")).toBeVisible();
	await expect(quiet.page.getByText("Nothing sent yet. Connect a client.")).toBeVisible();

	const other = cardOf(quiet, "sub-1");
	await other.connect();
	await other.subscribe();
	const there = cardOf(quiet, "pub-1");
	await there.connect();
	expect(await there.publish()).toBe("m1");
	await other.toHaveReceived(1);
	await expect(other.payloads).toHaveText(/m1, *21\.5$/);
	await expect(quiet.logLines).not.toContainText("Accepted r1");
	await expect(one.logLines).not.toContainText("Accepted m1");
	await subscriber.toHaveReceived(1);
});

test("a page that comes late is told the earlier log once the log is scrolled to its beginning", async ({ page, browser }) => {
	const room = freshRoom();
	const early = await openQuickLab(page, room);
	const publish: Packet = { cmd: "publish", topic: "greenhouse/temp", payload: "21.5", qos: 0, dup: false, retain: false };
	await overTcp([connectBytes("porch", room), ...Array.from({ length: 200 }, () => bytesOf(publish)), Buffer.from([0xe0, 0])]);
	await expect(early.logLines).toContainText("m200");
	const elsewhere = await browser.newContext();
	const late = await openLab(await elsewhere.newPage(), room);
	await expect(late.logLines).toContainText("m200");
	await expect(late.logCount).toHaveText(/^last \d+ lines$/);
	const whole = await early.logCount.textContent();
	await late.logLines.evaluate((log) => log.scrollTo(0, 0));
	await expect(late.logCount).toHaveText(whole ?? "");
	// The lines that were in view are still there.
	await expect.poll(() => late.logLines.evaluate((log) => log.scrollTop)).toBeGreaterThan(1_000);
	await late.logLines.evaluate((log) => log.scrollTo(0, 0));
	await expect(late.logLines).toContainText("porch");
	await expect(late.logLines).toContainText(/CONNECT/);
	await elsewhere.close();
});
