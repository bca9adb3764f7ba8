import { expect, test } from "@playwright/test";
import { cardOf } from "./client-card.ts";
import { expectFate, openQuickLab } from "./lab-page.ts";
import { bytesOf, connectBytes, overTcp } from "./raw-socket.ts";
import { openSettings } from "./settings-sheet.ts";

test("a client can be added, renamed until its first CONNECT, and removed", async ({ page }) => {
	const lab = await openQuickLab(page);
	const more = (clientId: string) =>
		page.getByRole("article", { name: `Client ${clientId},` }).getByRole("button", { name: `More for ${clientId}` });
	await more("sub-1").click();
	await page.getByRole("menuitem", { name: "Remove" }).click();
	await expect(cardOf(lab, "sub-1").card).toBeHidden();
	await expect(page.getByText("No subscriber here.")).toBeVisible();
	await page.getByRole("button", { name: "Add subscriber" }).click();
	await expect(cardOf(lab, "sub-1").card).toBeVisible();

	await more("sub-1").click();
	await page.getByRole("menuitem", { name: "Rename" }).click();
	await page.getByRole("textbox", { name: "Client id" }).fill("cellar door");
	await page.getByRole("button", { name: "Rename" }).click();
	await expect(lab.notice).toHaveText("A client id here is 1 to 23 letters, digits or hyphens.");
	await more("sub-1").click();
	await page.getByRole("menuitem", { name: "Rename" }).click();
	await page.getByRole("textbox", { name: "Client id" }).fill("cellar-door");
	await page.getByRole("button", { name: "Rename" }).click();
	const renamed = cardOf(lab, "cellar-door");
	await renamed.connect();
	await expect(lab.session("cellar-door")).toBeVisible();

	await more("cellar-door").click();
	await expect(page.getByRole("menuitem", { name: "Rename" })).toBeDisabled();
	await expect(page.getByRole("menuitem", { name: "Rename" })).toHaveAccessibleDescription("The broker knows the client by this id");
	await expect(page.getByRole("menuitem", { name: "Remove" })).toBeDisabled();
	await page.getByRole("menuitem", { name: "Stand with the publishers" }).click();
	await expect(page.getByRole("region", { name: "Publishers" }).getByRole("article")).toHaveCount(2);
});

test("a client holds several subscriptions, each with its own QoS, and gives one up", async ({ page }) => {
	const lab = await openQuickLab(page);
	const [publisher, subscriber] = [cardOf(lab, "pub-1"), cardOf(lab, "sub-1")];
	await subscriber.connect();
	await subscriber.subscribe();
	await subscriber.field("Topic filter").fill("cellar/#");
	await subscriber.qos("Subscription QoS", 0).click();
	await subscriber.subscribe();
	const held = lab.session("sub-1").getByRole("list", { name: "Subscriptions held for sub-1" }).getByRole("listitem");
	await expect(held).toHaveText([/greenhouse\/temp.*QoS 1/, /cellar\/#.*QoS 0/]);
	await publisher.connect();
	await publisher.publish();
	await publisher.field("Topic").fill("cellar/door");
	await publisher.field("Payload").fill("ajar");
	await publisher.publish();
	await subscriber.toHaveReceived(2);
	await expectFate(lab.fate("m1"), "Delivered", /^PUBACK #1 received\.$/);
	await expectFate(lab.fate("m2"), "Delivered", "Sent at QoS 0, never confirmed.");

	await subscriber.button("Unsubscribe cellar/#").click();
	await expect(held).toHaveText([/greenhouse\/temp.*QoS 1/]);
	await publisher.publish();
	await expectFate(lab.fate("m3"), "Not subscribed", /^No matching subscription/);
	await subscriber.toHaveReceived(2);
});

test("will and keep alive that are set on a card reach the broker, and the will is published after a cut", async ({ page }) => {
	const lab = await openQuickLab(page);
	const [publisher, subscriber] = [cardOf(lab, "pub-1"), cardOf(lab, "sub-1")];
	await subscriber.field("Topic filter").fill("status/#");
	await subscriber.connect();
	await subscriber.subscribe();
	await publisher.button("More: Keep alive, will, faults").click();
	await publisher.field("Keep alive, seconds").fill("90");
	await publisher.card.getByRole("switch", { name: "Leave a will" }).click();
	await publisher.field("Will topic").fill("status/greenhouse");
	await publisher.field("Will payload").fill("lost");
	await publisher.qos("Will QoS", 1).click();
	await publisher.connect();
	await expect(lab.logLines).toContainText("pub-1 → broker CONNECT (c1, k90, will q1 r0 'status/greenhouse')");
	await expect(lab.session("pub-1")).toContainText(/Will\s*status\/greenhouse “lost”, QoS 1/);
	await publisher.button("Cut cable").click();
	await subscriber.toHaveReceived(1);
	await expect(subscriber.payloads).toHaveText(/lost/);
	await expectFate(lab.fate("w1"), "Delivered", /^PUBACK #1 received\.$/);

	await publisher.connect();
	await publisher.disconnect();
	await expect(lab.logLines).toContainText("Forgot the will of pub-1");
	await subscriber.toHaveReceived(1);
});

test("a burst of n is n messages in order, and a queue of 100 takes 100 of them", async ({ page }) => {
	const lab = await openQuickLab(page);
	const [publisher, subscriber] = [cardOf(lab, "pub-1"), cardOf(lab, "sub-1")];
	await subscriber.connect();
	await subscriber.subscribe();
	await publisher.connect();
	await publisher.field("Times").fill("30");
	await expect(publisher.publishButton).toHaveText("Publish m1 to m30");
	await publisher.publishButton.click();
	await subscriber.toHaveReceived(30);
	await expect(lab.equation).toHaveAccessibleName("30 published = 30 delivered + 0 queued + 0 in flight + 0 dropped");
	await expectFate(lab.fate("m30"), "Delivered", /PUBACK #30 received\.$/);
	await expect(subscriber.payloads.last()).toHaveText(/m30, *21\.5 \(30\)$/);

	await subscriber.disconnect();
	const settings = await openSettings(lab);
	await settings.choose("Preset", "Mosquitto 1.6");
	await settings.close();
	await publisher.field("Times").fill("105");
	await publisher.publishButton.click();
	await expect(lab.equation).toHaveAccessibleName("135 published = 30 delivered + 100 queued + 0 in flight + 5 dropped");
	await expectFate(lab.fate("m135"), "Dropped", "Queue full (100 of 100).");
	await expect(lab.session("sub-1").getByText("full: the next one is dropped")).toBeVisible();
	await expect(lab.session("sub-1").getByText("100 of 100")).toBeVisible();
});

test("a retained message stands above the sessions, meets each new subscription with its R, and an empty one clears it", async ({
	page,
}) => {
	const lab = await openQuickLab(page);
	const [publisher, subscriber] = [cardOf(lab, "pub-1"), cardOf(lab, "sub-1")];
	await publisher.connect();
	await publisher.card.getByRole("switch", { name: "Retain" }).click();
	expect(await publisher.publish()).toBe("r1");
	await expect(lab.retained).toHaveText(/r1, greenhouse\/temp21\.5$/);
	await subscriber.connect();
	await subscriber.subscribe();
	await subscriber.toHaveReceived(1);
	await expect(subscriber.payloads).toContainText(/21\.5\s*retained/);
	await expectFate(lab.fate("r1"), "Delivered", /^Retained copy, on subscribe/);

	await publisher.field("Payload").fill("22.9");
	await publisher.publish();
	await expect(lab.retained).toHaveText(/r2, greenhouse\/temp22\.9$/);
	await subscriber.toHaveReceived(2);

	await publisher.field("Payload").fill("");
	await publisher.publish();
	await expect(lab.retained).toHaveCount(0);
	await subscriber.toHaveReceived(3);
	await subscriber.button("Subscribe again").click();
	await expect(lab.logLines).toContainText("sub-1 subscribed to 'greenhouse/temp' again, granted QoS 1");
	expect(await publisher.publish()).toBe("r4");
	await subscriber.toHaveReceived(4);
});

test("a line longer than a screen is cut, and opens to its whole text", async ({ page }) => {
	const lab = await openQuickLab(page, "long-line");
	const unsubscriptions = Array.from({ length: 20 }, (_, n) => `greenhouse/${"bench/".repeat(14)}${n}/temperature`);
	await overTcp([
		connectBytes("guest-1", "long-line"),
		bytesOf({ cmd: "unsubscribe", messageId: 1, unsubscriptions }),
		bytesOf({ cmd: "disconnect" }),
	]);
	const all = lab.logLines.getByRole("button", { name: /^All [\d,]+ characters$/ });
	const whole = lab.logLines.getByRole("region", { name: "The whole line" });
	await expect(all).toHaveAttribute("aria-expanded", "false");
	await expect(lab.logLines).not.toContainText("bench/19/temperature");
	await all.press("Enter");
	await expect(whole).toContainText("bench/19/temperature");
	await all.click();
	await expect(whole).toBeHidden();
});

test("the log is read by client, by message and by kind", async ({ page }) => {
	const lab = await openQuickLab(page);
	const [publisher, subscriber] = [cardOf(lab, "pub-1"), cardOf(lab, "sub-1")];
	await subscriber.connect();
	await subscriber.subscribe();
	await publisher.connect();
	await publisher.publish();
	await publisher.publish();
	await subscriber.toHaveReceived(2);
	const by = (what: string) => lab.log.getByRole("combobox", { name: what });
	await by("Client").selectOption("pub-1");
	await expect(lab.logCount).toHaveText(/^\d+ of \d+ lines$/);
	await expect(lab.logLines).toContainText("pub-1 → broker CONNECT (c1, k0)");
	await expect(lab.logLines).not.toContainText("sub-1 → broker");
	await by("Message").selectOption("m2");
	await expect(lab.logLines).toContainText("Accepted m2 from pub-1");
	await expect(lab.logLines).not.toContainText("Accepted m1");
	await by("Client").selectOption("All clients");
	await lab.log.getByRole("button", { name: "Packets" }).click();
	await expect(lab.logLines).toContainText("sub-1 acknowledged m2 (#2): delivered");
	await expect(lab.logLines).not.toContainText("PUBLISH");
	await lab.log.getByRole("button", { name: "Decisions" }).click();
	await lab.log.getByRole("button", { name: "Show all" }).click();
	await expect(lab.logCount).toHaveText(/^\d+ lines$/);
	await lab.logLines.getByRole("button", { name: "4.3.2-2" }).last().click();
	await expect(lab.logLines).toContainText("[MQTT-4.3.2-2]");
});

test("Enter in the form of a client that is offline is answered with the reason", async ({ page }) => {
	const lab = await openQuickLab(page);
	await cardOf(lab, "pub-1").field("Topic").press("Enter");
	await expect(lab.notice).toContainText("pub-1 is offline. Connect first.");
	await cardOf(lab, "sub-1").field("Topic filter").press("Enter");
	await expect(lab.notice).toContainText("sub-1 is offline. Connect first.");
});
