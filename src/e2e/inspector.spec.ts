import { expect, type Page, test } from "@playwright/test";
import axe from "axe-core";
import { cardOf } from "./client-card.ts";
import { holdBack } from "./hold-back.ts";
import { freshRoom, type LabPage, openLab, openQuickLab } from "./lab-page.ts";
import { overWebSocket } from "./raw-socket.ts";

/** The packet that is selected, as a visitor sees it. */
function panelOn(page: Page) {
	const panel = page.getByRole("region", { name: "Packet", exact: true });
	const fields = panel.getByRole("table", { name: "Fields" });
	return {
		panel,
		head: panel.getByRole("heading", { level: 3 }),
		bytes: panel.getByRole("group", { name: "Bytes" }).getByRole("button"),
		byte: (at: number) => panel.getByRole("button", { name: new RegExp(`^byte ${at}, `) }),
		bits: (name: string) => panel.getByRole("group", { name: /^Bits of byte/ }).getByRole("button", { name: new RegExp(`^${name} `) }),
		row: (name: string) => fields.getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) }),
		rows: fields.getByRole("row"),
	};
}

/** A PUBLISH of pub-1 that stands still on its wire, and is selected by a press on it. */
async function selectHeldPublish(page: Page): Promise<LabPage> {
	const lab = await openQuickLab(page);
	const publisher = cardOf(lab, "pub-1");
	await publisher.connect();
	await lab.pause();
	await publisher.publish();
	await lab.packets.first().click();
	await page.keyboard.press("Escape");
	await expect(panelOn(page).head).toHaveText("PUBLISHd0, q1, r0, #1");
	return lab;
}

test("a packet that is pressed on its wire is shown byte by byte, with its fields and what it is for", async ({ page }) => {
	await selectHeldPublish(page);
	const { panel, bytes, rows } = panelOn(page);
	await expect(bytes).toHaveText("32 17 00 0f 67 72 65 65 6e 68 6f 75 73 65 2f 74 65 6d 70 00 01 32 31 2e 35".split(" "));
	await expect(rows).toHaveText([
		"0type, flagsd0, q1, r0",
		"1length23",
		"2–3topic length15",
		"4–18topicgreenhouse/temp",
		"19–20packet id1",
		"21–24payload21.5",
	]);
	await expect(panel).toContainText("pub-1 to broker, left at 0:0");
	await expect(panel).toContainText("Carries m1 to the broker. pub-1 keeps a copy until PUBACK #1 comes.");
	await expect(panel).toContainText("QoS 1: the sender treats the message as unacknowledged until PUBACK comes.");
});

test("Escape closes the card of a packet, also before the card has been loaded, and the packet stays selected", async ({ page }) => {
	const load = await holdBack(page, /\/packet-popover-/);
	await selectHeldPublish(page);
	const arrived = page.waitForResponse(/\/packet-popover-.*\.js/);
	load();
	await arrived;
	await page.keyboard.press("Tab");
	await expect(page.getByRole("dialog", { name: "Packet PUBLISH" })).toBeHidden();
	await expect(panelOn(page).head).toBeVisible();
});

test("bits, row and byte answer together, and so does the control of the card that set them, and the other way round", async ({ page }) => {
	const lab = await selectHeldPublish(page);
	const { panel, byte, bits, row } = panelOn(page);
	const picker = cardOf(lab, "pub-1").card.getByRole("radiogroup", { name: "Publish QoS" });
	await bits("QoS").hover();
	await expect(byte(0)).toHaveAttribute("aria-pressed", "true");
	await expect(row("type, flags")).toHaveAttribute("data-looked", "true");
	await expect(panel).toContainText("QoS: set on the client’s card");
	const legend = cardOf(lab, "pub-1").form.getByRole("heading");
	await expect(legend).toHaveAttribute("data-set-plate", "QoS: byte 0, bits 2 and 1");
	await expect(picker).toHaveCSS("outline-style", "solid");
	await expect(picker).toHaveCSS("outline-width", "3px");
	await byte(0).hover();
	await expect(panel).toContainText("type, flags: QoS and RETAIN set on the client’s card, the rest by the client library");
	await cardOf(lab, "pub-1").qos("Publish QoS", 2).click();
	await bits("QoS").hover();
	await expect(panel).toContainText("QoS: set on the client’s card: was 1, now reads 2");
	await expect(picker).toHaveCSS("outline-style", "dashed");
	await row("packet id").hover();
	await expect(byte(19)).toHaveAttribute("aria-pressed", "true");
	await expect(panel).toContainText("packet id: set by the client library");
	await expect(picker).toHaveCSS("outline-style", "none");
	await cardOf(lab, "pub-1").field("Payload").hover();
	await expect(byte(21)).toHaveAttribute("aria-pressed", "true");
	await expect(byte(24)).toHaveAttribute("aria-pressed", "true");
	await lab.transport.hover();
	await expect(byte(24)).toHaveAttribute("aria-pressed", "false");
	await cardOf(lab, "pub-1").field("Topic").focus();
	await expect(row("topic")).toHaveAttribute("data-looked", "true");
});

test("the bytes are one stop of the keyboard, arrows go through them, and Escape goes back", async ({ page }) => {
	await selectHeldPublish(page);
	const { panel, byte, row } = panelOn(page);
	const before = panel.getByRole("button", { name: "Cut here" });
	await before.focus();
	await page.keyboard.press("Tab");
	await expect(byte(0)).toBeFocused();
	await page.keyboard.press("ArrowRight");
	await page.keyboard.press("ArrowRight");
	await expect(byte(2)).toBeFocused();
	await expect(row("topic length")).toHaveAttribute("data-looked", "true");
	await page.keyboard.press("End");
	await expect(byte(24)).toBeFocused();
	await page.keyboard.press("ArrowUp");
	await expect(byte(24)).not.toBeFocused();
	await page.keyboard.press("Escape");
	await expect(before).toBeFocused();
	await expect(row("topic length")).not.toHaveAttribute("data-looked", "true");
});

test("a packet under way is let go, and then is no longer to be acted on", async ({ page }) => {
	await selectHeldPublish(page);
	const { panel } = panelOn(page);
	await panel.getByRole("button", { name: "Let it go" }).click();
	await expect(panel.getByText(/crossed at|arrived at/)).toBeVisible();
	await expect(panel.getByRole("button", { name: "Cut here" })).toBeHidden();
});

test("a packet on a held wire is let go in its panel too, and the room goes on meanwhile", async ({ page }) => {
	const lab = await openQuickLab(page);
	const publisher = cardOf(lab, "pub-1");
	await publisher.connect();
	await publisher.leaveBy("Hold the wire");
	await publisher.toBe("held");
	await publisher.publish();
	await lab.packets.first().click();
	await page.keyboard.press("Escape");
	const { panel } = panelOn(page);
	await panel.getByRole("button", { name: "Let it go" }).click();
	await expect(panel.getByText(/arrived at/)).toBeVisible();
	await expect(lab.button("Pause")).toBeVisible();
});

test("a packet that was cut off says so, and its second sending says that it is one", async ({ page }) => {
	const lab = await openQuickLab(page);
	const publisher = cardOf(lab, "pub-1");
	await publisher.cleanSession.click();
	await publisher.connect();
	await lab.pause();
	await publisher.publish();
	await lab.packets.first().click();
	await page.keyboard.press("Escape");
	const { panel, head, bits, byte } = panelOn(page);
	await panel.getByRole("button", { name: "Cut here" }).click();
	await expect(panel.getByText(/lost at .*: the cable was cut/)).toBeVisible();
	await lab.resume();
	await lab.setDelay("6 s");
	await publisher.button("Connect").click();
	const again = lab.packets.and(page.getByRole("button", { name: /^PUBLISH m1,.*DUP/ }));
	await expect(again).toBeVisible({ timeout: 30_000 });
	await again.evaluate((puck: HTMLElement) => puck.click());
	await expect(head).toHaveText("PUBLISHd1, q1, r0, #1");
	await expect(byte(0)).toHaveText("3a");
	await expect(panel).toContainText("Carries m1 again: PUBACK #1 never came, so pub-1 cannot know whether the broker has it.");
	await expect(panel).toContainText("DUP is 1 whenever a PUBLISH is sent again.");
	await bits("DUP").hover();
	await expect(panel).toContainText("DUP: set because it is sent again");
});

test("a long payload is read as JSON, text or hex below the bytes", async ({ page }) => {
	const lab = await openQuickLab(page);
	const publisher = cardOf(lab, "pub-1");
	await publisher.connect();
	await lab.pause();
	const payload = JSON.stringify({ place: "greenhouse/north", temperatures: Array.from({ length: 60 }, (_, index) => 20 + index) });
	await publisher.field("Payload").fill(payload);
	await publisher.publish();
	await lab.packets.first().click();
	await page.keyboard.press("Escape");
	const { panel, row } = panelOn(page);
	await expect(row("payload")).toContainText(`${payload.length} bytes, below`);
	const shown = panel.getByRole("region", { name: "Payload" });
	await expect(shown.locator("pre")).toHaveText(JSON.stringify(JSON.parse(payload), null, 2));
	await shown.getByRole("radio", { name: "Text" }).click();
	await expect(shown.locator("pre")).toHaveText(payload);
	await shown.getByRole("radio", { name: "Hex" }).click();
	await expect(shown.locator("pre")).toContainText("0000  7b 22 70 6c 61 63 65");
});

test("of a packet that is too long to be kept whole, the first bytes are shown, and how many there are", async ({ page }) => {
	const lab = await openQuickLab(page);
	const publisher = cardOf(lab, "pub-1");
	await publisher.connect();
	await lab.pause();
	await publisher.field("Payload").fill("x".repeat(40_000));
	await publisher.publish();
	await lab.packets.first().click();
	await page.keyboard.press("Escape");
	const { panel } = panelOn(page);
	await expect(panel).toContainText("the first 32,768 of 40,023 bytes");
	await expect(panel.getByRole("region", { name: "Payload" })).toContainText(/the first 32,7\d\d of 40,000 bytes/);
});

test("bytes that break the standard are shown up to the byte that breaks them", async ({ page }) => {
	const room = freshRoom();
	const lab = await openQuickLab(page, room);
	// a CONNECT with a client id that is not UTF-8
	await overWebSocket(`/r/${room}/mqtt`, [Buffer.from("100f00044d51545404020000000361ff62", "hex")]);
	await expect(lab.logLines).toContainText("ill-formed UTF-8");
	await page.getByRole("tab", { name: "Packet" }).click();
	const { panel, bytes, row } = panelOn(page);
	const read = panel.getByRole("button", { name: "Last packet" });
	await expect(read).toBeVisible();
	await read.click();
	await expect(panel).toContainText("What is wrong");
	await expect(panel).toContainText("Ill-formed UTF-8.");
	await expect(panel).toContainText("Text has to be well-formed UTF-8; anything else closes the connection.");
	await expect(panel).toContainText("Byte 15 breaks the packet; 1 byte behind it is not read.");
	await expect(row("client id length")).toBeVisible();
	await expect(row("client id")).toHaveCount(0);
	await expect(bytes.last()).toHaveText("03");
	await expect(panel.getByTitle("not read")).toHaveCount(1);
});

test("before anything is sent the panel says so, and with nothing selected it offers the last packet", async ({ page }) => {
	const lab = await openQuickLab(page);
	await page.getByRole("tab", { name: "Packet" }).click();
	const { panel, head } = panelOn(page);
	await expect(panel).toContainText("Nothing sent yet. Connect a client.");
	await cardOf(lab, "pub-1").connect();
	await expect(panel).toContainText("Select a packet on the tape, on a wire or in the log.");
	await panel.getByRole("button", { name: "Last packet" }).click();
	await expect(head).toHaveText("CONNACKsp0, rc0");
	await expect(panel).toContainText("Lets pub-1 in, into a new session, as it asked.");
	await panel.getByRole("button", { name: /^byte 2, / }).focus();
	await expect(panel).toContainText("set by the broker");
});

for (const [width, height] of [
	[1440, 900],
	[1280, 800],
] as const) {
	test(`axe finds no serious fault in the packet's panel at ${width} x ${height}`, async ({ page }) => {
		await page.setViewportSize({ width, height });
		await selectHeldPublish(page);
		await panelOn(page).byte(0).focus();
		await page.evaluate(axe.source);
		const { violations } = await page.evaluate(() =>
			(window as unknown as { axe: typeof axe }).axe.run(".packet-panel", { resultTypes: ["violations"] }),
		);
		expect(
			violations.filter(({ impact }) => impact === "serious" || impact === "critical").map(({ id, nodes }) => [id, nodes[0]?.html]),
		).toEqual([]);
	});
}

test("on a phone the card of a packet leads to all its bytes", async ({ page }) => {
	await page.setViewportSize({ width: 390, height: 844 });
	const lab = await openLab(page);
	await lab.pause();
	await cardOf(lab, "sub-1").button("Connect").click();
	await lab.packets.first().click();
	const card = page.getByRole("dialog", { name: "Packet CONNECT" });
	await expect(panelOn(page).panel).toBeHidden();
	await card.getByRole("button", { name: "All bytes" }).click();
	await expect(card).toBeHidden();
	const { bytes, head } = panelOn(page);
	await expect(head).toContainText("CONNECT");
	await expect(bytes.first()).toHaveText("10");
	const [first, last] = [await bytes.first().boundingBox(), await bytes.nth(12).boundingBox()];
	expect(last?.y).toBe(first?.y);
});
