import { expect, type Page, test } from "@playwright/test";
import { cardOf } from "./client-card.ts";
import { holdBack } from "./hold-back.ts";
import { type LabPage, openQuickLab } from "./lab-page.ts";

type Level = 0 | 1 | 2;

/** Both clients with sessions that are kept, and sub-1 subscribed: what is published crosses two wires at this QoS. */
async function openBoth(page: Page, level: Level): Promise<LabPage> {
	const lab = await openQuickLab(page);
	const [publisher, subscriber] = [cardOf(lab, "pub-1"), cardOf(lab, "sub-1")];
	for (const one of [publisher, subscriber]) {
		await one.cleanSession.setChecked(false);
		await one.connect();
	}
	await subscriber.qos("Subscription QoS", level).check();
	await subscriber.subscribe();
	await publisher.qos("Publish QoS", level).check();
	return lab;
}

/** The panel, and what stands in it. */
function exchangeOn(page: Page) {
	const panel = page.getByRole("region", { name: "Exchange", exact: true });
	const hop = (name: string) => panel.getByRole("region", { name, exact: true });
	return {
		panel,
		hop,
		boxes: (name: string) => hop(name).getByRole("listitem"),
		holders: panel.getByRole("list", { name: /^Who holds a copy/ }).getByRole("listitem"),
		ifCut: (client: string) => panel.getByRole("paragraph").filter({ hasText: `If ${client}’s wire is cut` }),
	};
}

/** Presses the name of the message in the ledger. */
async function select(page: Page, message: string) {
	await page.getByRole("tab", { name: "Ledger" }).click();
	await page
		.getByRole("rowheader", { name: new RegExp(`^${message} `) })
		.getByRole("button")
		.click();
	await expect(page.getByRole("tab", { name: "Exchange" })).toHaveAttribute("aria-selected", "true");
	return exchangeOn(page);
}

test("a message of QoS 0 has one box on each wire, and its cut loses it for good", async ({ page }) => {
	const lab = await openBoth(page, 0);
	await lab.pause();
	await cardOf(lab, "pub-1").publish();
	const exchange = await select(page, "m1");
	await expect(exchange.boxes("pub-1 to broker")).toHaveText([/PUBLISH/]);
	await expect(exchange.boxes("pub-1 to broker").first()).toHaveAttribute("data-stand", "under-way");
	await expect(exchange.boxes("broker to sub-1").first()).toHaveAttribute("data-stand", "to-come");
	await expect(exchange.ifCut("pub-1")).toContainText("m1 is lost: at QoS 0 it is never sent again.");
	await expect(exchange.holders).toHaveText([/pub-1.*nothing of m1/, /broker.*nothing of m1/, /sub-1.*not yet/]);
	await lab.resume();
	await expect(exchange.hop("broker to sub-1").getByRole("heading")).toHaveText("broker to sub-1 QoS 0, done");
	await expect(exchange.holders.last()).toHaveText(/has it, once/);
});

test("at QoS 1 a lost PUBACK is crossed, the PUBLISH comes again with DUP, and the second copy is ticked too", async ({ page }) => {
	const lab = await openBoth(page, 1);
	const publisher = cardOf(lab, "pub-1");
	await lab.pause();
	await publisher.publish();
	await lab.button("Step").click();
	const exchange = await select(page, "m1");
	await expect(exchange.boxes("pub-1 to broker")).toHaveText([/^PUBLISH #1/, /^PUBACK #1/]);
	await expect(exchange.ifCut("pub-1")).toContainText("it sends m1 a second time, with DUP. sub-1 may get two copies.");
	await publisher.button("Cut cable").click();
	await expect(exchange.boxes("pub-1 to broker").nth(1)).toHaveAttribute("data-stand", "lost");
	await expect(exchange.boxes("pub-1 to broker").nth(2)).toHaveText(/PUBLISH #1 DUP.*missing/);
	await expect(exchange.ifCut("pub-1")).toContainText("There is no wire to cut: pub-1 is offline.");
	await lab.resume();
	await publisher.connect();
	await expect(exchange.hop("broker to sub-1").getByRole("heading")).toHaveText("broker to sub-1 QoS 1, 2 copies done");
	await expect(exchange.holders).toHaveText([/nothing of m1/, /nothing of m1/, /has it, twice/]);
	await page.getByRole("tab", { name: "Ledger" }).click();
	await expect(lab.fate("m1")).toContainText("2 copies: QoS 1 allows it. PUBACK #2 received.");
	await expect(lab.fate("m1").getByRole("button", { name: /^\d+:\d\d\.\d$/ })).toHaveCount(2);
});

test("at QoS 2 the checklist says why there is only one copy", async ({ page }) => {
	const lab = await openBoth(page, 2);
	const publisher = cardOf(lab, "pub-1");
	await lab.pause();
	await publisher.publish();
	await lab.button("Step").click();
	const exchange = await select(page, "m1");
	await expect(exchange.hop("pub-1 to broker")).toContainText("No: the broker passes it on, remembers #1 until PUBREL, and takes it once.");
	await expect(exchange.ifCut("pub-1")).toContainText("The broker knows #1 and takes it once.");
	await publisher.button("Cut cable").click();
	await lab.resume();
	await publisher.connect();
	await expect(exchange.hop("pub-1 to broker").getByRole("heading")).toHaveText("pub-1 to broker QoS 2, done");
	await expect(exchange.boxes("pub-1 to broker")).toHaveText([
		/PUBLISH #1/,
		/PUBREC #1/,
		/PUBLISH #1 DUP/,
		/PUBREC #1/,
		/PUBREL #1/,
		/PUBCOMP #1/,
	]);
	await expect(exchange.hop("pub-1 to broker")).toContainText("m1 was taken once: the broker remembered #1 until PUBREL.");
	await expect(exchange.holders.last()).toHaveText(/has it, once/);
});

test("the time of a fate goes to that moment, in ledger, log and exchange, and a line’s packet is selected in all of them", async ({
	page,
}) => {
	const lab = await openBoth(page, 1);
	const publisher = cardOf(lab, "pub-1");
	await cardOf(lab, "sub-1").disconnect();
	await publisher.qos("Publish QoS", 0).check();
	await publisher.publish();
	await expect(lab.fate("m1").getByText("Dropped", { exact: true })).toBeVisible();
	await publisher.publish();
	await expect(lab.fate("m2").getByText("Dropped", { exact: true })).toBeVisible();
	const region = page.getByRole("region", { name: "Ledger" });
	await expect(region.getByText("where each message is now")).toBeVisible();
	// When m1 was dropped is one press.
	await lab
		.fate("m1")
		.getByRole("button", { name: /^\d+:\d\d\.\d$/ })
		.click();
	await expect(region.getByText(/^where each message is at 0:\d\d\.\d$/)).toBeVisible();
	await expect(page.getByRole("rowheader", { name: /^m2 / })).toHaveCount(0);
	await expect(lab.logLines.locator("[aria-current=time]")).toContainText("Dropped m1 for sub-1");
	await expect(lab.logLines.locator("[data-stands=later]").filter({ hasText: "Accepted m2" })).toHaveCount(1);
	await expect(lab.logLines.locator("[aria-current=time]")).toBeInViewport();
	// A line of the log goes elsewhere, by keyboard too.
	await lab.logLines
		.locator(".log-row", { hasText: "Accepted m1" })
		.getByRole("button", { name: /^\d+:\d\d\.\d{3}$/ })
		.click();
	await expect(lab.logLines.locator("[aria-current=time]")).toContainText("Accepted m1");
	await page.keyboard.press("ArrowUp");
	await page.keyboard.press("Enter");
	await expect(lab.logLines.locator("[aria-current=time]")).toContainText("PUBLISH (d0, q0, r0, 'greenhouse/temp', 4 bytes) carrying m1");
	const packet = lab.logLines.getByRole("button", { name: /^Packet at/, pressed: true });
	await lab.logLines
		.locator(".log-row", { hasText: "carrying m1" })
		.getByRole("button", { name: /^Packet at/ })
		.click();
	await expect(packet).toHaveCount(1);
	await expect(page.getByRole("tab", { name: "Packet" })).toHaveAttribute("aria-selected", "true");
	await page.getByRole("tab", { name: "Exchange" }).click();
	await expect(exchangeOn(page).panel.getByRole("button", { name: /^PUBLISH, arrived/, pressed: true })).toHaveCount(1);
	await page.getByRole("tab", { name: "Ledger" }).click();
	await expect(page.getByRole("rowheader", { name: /^m1 / }).getByRole("button")).toHaveAttribute("aria-pressed", "true");
});

test("the clock that was chosen last counts, also while the other one is still being loaded", async ({ page }) => {
	const load = await holdBack(page, /\/wall-clock-/);
	const lab = await openQuickLab(page);
	const clock = (name: string) => lab.log.getByRole("radio", { name, exact: true });
	const loaded = page.waitForResponse(/\/wall-clock-.*\.js/);
	await clock("Wall clock").click();
	await clock("Room clock").click();
	load();
	await loaded;
	await lab.setDelay("6 s");
	await expect(lab.logLines).toContainText("Wire delay: 6000 ms");
	await expect(lab.logLines).not.toContainText(/\d\d:\d\d:\d\d\.\d{3}/);
	await expect(clock("Room clock")).toBeChecked();
});
