import { expect, type Locator, type Page, test } from "@playwright/test";
import { cardOf } from "./client-card.ts";
import { type LabPage, openLab, openQuickLab } from "./lab-page.ts";

/** Nothing of the thing is cut off: every corner of it is what a pointer at that place meets. */
async function expectWhole(thing: Locator): Promise<void> {
	await expect(thing).toBeInViewport({ ratio: 1 });
	const met = await thing.evaluate((element) => {
		const { left, right, top, bottom } = element.getBoundingClientRect();
		return [
			[left + 4, top + 4],
			[right - 4, top + 4],
			[left + 4, bottom - 4],
			[right - 4, bottom - 4],
		].map(([x = 0, y = 0]) => element.contains(document.elementFromPoint(x, y)));
	});
	expect(met).toEqual([true, true, true, true]);
}

async function tabTo(page: Page, target: Locator, most: number): Promise<void> {
	for (let n = 0; n < most; n += 1) {
		if (await target.evaluate((element) => element === document.activeElement)) return;
		await page.keyboard.press("Tab");
	}
	await expect(target).toBeFocused();
}

/** A message that stands still on the wire from pub-1, or, one step later, on the wire to sub-1. */
async function heldPacket(lab: LabPage, towards: "broker" | "sub-1"): Promise<Locator> {
	const [publisher, subscriber] = [cardOf(lab, "pub-1"), cardOf(lab, "sub-1")];
	await subscriber.connect();
	await subscriber.card.getByRole("button", { name: "Subscribe", exact: true }).click();
	await expect(lab.session("sub-1").getByText("greenhouse/temp")).toBeVisible();
	await publisher.connect();
	await lab.pause();
	await publisher.publish();
	const up = lab.packets.and(lab.page.getByRole("button", { name: /^PUBLISH m1,.* pub-1 to broker/ }));
	await expect(up).toBeVisible();
	if (towards === "broker") return up;
	await lab.button("Step").click();
	return lab.packets.and(lab.page.getByRole("button", { name: /^PUBLISH m1,.* broker to sub-1/ }));
}

for (const [width, height] of [
	[1440, 900],
	[1920, 1080],
	[1280, 800],
	[1280, 560],
] as const) {
	for (const towards of ["broker", "sub-1"] as const) {
		test(`at ${width} x ${height} the card of a packet to ${towards} is whole, by pointer, wheel and Tab`, async ({ page }) => {
			await page.setViewportSize({ width, height });
			const lab = await openQuickLab(page);
			const packet = await heldPacket(lab, towards);
			await packet.click();
			const card = page.getByRole("dialog", { name: "Packet PUBLISH" });
			await expectWhole(card);
			await expectWhole(card.getByRole("button", { name: "Let it go" }));
			await expectWhole(card.getByRole("button", { name: "Cut here" }));
			// what the type of the packet is for is loaded with the first card, and makes the card higher
			await expect(card).toContainText("Carries one message");
			if (height > 600) await expect.poll(() => card.evaluate((one) => one.scrollHeight - one.clientHeight)).toBe(0);
			await expectWhole(card);
			await card.hover();
			await page.mouse.wheel(0, 2_000);
			await expect(card.getByRole("row").last()).toBeInViewport({ ratio: 1 });
			await tabTo(page, card.getByRole("button", { name: "Cut here" }), 5);
			await page.keyboard.press("Enter");
			await expect(packet).toBeHidden();
			await cardOf(lab, towards === "broker" ? "pub-1" : "sub-1").toBe("cable cut");
		});
	}
}

test("on a phone the card of a packet is whole as well, and lets the packet go", async ({ page }) => {
	await page.setViewportSize({ width: 390, height: 844 });
	const lab = await openPhoneLab(page);
	const packet = lab.packets.first();
	await packet.click();
	const card = page.getByRole("dialog", { name: "Packet CONNECT" });
	await expectWhole(card);
	await expectWhole(card.getByRole("button", { name: "Let it go" }));
	await card.getByRole("button", { name: "Let it go" }).click();
	await expect(card).toBeHidden();
});

async function openPhoneLab(page: Page): Promise<LabPage> {
	const lab = await openLab(page);
	await lab.pause();
	await cardOf(lab, "sub-1").button("Connect").click();
	await expect(lab.packets).toHaveCount(1);
	return lab;
}
