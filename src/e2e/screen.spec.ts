import { expect, test } from "@playwright/test";
import { cardOf } from "./client-card.ts";
import { openQuickLab } from "./lab-page.ts";

test("a will that is switched on and not changed reaches a subscription that was not changed", async ({ page }) => {
	const lab = await openQuickLab(page);
	const [publisher, subscriber] = [cardOf(lab, "pub-1"), cardOf(lab, "sub-1")];
	await subscriber.connect();
	await subscriber.subscribe();
	await publisher.button("More: Keep alive, will").click();
	await publisher.card.getByRole("switch", { name: "Leave a will" }).click();
	await publisher.connect();
	await publisher.button("Cut cable").click();
	await expect(subscriber.payloads).toHaveText(/pub-1 is gone/);
});

for (const [width, height] of [
	[1440, 900],
	[1280, 800],
] as const) {
	test(`the switch of the will is in sight once its place is opened, at ${width} x ${height}`, async ({ page }) => {
		await page.setViewportSize({ width, height });
		const lab = await openQuickLab(page);
		const publisher = cardOf(lab, "pub-1");
		await publisher.button("More: Keep alive, will").click();
		await expect(publisher.card.getByRole("switch", { name: "Leave a will" })).toBeInViewport({ ratio: 1 });
	});
}

test("a burst of more messages than a burst may have is refused in words, and does not become a smaller one", async ({ page }) => {
	const lab = await openQuickLab(page);
	const publisher = cardOf(lab, "pub-1");
	await publisher.connect();
	await publisher.field("Times").pressSequentially("300");
	await publisher.field("Times").fill("");
	await publisher.field("Times").pressSequentially("300");
	const wrong = publisher.card.getByText("A whole number, 1 to 200");
	await expect(wrong).toBeInViewport({ ratio: 1 });
	await expect(publisher.publishButton).toHaveText("Publish m1");
	await publisher.field("Payload").focus();
	await expect(publisher.field("Times")).toHaveValue("300");
	await expect(wrong).toBeVisible();
	await publisher.field("Times").fill("12");
	await expect(wrong).toBeHidden();
	await expect(publisher.publishButton).toHaveText("Publish m1 to m12");
});

test("payloads of a burst can be told apart in the ledger, and the last row opens in sight", async ({ page }) => {
	const lab = await openQuickLab(page);
	const [publisher, subscriber] = [cardOf(lab, "pub-1"), cardOf(lab, "sub-1")];
	await subscriber.connect();
	await subscriber.subscribe();
	await subscriber.disconnect();
	await publisher.connect();
	await publisher.field("Times").fill("120");
	await publisher.publishButton.click();
	await expect(lab.fate("m120").getByText("Queued", { exact: true })).toBeVisible();
	const bytes = page.getByRole("rowheader", { name: /^m120 / }).getByText("21.5 (120)");
	await expect(bytes).toBeVisible();
	expect(await bytes.evaluate((text) => text.scrollWidth <= text.clientWidth && text.scrollHeight <= text.clientHeight)).toBe(true);
	const last = lab.fate("m120");
	await last.getByText("Queued", { exact: true }).click();
	await expect(last.getByText("Published")).toBeInViewport({ ratio: 1 });
	await expect(last.locator("code").last()).toBeInViewport({ ratio: 1 });
});

test("a packet that was lost does not lie under the wire of the next connection", async ({ page }) => {
	const lab = await openQuickLab(page);
	const [publisher, subscriber] = [cardOf(lab, "pub-1"), cardOf(lab, "sub-1")];
	await subscriber.connect();
	await subscriber.subscribe();
	await publisher.connect();
	await lab.setDelay("6 s");
	await publisher.publish();
	await expect(lab.packets).not.toHaveCount(0);
	await publisher.button("Cut cable").click();
	const ghosts = page.locator(".lost-layer-packet");
	await expect(ghosts).toHaveCount(1);
	await publisher.button("Connect").click();
	await expect(ghosts).toHaveCount(0);
	await expect(lab.packets).toHaveCount(1);
});
