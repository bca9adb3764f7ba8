import { expect, type Page, test } from "@playwright/test";
import { cardOf } from "./client-card.ts";
import { holdBack } from "./hold-back.ts";
import { openLab, openQuickLab } from "./lab-page.ts";

/** The tape of the Lab, opened by its tab. */
async function openTape(page: Page) {
	await page.getByRole("tab", { name: "Tape", exact: true }).click();
	const tape = page.getByRole("region", { name: "Tape", exact: true });
	const packets = tape.getByRole("grid", { name: "Packets" });
	return {
		tape,
		packets,
		row: (name: string | RegExp) => packets.getByRole("row", { name }),
		button: (name: string) => tape.getByRole("button", { name, exact: true }),
	};
}

test("the tape lists every packet with its name, its way and its times, and one is chosen by keyboard alone", async ({ page }) => {
	const lab = await openLab(page);
	const publisher = cardOf(lab, "pub-1");
	await publisher.connect();
	await publisher.qos("Publish QoS", 1).click();
	const { packets, row } = await openTape(page);
	await publisher.publish();
	await expect(row(/^PUBLISH m1 q1 #1 pub-1 to broker left 0:.* arrived 0:/)).toHaveCount(1);
	await expect(row(/^PUBACK #1 for m1 broker to pub-1 left 0:.* arrived 0:/)).toHaveCount(1);

	await packets.focus();
	await expect(packets).toHaveAttribute("aria-activedescendant", (await row(/^PUBACK #1/).getAttribute("id")) ?? "");
	await page.keyboard.press("ArrowUp");
	await expect(packets).toHaveAttribute("aria-activedescendant", (await row(/^PUBLISH m1/).getAttribute("id")) ?? "");
	await page.keyboard.press("Enter");
	await expect(row(/^PUBLISH m1/)).toHaveAttribute("aria-selected", "true");
	await expect(page.getByRole("tab", { name: "Packet", exact: true })).toHaveAttribute("aria-selected", "true");
	await packets.focus();
	await page.keyboard.press("ArrowLeft");
	await page.keyboard.press("Enter");
	await expect(row(/^CONNACK/)).toHaveAttribute("aria-selected", "true");
});

test("a filter is chosen in a small panel, is seen as a chip with the number of packets, and one press clears it", async ({ page }) => {
	const lab = await openQuickLab(page);
	const publisher = cardOf(lab, "pub-1");
	await publisher.connect();
	await publisher.qos("Publish QoS", 1).click();
	await publisher.publish();
	await publisher.publish();
	const { tape, row, button, packets } = await openTape(page);
	await expect(packets.getByRole("row")).toHaveCount(6);
	await button("Filter").click();
	await tape.getByLabel("Message").selectOption("m2");
	await expect(tape.getByRole("status")).toHaveText("2 of 6 packets");
	await button("Done").click();
	await expect(packets.getByRole("row")).toHaveCount(2);
	await expect(row(/^PUBACK #2 for m2/)).toHaveCount(1);
	await button("Filter").click();
	await tape.getByLabel("Packet type").selectOption("CONNECT");
	await expect(tape.getByText("Nothing matches")).toBeVisible();
	await page.keyboard.press("Escape");
	await button("Show every message, not only m2").click();
	await expect(packets.getByRole("row")).toHaveCount(1);
	await button("Clear all").click();
	await expect(packets.getByRole("row")).toHaveCount(6);
});

test("the tape follows what happens, stays where it is scrolled back, and says how much is new", async ({ page }) => {
	const lab = await openQuickLab(page);
	const publisher = cardOf(lab, "pub-1");
	await publisher.connect();
	const { tape, button } = await openTape(page);
	await expect(button("30 s")).toHaveAttribute("aria-pressed", "true");
	await button("Packet").click();
	await expect(button("Packet")).toHaveAttribute("aria-pressed", "true");
	await button("Zoom out").click();
	await expect(button("Packet")).toHaveAttribute("aria-pressed", "false");
	await button("Packet").click();
	const live = tape.getByRole("button", { name: /^Live/ });
	await expect(live).toHaveCount(0);
	await expect(async () => {
		await tape.locator("canvas").hover({ position: { x: 300, y: 60 } });
		await page.mouse.wheel(0, -900);
		await expect(live).toBeVisible({ timeout: 500 });
	}).toPass();
	await publisher.publish();
	await expect(live).toHaveText("Live, 2 new");
	await live.click();
	await expect(live).toHaveCount(0);
});

test("a pointer that is let go of outside the tape drags no longer when it comes back", async ({ page }) => {
	const lab = await openQuickLab(page);
	await cardOf(lab, "pub-1").connect();
	const { tape, button } = await openTape(page);
	await button("Packet").click();
	const live = tape.getByRole("button", { name: /^Live/ });
	const box = await tape.locator("canvas").boundingBox();
	if (box === null) throw new Error("no paper");
	const [x, y] = [box.x + box.width / 2, box.y + 40];
	// Time passes until there is more than one paper of it: then a drag leads away from the live edge.
	await expect(async () => {
		await page.mouse.move(x, y);
		await page.mouse.down();
		await page.mouse.move(x, box.y - 40);
		await page.mouse.up();
		await page.mouse.move(x, y);
		await page.mouse.move(x + 200, y, { steps: 4 });
		await expect(live).toHaveCount(0, { timeout: 1 });
		await page.mouse.move(x, y);
		await page.mouse.down();
		await page.mouse.move(x + 200, y, { steps: 4 });
		await page.mouse.up();
		await expect(live).toHaveCount(1, { timeout: 500 });
	}).toPass();
});

test("on the axis the cursor is sent to a moment, and what happened after it is told as that", async ({ page }) => {
	const lab = await openQuickLab(page);
	const publisher = cardOf(lab, "pub-1");
	await publisher.connect();
	const { tape, packets, row } = await openTape(page);
	await expect(packets.getByRole("row")).toHaveCount(2);
	const box = await tape.locator("canvas").boundingBox();
	await tape.locator("canvas").click({ position: { x: 80, y: (box?.height ?? 0) - 8 } });
	await expect(row(/^CONNECT .*happened after this moment/)).toHaveCount(1);
});

test("key T opens the tape and goes to its packets: arrows and Enter choose one at once", async ({ page }) => {
	const lab = await openQuickLab(page);
	const publisher = cardOf(lab, "pub-1");
	await publisher.qos("Publish QoS", 1).click();
	await publisher.connect();
	await publisher.publish();
	await expect(lab.logLines).toContainText("PUBACK");
	await page.keyboard.press("t");
	const packets = page.getByRole("grid", { name: "Packets" });
	await expect(packets).toBeFocused();
	await page.keyboard.press("ArrowLeft");
	await page.keyboard.press("Enter");
	await expect(packets.getByRole("row", { selected: true })).toHaveCount(1);
});

test("what is opened while the tape is still loading keeps the focus", async ({ page }) => {
	const lab = await openLab(page);
	const load = await holdBack(page, /\/assets\/tape\b.*\.js/);
	await page.getByRole("tab", { name: "Tape", exact: true }).click();
	await page
		.getByRole("banner")
		.getByRole("button", { name: /^Tests?/ })
		.click();
	const first = page.getByRole("menuitem").first();
	await expect(first).toBeFocused();
	load();
	await expect(
		page
			.getByRole("grid", { name: "Packets" })
			.or(page.getByRole("region", { name: "Tape", exact: true }))
			.first(),
	).toBeVisible();
	await expect(lab.button("Pause")).toBeVisible();
	await expect(first).toBeFocused();
});
