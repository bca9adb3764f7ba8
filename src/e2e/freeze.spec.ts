import { connect } from "node:net";
import { expect, type Page } from "@playwright/test";
import { test } from "./class-host.ts";
import { openScreen } from "./class-screen.ts";
import { cardOf } from "./client-card.ts";
import { bytesOf, connectBytes } from "./raw-socket.ts";
import { openPhone } from "./seat-phone.ts";
import { openSettings } from "./settings-sheet.ts";
import { openTrainer } from "./trainer-page.ts";

const says = (messageId: number, payload: string) =>
	bytesOf({ cmd: "publish", messageId, topic: "class/guest", payload, qos: 1, retain: false, dup: false });

test("hands off: phones cannot act, their wires stay up, and what a guest publishes meanwhile comes afterwards", async ({
	host,
	people,
}) => {
	const trainer = await openTrainer(people, host);
	const screen = await openScreen(people, host);
	const phone = await openPhone(people, host);
	await trainer.lab.setDelay("None");
	const publisher = cardOf(trainer.lab, "pub-1");
	await publisher.connect();
	await publisher.field("Topic").fill("class/temp");
	await phone.plugIn();
	const guest = connect(host.mqttPort, "127.0.0.1");
	guest.write(Buffer.concat([connectBytes("sensor", host.room), says(1, "before")]));
	await phone.toHaveReceived(1);

	await test.step("in the lobby too, the strip and the projector say it in words", async () => {
		await expect(trainer.hands).toHaveText("");
		await trainer.button("Freeze").click();
		await expect(trainer.hands).toHaveText("Hands off");
		await expect(screen.page.getByText("Hands off", { exact: true })).toBeVisible();
		await trainer.button("Freeze").click();
		await expect(trainer.hands).toHaveText("");
	});
	await trainer.go("Watch", "Watch");
	await trainer.button("Freeze").click();
	await expect(trainer.hands).toHaveText("Hands off");
	await phone.toSay("Hands off for a moment", "Look at the front. Your wire stays up; nothing is lost.");
	await expect(screen.bar).toContainText("Hands off");
	await expect(phone.verb).toHaveText("ConnectedHands off. The wire stays up");
	await expect(phone.jack).toHaveAttribute("aria-disabled", "true");
	await phone.jack.tap({ force: true });
	await expect(phone.page.getByRole("button", { name: "Cut the cable" })).toHaveAttribute("title", "Hands off.");
	guest.write(says(2, "meanwhile"));
	// The host's own hands are free: what it publishes behind that comes first.
	await publisher.publish();
	await phone.toHaveReceived(2);
	await expect(phone.received).toContainText("21.5");
	await expect(phone.received).not.toContainText("meanwhile");
	await trainer.openPeople();
	await expect(trainer.row(1)).toContainText("connected");
	await trainer.drawer.getByRole("button", { name: "Close" }).click();
	const other = await openPhone(people, host);
	await other.toSay("Hands off for a moment", "Look at the front.");

	await trainer.button("Freeze").click();
	await phone.toHaveReceived(3);
	await expect(phone.received).toContainText("meanwhile");
	await phone.toSay("Watch the front");
	await expect(screen.bar).not.toContainText("Hands off");
	await phone.toOffer("Disconnect");
	guest.destroy();

	await test.step("a phone that is to publish says that its other client is still connected, and can end that", async () => {
		await trainer.give("Publish something");
		await phone.toOffer("Connect");
		await expect(phone.other).toContainText("s01-sub is still connected.");
		const ends = phone.other.getByRole("button", { name: "Disconnect s01-sub" });
		const { height } = (await ends.boundingBox()) ?? { height: 0 };
		expect(height).toBeGreaterThanOrEqual(44);
		await ends.tap();
		await expect(phone.other).toHaveCount(0);
		await phone.press("Connect", "Publish");
		await trainer.give("Leave, then come back");
		await expect(phone.other).toContainText("s01-pub is still connected.");
		await phone.toOffer("Connect");
	});
});

/** Taps the jack as soon as it offers this. */
async function tapAsSoonAs(page: Page, verb: string): Promise<void> {
	await page.locator(".seat-jack").evaluate((jack: HTMLElement, offered) => {
		new MutationObserver((_, watch) => {
			if (jack.textContent?.startsWith(offered) !== true) return;
			watch.disconnect();
			jack.click();
			jack.dataset.tapped = offered;
		}).observe(jack, { subtree: true, childList: true, characterData: true });
	}, verb);
}

test("whoever taps twice has pressed one verb, a phone says itself that its task is done, and shows what it publishes and gets, and why it is offline", async ({
	host,
	people,
}) => {
	const trainer = await openTrainer(people, host);
	const phone = await openPhone(people, host);
	await trainer.lab.setDelay("None");
	await trainer.give("Connect and subscribe");
	await phone.toSay("Connect and subscribe");
	await phone.press("Connect", "Subscribe");
	await expect(phone.task).not.toContainText("Done.");
	await tapAsSoonAs(phone.page, "Disconnect");
	await phone.press("Subscribe", "Disconnect");
	await expect(phone.jack).toHaveAttribute("data-tapped", "Disconnect");
	await expect(phone.jack).not.toHaveAttribute("aria-disabled", "true");
	await phone.toOffer("Disconnect");
	await expect(phone.task).toContainText("Done. You get what is published to class/+ now.");

	await trainer.give("Leave, then come back");
	await phone.toSay("Leave, then come back");
	await expect(phone.task).not.toContainText("Done.");
	await phone.press("Disconnect", "Connect");
	await expect(phone.ended).toHaveText("Your client left with DISCONNECT.");
	await phone.press("Connect", "Subscribe");
	await expect(phone.task).toContainText("Done. You are back, and the broker gave you a new session.");

	// A question in between, which is withdrawn, takes nothing of that back.
	await trainer.go("Ask", "Question");
	await expect(phone.task).not.toContainText("Done.");
	await trainer.button("The question").click();
	await trainer.page.getByRole("menuitem", { name: "Withdraw the question" }).click();
	await trainer.toBeAt("Watch");
	await expect(phone.task).toContainText("Done. You are back, and the broker gave you a new session.");

	await trainer.give("Cut your cable");
	await phone.toSay("Cut your cable");
	await phone.page.getByRole("button", { name: "Cut the cable" }).tap();
	await expect(phone.task).toContainText("Done. Look for your will at the front.");
	await expect(phone.ended).toHaveText("You cut the cable. The broker published your will.");

	await trainer.give("Ask for a kept session");
	await phone.toSay("Ask for a kept session");
	await phone.page.getByRole("switch", { name: "clean_session" }).tap();
	await phone.plugIn();
	await phone.press("Disconnect", "Connect");
	await phone.press("Connect", "Disconnect");
	await expect(phone.task).toContainText("Done. The broker had kept your session.");

	await trainer.give("Publish something");
	await phone.toSay("Publish something");
	await phone.press("Connect", "Publish");
	const got = phone.page.getByRole("region", { name: "Received by s01-sub" });
	await expect(got).toContainText("Nothing yet.");
	await phone.jack.tap();
	await expect(phone.page.getByRole("region", { name: "Published", exact: true }).locator("header")).toHaveText("Published1");
	await expect(got).toContainText("hello");
	await expect(phone.task).toContainText(/Done\. The broker has accepted m\d+\./);

	const settings = await openSettings(trainer.lab);
	await settings.sheet.getByRole("button", { name: "Restart the broker" }).click();
	await trainer.page.getByRole("dialog", { name: "Restart the broker?" }).getByRole("button", { name: "Restart", exact: true }).click();
	await expect(phone.ended).toHaveText("The broker was restarted.");
});
