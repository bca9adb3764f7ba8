import { expect, test } from "@playwright/test";
import { cardOf } from "./client-card.ts";
import { comes, goesAll } from "./comes.ts";
import { freshRoom, openQuickLab } from "./lab-page.ts";

test.afterEach(goesAll);

const subscribe = (messageId: number) => ({
	cmd: "subscribe" as const,
	messageId,
	subscriptions: [{ topic: "greenhouse/#", qos: 0 as const }],
});

test("a will that is switched on and not changed reaches a subscription that was not changed", async ({ page }) => {
	const lab = await openQuickLab(page);
	const [publisher, subscriber] = [cardOf(lab, "pub-1"), cardOf(lab, "sub-1")];
	await subscriber.connect();
	await subscriber.subscribe();
	await publisher.button("More: Keep alive, will, faults").click();
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
		await publisher.button("More: Keep alive, will, faults").click();
		const will = publisher.card.getByRole("switch", { name: "Leave a will" });
		await expect(will).toBeInViewport({ ratio: 1 });
		const [field, words] = [
			await publisher.field("Keep alive, seconds").boundingBox(),
			await publisher.card.getByText("Leave a will").boundingBox(),
		];
		expect((words?.x ?? 0) - ((field?.x ?? 0) + (field?.width ?? 0))).toBeGreaterThanOrEqual(8);
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

for (const [width, height] of [
	[1440, 900],
	[1280, 800],
] as const) {
	test.describe(`many clients at ${width} x ${height}`, () => {
		test.use({ viewport: { width, height } });

		test("eight guests: every card is in sight, and every wire ends at a place of its own", async ({ page }) => {
			const room = freshRoom();
			const lab = await openQuickLab(page, room);
			for (let guest = 1; guest <= 8; guest++) comes(room, `phone-${guest}`, [subscribe(guest)]);
			for (let guest = 1; guest <= 8; guest++)
				await expect(page.getByRole("article", { name: `Client phone-${guest},` })).toBeInViewport({ ratio: 1 });
			await expect(lab.broker.getByText("8 sessions")).toBeVisible();
			const ends = await page.evaluate(() =>
				[...document.querySelectorAll("[data-wire]")].map(
					(wire) => [...wire.querySelectorAll("rect")].at(0)?.getBoundingClientRect().top ?? 0,
				),
			);
			expect(ends).toHaveLength(10);
			const right = ends.slice(1).sort((a, b) => a - b);
			for (const [index, end] of right.entries()) if (index > 0) expect(end - (right[index - 1] ?? 0)).toBeGreaterThan(17);
		});

		test("a full column with a taken name: every button is on its card, and no text is broken into letters", async ({ page }) => {
			const room = freshRoom();
			const lab = await openQuickLab(page, room);
			comes(room, "sub-1", []);
			comes(room, "sub-3", []);
			for (let more = 0; more < 5; more++) await page.getByRole("button", { name: "Add subscriber" }).click();
			await cardOf(lab, "sub-3").toBe("connected");
			const faults = await page.evaluate(() =>
				[...document.querySelectorAll("[data-side=subscriber] article")].flatMap((card) => {
					const own = card.getBoundingClientRect();
					const out = [...card.querySelectorAll("button, p, h2")].filter((one) => {
						const box = one.getBoundingClientRect();
						return box.width > 0 && (box.right > own.right + 1 || box.left < own.left - 1 || box.bottom > own.bottom + 1);
					});
					return own.height > 90 ? [`${card.getAttribute("aria-label")} is ${own.height} px high`] : out.map((one) => one.textContent);
				}),
			);
			expect(faults).toEqual([]);
			await page.getByRole("button", { name: "Take over sub-1" }).click();
			await expect(page.getByRole("button", { name: "Disconnect sub-1" })).toBeVisible();
		});

		test("four clients a side: the last session is whole", async ({ page }) => {
			const lab = await openQuickLab(page);
			for (let more = 0; more < 3; more++) {
				await page.getByRole("button", { name: "Add publisher" }).click();
				await page.getByRole("button", { name: "Add subscriber" }).click();
			}
			for (const client of ["pub-1", "pub-2", "pub-3", "pub-4", "sub-1", "sub-2", "sub-3", "sub-4"]) {
				await page
					.getByRole("article", { name: `Client ${client},` })
					.getByRole("button", { name: /^Connect/ })
					.click();
			}
			await expect(lab.broker.getByText("8 sessions")).toBeVisible();
			await expect(lab.session("sub-4")).toBeInViewport({ ratio: 1 });
		});
	});
}
