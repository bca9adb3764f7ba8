import { expect, type Locator, test } from "@playwright/test";
import { type ClientCard, cardOf } from "./client-card.ts";
import { expectFate, type LabPage, openLab, openQuickLab } from "./lab-page.ts";

const publish = (message: string, qos: 0 | 1, end = "") => new RegExp(`^PUBLISH ${message}, QoS ${qos}, .*pub-1 to broker, ${end}`);

/** Both clients of a fresh room connected, and sub-1 subscribed with QoS 1. */
async function bothHere(lab: LabPage): Promise<{ publisher: ClientCard; subscriber: ClientCard }> {
	const [publisher, subscriber] = [cardOf(lab, "pub-1"), cardOf(lab, "sub-1")];
	await subscriber.connect();
	await subscriber.subscribe();
	await publisher.connect();
	return { publisher, subscriber };
}

/** Puts a packet on pub-1's wire, and returns only when the packet is there. */
async function put(lab: LabPage, publisher: ClientCard): Promise<Locator> {
	const before = await lab.packets.count();
	const message = await publisher.publish();
	await expect(lab.packets).toHaveCount(before + 1);
	return lab.packets.and(lab.page.getByRole("button", { name: new RegExp(`^PUBLISH ${message},`) }));
}

async function where(packet: Locator) {
	return { name: await packet.getAttribute("aria-label"), box: await packet.boundingBox() };
}

async function leftOf(packet: Locator): Promise<number> {
	return (await packet.boundingBox())?.x ?? 0;
}

test("a pause holds a packet half way, however much happens meanwhile, and resume lets it go on", async ({ page }) => {
	const lab = await openQuickLab(page);
	const { publisher, subscriber } = await bothHere(lab);
	await publisher.qos("Publish QoS", 0).click();
	await lab.setDelayMs(20_000);
	const first = await put(lab, publisher);
	await expect(first).toHaveAccessibleName("PUBLISH m1, QoS 0, pub-1 to broker, under way");
	const start = await leftOf(first);
	await expect.poll(() => leftOf(first)).toBeGreaterThan(start + 5);
	await lab.pause();
	await expect(first).toHaveAccessibleName(/^PUBLISH m1, QoS 0, pub-1 to broker, held at (?!0\.0)\d+\.\d of 20\.0 seconds$/);
	await expect(lab.narrator).toHaveText("Paused. m1 is still on pub-1’s wire. The broker has not seen it yet.");
	await expectFate(lab.fate("m1"), "In flight", "Still on pub-1’s wire.");

	const second = await put(lab, publisher);
	await expect(second).toHaveAccessibleName(/held at 0\.0 of 20\.0 seconds$/);
	const held = await where(first);
	await put(lab, publisher);
	expect(await where(first)).toEqual(held);
	await subscriber.toHaveReceived(0);

	await lab.setDelay("None");
	await expect(first).toBeVisible();
	await lab.resume();
	await expect(lab.packets).toHaveCount(0);
	await subscriber.toHaveReceived(3);
});

test("a step moves exactly one packet, the oldest, and the room stands still before and after", async ({ page }) => {
	const lab = await openQuickLab(page);
	const publisher = cardOf(lab, "pub-1");
	await publisher.connect();
	await publisher.qos("Publish QoS", 0).click();
	await lab.pause();
	for (let count = 0; count < 3; count += 1) await put(lab, publisher);
	// The log may be drawn after the stage: the lines of the log are counted once the last packet is among them.
	await expect(lab.logLines).toContainText(/PUBLISH [^\n]*\) carrying m3/);
	const before = Number.parseInt((await lab.logCount.textContent()) ?? "", 10);

	await lab.button("Step").click();
	await expect(lab.packets).toHaveCount(2);
	await expect(lab.logLines).toContainText("broker has PUBLISH m1 (step)");
	await put(lab, publisher);
	// Arrived, accepted; and m4 on the wire: nothing else has moved.
	await expect(lab.logCount).toHaveText(`${before + 3} lines`);
	for (const [index, message] of ["m2", "m3", "m4"].entries()) {
		await expect(lab.packets.nth(index)).toHaveAccessibleName(publish(message, 0, "held"));
	}
	await expect(lab.button("Resume")).toBeVisible();
	await lab.resume();
	await expect(lab.packets).toHaveCount(0);
});

test("a step in a room that runs stops it first", async ({ page }) => {
	const lab = await openQuickLab(page);
	const publisher = cardOf(lab, "pub-1");
	await publisher.connect();
	await publisher.qos("Publish QoS", 0).click();
	await lab.setDelayMs(20_000);
	await put(lab, publisher);
	await put(lab, publisher);
	await lab.button("Step").click();
	await expect(lab.button("Resume")).toBeVisible();
	await expect(lab.packets).toHaveCount(1);
	await expect(lab.packets).toHaveAccessibleName(publish("m2", 0, "held at"));
});

test("the wire takes one of four delays or any number of ms, and no nonsense", async ({ page }) => {
	const lab = await openLab(page);
	await expect(lab.delay("0.5 s")).toBeChecked();
	for (const [name, told] of [
		["2 s", "Wire delay: 2000 ms"],
		["6 s", "Wire delay: 6000 ms"],
		["None", "Wire delay: none"],
	] as const) {
		await lab.setDelay(name);
		await expect(lab.logLines).toContainText(told);
	}
	const other = lab.transport.getByRole("textbox", { name: "Wire delay in ms" });
	await other.fill("1234");
	await other.press("Enter");
	await expect(lab.narrator).toHaveText("A packet now takes 1.234 s across a wire.");
	await expect(lab.transport.getByRole("radio", { checked: true })).toHaveCount(0);
	await lab.pause();
	await cardOf(lab, "pub-1").button("Connect").click();
	await expect(lab.packets).toHaveAccessibleName("CONNECT, clean session true, pub-1 to broker, held at 0.0 of 1.2 seconds");

	await other.fill("60001");
	await other.press("Enter");
	await expect(other).toHaveAttribute("aria-invalid", "true");
	await expect(other).toHaveAttribute("title", "A whole number of ms, 0 to 60000");
	await other.press("Escape");
	await expect(other).toHaveValue("1234");
});

test("a cut leaves the copy of a QoS 1 message with its sender, and it arrives with DUP after the sender is back", async ({ page }) => {
	const lab = await openQuickLab(page);
	const { publisher, subscriber } = await bothHere(lab);
	await publisher.disconnect();
	await publisher.cleanSession.click();
	await expect(publisher.cleanSession).not.toBeChecked();
	await publisher.connect();
	await lab.pause();
	await put(lab, publisher);
	await publisher.button("Cut cable").click();
	await publisher.toBe("cable cut");
	await expect(lab.packets).toHaveCount(0);
	await expect(publisher.card).toContainText(/Keeping a copy of m1 until PUBACK #1/);
	await expectFate(lab.fate("m1"), "In flight", "Lost on the wire; pub-1 keeps a copy.");
	await expect(page.getByRole("alert").filter({ hasText: "Cable cut. pub-1 is offline without DISCONNECT" })).toBeAttached();

	await publisher.button("Connect").click();
	await expect(lab.packets).toHaveAccessibleName(/^CONNECT/);
	await lab.button("Step").click();
	await expect(lab.packets).toHaveAccessibleName(/^CONNACK, session present = 1/);
	await lab.button("Step").click();
	await expect(lab.packets).toHaveAccessibleName(/^PUBLISH m1, QoS 1, packet 1, DUP, pub-1 to broker/);
	await lab.resume();
	await subscriber.toHaveReceived(1);
	await expectFate(lab.fate("m1"), "Delivered", /PUBACK #1 received/);
	await expect(publisher.card).not.toContainText("Keeping a copy");
	await lab.log.getByRole("combobox", { name: "Message" }).selectOption("m1");
	await expect(lab.logLines).toContainText("pub-1 → broker PUBLISH #1 m1: lost with the connection");
	await expect(lab.logLines).toContainText("pub-1 → broker PUBLISH (d1, q1, r0, #1, 'greenhouse/temp', 4 bytes) carrying m1");
});

test("a QoS 0 message that was on the wire when it was cut is dropped, and says why", async ({ page }) => {
	const lab = await openQuickLab(page);
	const { publisher } = await bothHere(lab);
	await publisher.qos("Publish QoS", 0).click();
	await lab.pause();
	await put(lab, publisher);
	await publisher.button("Cut cable").click();
	await expect(lab.packets).toHaveCount(0);
	await expectFate(lab.fate("m1"), "Dropped", "On the wire when its connection ended, and QoS 0 is never sent again.");
	await expect(lab.equation).toHaveAccessibleName("1 published = 0 delivered + 0 queued + 0 in flight + 1 dropped");
	await lab.fate("m1").getByText("Dropped", { exact: true }).click();
	await expect(lab.fate("m1")).toContainText("Publish with QoS 1, and connect the publisher with clean_session = false");
});

test("a packet says what it carries, and can be let go or cut where it is", async ({ page }) => {
	const lab = await openQuickLab(page);
	const { publisher, subscriber } = await bothHere(lab);
	await lab.pause();
	const first = await put(lab, publisher);
	const second = await put(lab, publisher);
	const popover = page.getByRole("dialog", { name: "Packet PUBLISH" });

	// Both packets stand at the start of the lane, one before the other: the arrows go from packet to packet.
	await first.focus();
	await page.keyboard.press("ArrowRight");
	await expect(second).toBeFocused();
	await page.keyboard.press("Enter");
	await expect(popover.getByRole("row", { name: "flags qos=1 dup=0 retain=0" })).toBeVisible();
	await expect(popover.getByRole("button", { name: "Let it go" })).toBeDisabled();
	await page.keyboard.press("Escape");
	await expect(popover).toBeHidden();
	await expect(second).toBeFocused();
	await page.keyboard.press("ArrowLeft");
	await page.keyboard.press("Enter");
	await popover.getByRole("button", { name: "Let it go" }).click();
	await expect(popover).toBeHidden();
	await expect(lab.packets.and(page.getByRole("button", { name: /^PUBLISH m1,.* broker to sub-1, held/ }))).toBeVisible();
	await expect(lab.packets.and(page.getByRole("button", { name: /^PUBACK for m1,.* broker to pub-1, held/ }))).toBeVisible();
	await expect(second).toHaveAccessibleName(publish("m2", 1, "held"));

	await second.click();
	await popover.getByRole("button", { name: "Cut here" }).click();
	await publisher.toBe("cable cut");
	await expect(second).toBeHidden();
	await lab.showLedger();
	await expectFate(lab.fate("m2"), "Dropped", /^It never reached the broker, and its sender has no copy any more/);
	await lab.resume();
	await subscriber.toHaveReceived(1);
	await expectFate(lab.fate("m1"), "Delivered", /PUBACK #1 received/);
});

test("a sender with a clean session keeps no copy of what was cut, and nothing says that it does", async ({ page }) => {
	const lab = await openQuickLab(page);
	const { publisher } = await bothHere(lab);
	await lab.pause();
	await put(lab, publisher);
	await publisher.button("Cut cable").click();
	await expectFate(lab.fate("m1"), "Dropped", /^It never reached the broker, and its sender has no copy any more/);
	await expect(lab.transport.getByRole("status")).toContainText(/m1/);
	await expect(page.getByText(/pub-1 keeps a copy/)).toHaveCount(0);
});
