import { expect, test } from "@playwright/test";
import { cardOf } from "./client-card.ts";
import { expectPrinted, hasMosquitto, killGuests, publishAsGuest, subscribeAsGuest } from "./guest.ts";
import { clearRoom, expectFate, freshRoom, openLab, openQuickLab } from "./lab-page.ts";

test.beforeEach(() => {
	if (hasMosquitto()) return;
	const description = "mosquitto_sub and mosquitto_pub are not on the PATH: guests made with mqtt-packet stood in for them";
	test.info().annotations.push({ type: "stand-in", description });
});

test.afterEach(() => killGuests());

test("mosquitto_sub without a user name stands on the stage of the lobby, gets what is published, and its session outlives it", async ({
	page,
}) => {
	const lab = await openLab(page, "lobby");
	await clearRoom(lab);
	const guest = subscribeAsGuest("porch");
	const porch = cardOf(lab, "porch");
	await porch.toBe("connected");
	await expect(porch.card).toContainText("Guest over TCP, subscribes");
	const session = lab.session("porch");
	await expect(session.getByText("Persistent session")).toBeVisible();
	await expect(session.getByRole("list", { name: "Subscriptions held for porch" })).toContainText(/greenhouse\/#.*granted.*QoS 1/);

	const publisher = cardOf(lab, "pub-1");
	await publisher.connect();
	await publisher.publish();
	await expectPrinted(guest, ["21.5"]);
	await expectFate(lab.fate("m1"), "Delivered", /^PUBACK #\d+ received\.$/);

	await publishAsGuest("greenhouse/door", "open");
	await expectPrinted(guest, ["21.5", "open"]);
	await expectFate(lab.fate("m2"), "Delivered", /^PUBACK #\d+ received\.$/);

	guest.kill();
	await porch.toBe("offline");
	await expect(session.getByText("kept while offline")).toBeVisible();
	await publisher.publish();
	await expect(lab.queued("porch")).toHaveCount(1);
	await expectFate(lab.fate("m3"), "Queued", "Offline, session kept, QoS 1.");

	const back = subscribeAsGuest("porch");
	await expectPrinted(back, ["21.5"]);
	await expectFate(lab.fate("m3"), "Delivered", /^From the queue after .+ PUBACK #\d+ received\.$/);
	back.kill();
	await porch.toBe("offline");
	await clearRoom(lab);
});

test("mosquitto_sub with a room as its user name is in that room, and in no other", async ({ page, context }) => {
	const room = freshRoom();
	const lab = await openQuickLab(page, room);
	const lobby = await context.newPage();
	const other = await openLab(lobby, "lobby");
	const guest = subscribeAsGuest("shed", room);
	await cardOf(lab, "shed").toBe("connected");
	await expect(lab.session("shed")).toContainText("greenhouse/#");
	await publishAsGuest("greenhouse/temp", "not for it");
	await publishAsGuest("greenhouse/temp", "for it", room);
	await expectPrinted(guest, ["for it"]);
	await expect(other.logLines).toContainText("'greenhouse/temp', 10 bytes");
	await expect(cardOf(other, "shed").card).toBeHidden();
});

test("the cable of a guest can be cut from the page, and its session is kept", async ({ page }) => {
	const room = freshRoom();
	const lab = await openQuickLab(page, room);
	subscribeAsGuest("porch", room);
	const porch = cardOf(lab, "porch");
	await porch.toBe("connected");
	await porch.button("Cut cable").click();
	// mosquitto_sub reconnects by itself after a second; its stand-in does not.
	await expect(lab.logLines).toContainText(/Connection of porch ended: the cable was cut/i);
	await expect(lab.session("porch")).toBeVisible();
});
