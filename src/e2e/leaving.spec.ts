import { expect, type Page, test } from "@playwright/test";
import { type ClientCard, cardOf } from "./client-card.ts";
import { expectFate, type LabPage, openQuickLab } from "./lab-page.ts";
import { openSettings } from "./settings-sheet.ts";

type Heirs = { readonly lab: LabPage; readonly leaver: ClientCard; readonly heir: ClientCard };

/** pub-1 is connected with a will (QoS 1, retained), and sub-1 waits for that will. keepAlive: seconds. */
async function willArmed(page: Page, keepAlive = 0): Promise<Heirs> {
	const lab = await openQuickLab(page);
	const [leaver, heir] = [cardOf(lab, "pub-1"), cardOf(lab, "sub-1")];
	await heir.connect();
	await heir.subscribe();
	await leaver.button("More: Keep alive, will, faults").click();
	await leaver.field("Keep alive, seconds").fill(String(keepAlive));
	await leaver.card.getByRole("switch", { name: "Leave a will" }).click();
	await leaver.qos("Will QoS", 1).click();
	await leaver.card.getByRole("switch", { name: "Retain" }).last().click();
	await leaver.connect();
	await expect(lab.session("pub-1")).toContainText(/Will\s*greenhouse\/temp “pub-1 is gone”, QoS 1/);
	return { lab, leaver, heir };
}

async function expectWill({ lab, heir }: Heirs): Promise<void> {
	await heir.toHaveReceived(1);
	await expect(heir.payloads).toHaveText(/gone/);
	await expectFate(lab.fate("w1"), "Delivered", /^PUBACK #1 received\.$/);
	await expect(lab.retained).toHaveText(/greenhouse\/temppub-1 is gone$/);
}

test("DISCONNECT: the will is forgotten", async ({ page }) => {
	const { lab, leaver, heir } = await willArmed(page);
	await leaver.disconnect();
	await expect(lab.logLines).toContainText("Forgot the will of pub-1");
	await heir.toHaveReceived(0);
	await expect(lab.retained).toHaveCount(0);
});

test("cut: both ends see it, and the will arrives with its QoS and RETAIN", async ({ page }) => {
	const all = await willArmed(page);
	await all.leaver.button("Cut cable").click();
	await all.leaver.toBe("cable cut");
	await expectWill(all);
});

test("broken protocol: a PUBLISH with QoS 3 ends the connection, and the will arrives", async ({ page }) => {
	const all = await willArmed(page);
	await all.leaver.leaveBy("Break the protocol");
	await all.leaver.toBe("offline");
	await expect(all.lab.logLines).toContainText("3.3.1-4");
	await expectWill(all);
});

test("takeover: a second connection with its client id ends the first, whose will arrives; it stays connected", async ({ page }) => {
	const all = await willArmed(page);
	await all.leaver.leaveBy("Be taken over");
	await expectWill(all);
	await all.leaver.toBe("connected");
	await expect(all.leaver.publishButton).toBeEnabled();
	await all.leaver.disconnect();
});

test("silence: neither end is told, the card says so, and after 1.5 x keep alive the will arrives", async ({ page }) => {
	const all = await willArmed(page, 2);
	await all.leaver.leaveBy("Fall silent");
	await all.leaver.toBe("silent");
	await all.heir.toHaveReceived(0);
	await all.leaver.toBe("offline");
	await expectWill(all);
});

test("silence with keep alive 0 is never noticed, and the menu says so; mended, what stood still goes on", async ({ page }) => {
	const { lab, leaver, heir } = await willArmed(page);
	await page.getByRole("button", { name: "Hold the wire, or leave another way: pub-1" }).click();
	await expect(page.getByRole("menuitem", { name: "Fall silent" })).toContainText("the broker might never notice. Set a keep alive first.");
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("Enter");
	await leaver.toBe("silent");
	await leaver.publish();
	await expect(lab.packets).toHaveAccessibleName(/^PUBLISH m1,/);
	await heir.toHaveReceived(0);
	await leaver.leaveBy("Mend the wire");
	await leaver.toBe("connected");
	await heir.toHaveReceived(1);
	await expect(heir.payloads).toHaveText(/21\.5/);
});

test("DISCONNECT over a silent wire is not heard: half open until it comes back and is taken over", async ({ page }) => {
	const all = await willArmed(page);
	await all.leaver.leaveBy("Fall silent");
	await all.leaver.toBe("silent");
	await all.leaver.button("Disconnect").click();
	await all.leaver.toBe("half open");
	await all.leaver.connect();
	await expectWill(all);
});

test("a silent wire is mended with the key that cuts it", async ({ page }) => {
	const { leaver } = await willArmed(page);
	await leaver.leaveBy("Fall silent");
	await leaver.toBe("silent");
	await page.keyboard.press("1");
	await page.keyboard.press("u");
	await leaver.toBe("connected");
	await page.keyboard.press("u");
	await leaver.toBe("cable cut");
});

test("a restart with persistence: both are offline without DISCONNECT, and the will waits for the client that subscribed", async ({
	page,
}) => {
	const { lab, leaver, heir } = await willArmed(page);
	const settings = await openSettings(lab);
	await settings.turn("persistence", true);
	await settings.restart();
	await settings.close();
	await leaver.toBe("offline");
	await heir.toBe("offline");
	await expect(lab.session("sub-1")).toBeVisible();
	await heir.connect();
	await heir.toHaveReceived(1);
	await expect(heir.payloads).toHaveText(/gone/);
});

test("a client of another page can fall silent and be mended by anybody", async ({ page, browser }) => {
	const { leaver } = await willArmed(page);
	const elsewhere = await browser.newContext();
	const other = await elsewhere.newPage();
	await other.goto(page.url());
	const seen = cardOf({ page: other }, "pub-1");
	await seen.toBe("connected");
	await seen.button("Its wire: pub-1").click();
	await expect(other.getByRole("menuitem")).toHaveText([/^Hold the wire/, /^Fall silent/]);
	await other.getByRole("menuitem", { name: "Fall silent" }).click();
	await seen.toBe("silent");
	await leaver.toBe("silent");
	await leaver.leaveBy("Mend the wire");
	await seen.toBe("connected");
	await elsewhere.close();
});
