import { expect, type Page, test } from "@playwright/test";
import { cardOf } from "./client-card.ts";
import { clearRoom, type LabPage, openQuickLab } from "./lab-page.ts";

function exchangeOn(page: Page) {
	const panel = page.getByRole("region", { name: "Exchange", exact: true });
	return {
		panel,
		message: panel.getByRole("combobox", { name: "Message" }),
		shown: (message: string) => panel.getByRole("region", { name: `The exchange of ${message}`, exact: true }),
	};
}

async function publishBy(lab: LabPage, payload: string): Promise<void> {
	const publisher = cardOf(lab, "pub-1");
	await publisher.field("Payload").fill(payload);
	await publisher.publish();
}

async function select({ page }: LabPage, message: string): Promise<void> {
	await page.getByRole("tab", { name: "Ledger" }).click();
	await page
		.getByRole("rowheader", { name: new RegExp(`^${message} `) })
		.getByRole("button")
		.click();
}

/** Back by the keyboard, until this is so. */
async function stepBackUntil(page: Page, holds: () => Promise<boolean>): Promise<void> {
	await page.getByRole("slider", { name: "Moment of the room" }).focus();
	await expect(async () => {
		if (await holds()) return;
		await page.keyboard.press("ArrowLeft");
		expect(await holds()).toBe(true);
	}).toPass({ intervals: [50] });
}

test("after a room is cleared, exchange and tape show its new life, and whoever steps back finds the old one there", async ({ page }) => {
	const lab = await openQuickLab(page);
	const publisher = cardOf(lab, "pub-1");
	await publisher.qos("Publish QoS", 1).check();
	await publisher.connect();
	await publishBy(lab, "first life");
	await publishBy(lab, "second");
	await select(lab, "m2");
	const exchange = exchangeOn(page);
	await expect(exchange.shown("m2")).toBeVisible();
	await page.getByRole("tab", { name: "Tape", exact: true }).click();
	const rows = page.getByRole("grid", { name: "Packets" }).getByRole("row");
	await expect(rows).toHaveCount(6);

	await clearRoom(lab);
	await expect(exchange.panel).toContainText("Nothing sent yet.");
	await expect(rows.filter({ hasText: "before the room was cleared" })).toHaveCount(6);
	// The old life can be looked at before anybody is a client in the new one.
	await lab.button("Back one event").click();
	await expect(page.getByRole("button", { name: "Back to live" })).toBeVisible();
	await page.keyboard.press("End");
	await publisher.connect();
	await publishBy(lab, "new life");
	await expect(exchange.message).toHaveText(/^m1 “new life”$/);
	await expect(rows.filter({ hasNotText: "before the room was cleared" })).toHaveText([/^CONNECT/, /^CONNACK/, /^PUBLISH m1/, /^PUBACK/]);

	// One message of that name in each life: the one under the cursor is told.
	await select(lab, "m1");
	await expect(exchange.message.locator("option:checked")).toHaveText("m1 “new life”");
	await stepBackUntil(
		page,
		async () => (await exchange.message.count()) === 1 && (await exchange.message.textContent())?.includes("first life") === true,
	);
	await expect(exchange.message.locator("option")).toHaveText(["m2 “second”", "m1 “first life”"]);
	await expect(exchange.message.locator("option:checked")).toHaveText("m1 “first life”");
	await expect(exchange.shown("m1").getByRole("listitem").first()).toContainText("PUBLISH #1");
	await expect(rows.filter({ hasText: "before the room was cleared" })).toHaveCount(0);
	await expect(rows.filter({ hasText: "happened after this moment" })).toHaveCount(4);
	await page.keyboard.press("End");
	await expect(exchange.message.locator("option:checked")).toHaveText("m1 “new life”");
});

test("a card that was added later is not here yet at a moment before its client came", async ({ page }) => {
	const lab = await openQuickLab(page);
	await cardOf(lab, "pub-1").connect();
	await page.getByRole("button", { name: "Add subscriber" }).click();
	const late = cardOf(lab, "sub-2");
	await late.toBe("offline");
	await late.button("Connect").click();
	await late.toBe("connected");
	await stepBackUntil(page, async () => (await late.card.getAttribute("aria-label")) === "Client sub-2, not here yet");
	await cardOf(lab, "pub-1").toBe("connected");
	await page.keyboard.press("End");
	await late.toBe("connected");
});
