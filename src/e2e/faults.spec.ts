import { expect, type Locator, type Page, test } from "@playwright/test";
import { type ClientCard, cardOf } from "./client-card.ts";
import { expectFate, type LabPage, openLab, openQuickLab } from "./lab-page.ts";

/** sub-1 and pub-1 are connected with persistent sessions, and everything is said at this QoS. */
async function scene(page: Page, qos: 1 | 2) {
	const lab = await openQuickLab(page);
	const [publisher, subscriber] = [cardOf(lab, "pub-1"), cardOf(lab, "sub-1")];
	await subscriber.qos("Subscription QoS", qos).click();
	await subscriber.connect();
	await subscriber.subscribe();
	await publisher.cleanSession.click();
	await publisher.qos("Publish QoS", qos).click();
	await publisher.connect();
	return { lab, publisher, subscriber };
}

const packet = (lab: LabPage, name: RegExp): Locator => lab.packets.and(lab.page.getByRole("button", { name }));

async function letGo(lab: LabPage, one: Locator): Promise<void> {
	await one.click();
	await lab.page
		.getByRole("dialog", { name: /^Packet / })
		.getByRole("button", { name: "Let it go" })
		.click();
}

for (const [qos, ack, copies] of [
	[1, "PUBACK", 2],
	[2, "PUBREC", 1],
] as const) {
	test(`QoS ${qos}: the ${ack} of pub-1 is held while the room runs, and cut off: sub-1 gets ${copies === 2 ? "two copies" : "one copy"}`, async ({
		page,
	}) => {
		const { lab, publisher, subscriber } = await scene(page, qos);
		await publisher.leaveBy("Hold the wire");
		await publisher.toBe("held");
		await publisher.publish();
		await letGo(lab, packet(lab, /^PUBLISH m1,.* pub-1 to broker/));
		// The room runs: sub-1 has the message, while the answer to pub-1 stands on its wire.
		await subscriber.toHaveReceived(1);
		await expect(lab.button("Pause")).toBeVisible();
		await expect(packet(lab, new RegExp(`^${ack}.* broker to pub-1, held`))).toBeVisible();
		await publisher.button("Cut cable").click();
		await publisher.toBe("cable cut");
		await publisher.connect();
		await expect(lab.logLines).toContainText(`pub-1 → broker PUBLISH (d1, q${qos}`);
		await subscriber.toHaveReceived(copies);
		await lab.showLedger();
		await expectFate(lab.fate("m1"), "Delivered", qos === 1 ? "2 copies: QoS 1 allows it. PUBACK #2 received." : "PUBCOMP #1 received.");
		// The tape has the answer that was lost, and the message a second time, with DUP.
		await page.getByRole("tab", { name: "Tape", exact: true }).click();
		const packets = page.getByRole("grid", { name: "Packets" }).getByRole("row");
		await expect(packets.filter({ hasText: new RegExp(`^${ack} #1 for m1 ?broker to pub-1.*lost 0:`) })).toHaveCount(1);
		await expect(packets.filter({ hasText: new RegExp(`^PUBLISH m1 q${qos} #1 DUP ?pub-1 to broker.*arrived 0:`) })).toHaveCount(1);
	});
}

test("a packet on its way to the broker is let arrive, and its answer is cut off, in one press that is recorded as two steps", async ({
	page,
}) => {
	const { lab, publisher, subscriber } = await scene(page, 1);
	await lab.pause();
	await publisher.publish();
	await packet(lab, /^PUBLISH m1,.* pub-1 to broker/).click();
	await page.getByRole("button", { name: "Let it arrive, then cut" }).click();
	await publisher.toBe("cable cut");
	await lab.resume();
	await publisher.connect();
	await subscriber.toHaveReceived(2);
	await expect(lab.logLines).toContainText("PUBACK #1 m1: lost with the connection");
});

test("a held wire stands while the others run; its packets are let go by key L, and the rest when it is released", async ({ page }) => {
	const { lab, publisher, subscriber } = await scene(page, 1);
	await subscriber.leaveBy("Hold the wire");
	await subscriber.toBe("held");
	await publisher.publish();
	await publisher.publish();
	await expect(publisher.card.getByText("Keeping a copy")).toHaveCount(0);
	const first = packet(lab, /^PUBLISH m1,.* broker to sub-1, held/);
	await first.focus();
	await page.keyboard.press("l");
	await subscriber.toHaveReceived(1);
	await expect(lab.button("Pause")).toBeVisible();
	await subscriber.leaveBy("Release the wire");
	await subscriber.toBe("connected");
	await subscriber.toHaveReceived(2);
	await expect(lab.packets).toHaveCount(0);
});

test("packets that stand on one spot of a held wire stand apart, and each is pressed with the mouse", async ({ page }) => {
	const { lab, publisher, subscriber } = await scene(page, 1);
	await subscriber.leaveBy("Hold the wire");
	await subscriber.toBe("held");
	await publisher.publish();
	await publisher.publish();
	const [first, second] = ["m1", "m2"].map((name) => packet(lab, new RegExp(`^PUBLISH ${name},.* broker to sub-1, held`)));
	const explained = page.getByRole("dialog", { name: /^Packet / });
	// What is seen of the second one takes the press there, and the one in front of it the rest.
	await second?.click({ position: { x: 10, y: 20 } });
	await expect(explained).toContainText(/packet id\s*2/);
	await expect(explained.getByRole("button", { name: "Let it go" })).toBeDisabled();
	await explained.getByRole("button", { name: "Close" }).click();
	await first?.click();
	await expect(explained).toContainText(/packet id\s*1/);
	await explained.getByRole("button", { name: "Let it go" }).click();
	await subscriber.toHaveReceived(1);
});

test("one wire alone is slow, and says so", async ({ page }) => {
	const { lab, publisher, subscriber } = await scene(page, 1);
	await publisher.card.getByRole("button", { name: /Keep alive, will/ }).click();
	await publisher.card.getByRole("radiogroup", { name: "Delay of this wire alone" }).getByText("20 s").click();
	await expect(page.getByText("20 s").and(page.locator("b"))).toBeVisible();
	await publisher.publish();
	await expect(packet(lab, /^PUBLISH m1,.* pub-1 to broker/)).toBeVisible();
	await subscriber.toHaveReceived(0);
	await publisher.card.getByRole("radiogroup", { name: "Delay of this wire alone" }).getByText("Room").click();
	await subscriber.toHaveReceived(1);
});

async function arm(card: ClientCard, choice: string): Promise<void> {
	await card.card.getByRole("button", { name: /Keep alive, will/ }).click();
	await card.card.getByRole("radiogroup", { name: "The next message" }).getByText(choice).click();
}

test("a client that crashes before it acknowledges gets the message again with DUP when it comes back", async ({ page }) => {
	const { lab, publisher, subscriber } = await scene(page, 1);
	await arm(subscriber, "Crash");
	await expect(subscriber.card.getByText("Armed: the client takes the next message")).toBeVisible();
	await publisher.publish();
	await subscriber.toBe("offline");
	await expect(subscriber.card.getByText("sub-1 crashed before PUBACK #1 left it: its connection broke without DISCONNECT.")).toBeVisible();
	await expect(lab.notice).toContainText("sub-1 crashed before PUBACK #1 left it");
	await expect(lab.logLines).not.toContainText("sub-1 → broker PUBACK");
	await subscriber.connect();
	await expect(lab.notice).toBeHidden();
	await subscriber.toHaveReceived(2);
	await expect(lab.logLines).toContainText("broker → sub-1 PUBLISH (d1, q1");
	await expectFate(lab.fate("m1"), "Delivered", /2 copies: QoS 1 allows it/);
});

test("an acknowledgement that is never sent leaves its message in flight, and the next one is acknowledged", async ({ page }) => {
	const { lab, publisher, subscriber } = await scene(page, 1);
	await arm(subscriber, "Never");
	await publisher.publish();
	await expect(subscriber.card.getByText("sub-1 has not sent PUBACK #1, and never will on this connection.")).toBeVisible();
	await publisher.publish();
	await expectFate(lab.fate("m1"), "In flight", "Arrived at sub-1 as #1, no PUBACK yet.");
	await expectFate(lab.fate("m2"), "Delivered", "PUBACK #2 received.");
	await subscriber.toBe("connected");
});

test("on a phone a wire is held, and what stands on it is let go, from the sheet of its client", async ({ page }) => {
	await page.setViewportSize({ width: 390, height: 844 });
	const lab = await openLab(page);
	await lab.transport.getByRole("combobox", { name: "Wire delay" }).selectOption("No delay");
	const publisher = cardOf(lab, "pub-1");
	await publisher.connect();
	await publisher.button("Open pub-1").click();
	const sheet = page.getByRole("dialog", { name: "pub-1" });
	const choose = async (way: string) => {
		await sheet.getByRole("button", { name: "Hold the wire, or leave another way: pub-1" }).click();
		await page.getByRole("menuitem", { name: way }).click();
	};
	await choose("Hold the wire");
	await publisher.toBe("held");
	await sheet.getByRole("button", { name: "Publish m1" }).click();
	await choose("Let one packet go");
	await sheet.getByRole("button", { name: "Close" }).click();
	await expect(packet(lab, /^PUBACK.* broker to pub-1, held/)).toBeVisible();
});
