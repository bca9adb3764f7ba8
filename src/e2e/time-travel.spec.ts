import { expect, type Locator, type Page, test } from "@playwright/test";
import { cardOf } from "./client-card.ts";
import { clearRoom, expectFate, type LabPage, labOn, openLab, openQuickLab } from "./lab-page.ts";
import { scriptOn, watchFromLanding } from "./script-panel.ts";

/** What a visitor finds in order to look back. */
function lookingBack({ page, transport }: LabPage) {
	const button = (name: string) => transport.getByRole("button", { name, exact: true });
	return {
		rail: page.getByRole("slider", { name: "Moment of the room" }),
		back: button("Back one event"),
		forward: button("Forward one event"),
		live: button("Back to live"),
		fork: button("Fork from here"),
		title: transport.getByRole("note", { name: "Looking back" }),
		clock: transport.getByRole("timer"),
		asks: page.getByRole("dialog", { name: /^This is \d+:\d\d\.\d\. Go live, or fork from here\?$/ }),
		forks: page.getByRole("dialog", { name: /^Fork from / }),
	};
}

async function playedTest4(page: Page): Promise<LabPage> {
	const lab = await watchFromLanding(page, 4);
	await lab.setDelay("None");
	await expect(scriptOn(page, 4).verdict).toContainText("as expected");
	return lab;
}

/** One moment as the views show it: of the log the line at the cursor. */
async function seen(lab: LabPage) {
	const { clock } = lookingBack(lab);
	const { page } = lab;
	return {
		line: await lab.logLines.locator('[aria-current="time"]').allTextContents(),
		packet: await page.getByRole("region", { name: "Packet", exact: true }).locator("header p").allTextContents(),
		says: await lab.narrator.textContent(),
		clock: await clock.textContent(),
		equation: await lab.equation.getAttribute("aria-label"),
		queued: await lab.queued("sub-1").count(),
		fates: await lab.page
			.getByRole("table", { name: /^Where each message is/ })
			.getByRole("rowheader")
			.count(),
		plates: await lab.page
			.getByRole("article", { name: /^Client / })
			.evaluateAll((all) => all.map((one) => one.getAttribute("aria-label"))),
	};
}

/** Of what is drawn in this control with what is behind it [WCAG 2, 1.4.11]. */
function contrastOf(control: Locator): Promise<number> {
	return control.evaluate((element) => {
		const luminance = (colour: string) => {
			const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map((part) => {
				const share = Number(part) / 255;
				return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
			});
			return 0.2126 * r + 0.7152 * g + 0.0722 * b;
		};
		const isClear = (colour: string) => colour === "transparent" || /, 0\)$/.test(colour);
		let ground: Element | null = element;
		while (ground !== null && isClear(getComputedStyle(ground).backgroundColor)) ground = ground.parentElement;
		if (ground === null) throw new Error("there is nothing behind it");
		const pair = [luminance(getComputedStyle(element).color), luminance(getComputedStyle(ground).backgroundColor)];
		return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
	});
}

/** The calm views follow ten times a second: what two looks in turn agree on. */
async function settled(lab: LabPage) {
	let last = await seen(lab);
	await expect
		.poll(
			async () => {
				const before = last;
				last = await seen(lab);
				return JSON.stringify(last) === JSON.stringify(before);
			},
			{ intervals: [150] },
		)
		.toBe(true);
	return last;
}

// That each view shows the world of the moment is tried in follow.spec.ts.
test("the cursor leads narrator, log, packet, stage, ledger and clock through a whole test, back and forward alike", async ({ page }) => {
	await page.setViewportSize({ width: 1920, height: 1080 });
	const lab = await playedTest4(page);
	await page.getByRole("tab", { name: "Packet", exact: true }).click();
	await page.getByRole("button", { name: "Last packet" }).click();
	await page.getByRole("tab", { name: "Log", exact: true }).click();
	await throughAll(lab);
});

async function throughAll(lab: LabPage): Promise<void> {
	const { page } = lab;
	const looks = lookingBack(lab);
	await looks.back.click();
	await expect(looks.title).toBeVisible();
	const end = Number(await looks.rail.getAttribute("aria-valuenow"));
	const back = new Map<number, Awaited<ReturnType<typeof seen>>>();
	await looks.rail.focus();
	for (let at = end; at > 1; at -= 1) {
		await expect(looks.rail).toHaveAttribute("aria-valuenow", String(at));
		back.set(at, await settled(lab));
		await page.keyboard.press("ArrowLeft");
	}
	const all = [...back.values()];
	// The whole story is in there, in its order.
	const queued = all.map((one) => one.queued).reverse();
	expect(Math.max(...queued)).toBe(3);
	expect(queued.indexOf(1)).toBeLessThan(queued.indexOf(2));
	expect(queued.indexOf(2)).toBeLessThan(queued.indexOf(3));
	expect(all[0]?.equation).toBe("3 published = 3 delivered + 0 queued + 0 in flight + 0 dropped");
	expect(all.some((one) => one.equation === "3 published = 0 delivered + 3 queued + 0 in flight + 0 dropped")).toBe(true);
	expect(all.some(({ queued, plates }) => queued === 3 && plates.includes("Client sub-1, offline"))).toBe(true);
	// The log goes with it, and the packet that is selected has not always been sent.
	expect(new Set(all.map((one) => one.line.join("\n"))).size).toBeGreaterThan(10);
	expect(all.some(({ packet }) => /^.*(crossed|arrived) at/.test(packet[0] ?? ""))).toBe(true);
	expect(all.some(({ packet }) => packet[0]?.includes("not sent yet") === true)).toBe(true);
	for (const one of all) {
		// What is drawn and what is counted is the same moment.
		expect(one.equation).toContain(` + ${one.queued} queued`);
		expect(one.equation).toContain(`${one.fates} published`);
	}
	for (let at = 2; at <= end; at += 1) {
		await page.keyboard.press("ArrowRight");
		await expect(looks.rail).toHaveAttribute("aria-valuenow", String(at));
		await expect.poll(() => seen(lab), { message: `event ${at}` }).toEqual(back.get(at));
	}
	await page.keyboard.press("End");
	await expect(looks.title).toBeHidden();
	await expect(lab.button("Pause")).toBeVisible();
}

test("a puck stands where it stood, and the room goes on meanwhile", async ({ page }) => {
	const lab = await openLab(page);
	const looks = lookingBack(lab);
	await lab.setDelay("6 s");
	await cardOf(lab, "pub-1").button("Connect").click();
	await expect(lab.packets).toHaveAccessibleName(/^CONNECT/);
	await looks.back.click();
	await expect(looks.title).toBeVisible();
	const [place, name] = [await lab.packets.boundingBox(), await lab.packets.getAttribute("aria-label")];
	await expect(looks.title).toContainText(/moved on by [2-9] s/);
	expect(await lab.packets.boundingBox()).toEqual(place);
	expect(await lab.packets.getAttribute("aria-label")).toBe(name);
	await looks.live.click();
	await expect(lab.packets).toBeVisible();
	expect((await lab.packets.boundingBox())?.x).not.toBe(place?.x);
});

test("whoever acts while the past is shown is asked to go live or to fork, and nothing is done", async ({ page }) => {
	const lab = await openQuickLab(page);
	const looks = lookingBack(lab);
	const publisher = cardOf(lab, "pub-1");
	await publisher.connect();
	await page.keyboard.press(",");
	await expect(looks.title).toBeVisible();
	await page.keyboard.press(",");
	const now = await looks.rail.getAttribute("aria-valuemax");
	await publisher.button("Cut cable").click();
	await expect(looks.asks).toBeVisible();
	await looks.asks.getByRole("button", { name: "Stay here" }).click();
	await expect(looks.asks).toBeHidden();
	await page.keyboard.press("Space");
	await expect(looks.asks).toBeVisible();
	await expect(looks.asks).toContainText("Nothing has been done.");
	await expect(looks.asks.getByRole("button", { name: "Go live" })).toHaveAccessibleDescription("Nothing has been done.");
	await looks.asks.getByRole("button", { name: "Go live" }).click();
	await expect(looks.title).toBeHidden();
	await publisher.toBe("connected");
	await expect(lab.button("Pause")).toBeVisible();
	await expect(looks.rail).toHaveAttribute("aria-valuemax", String(now));
});

test("a message is followed from its birth, packet by packet, to its end", async ({ page }) => {
	const lab = await playedTest4(page);
	const looks = lookingBack(lab);
	await page.keyboard.press("Shift+,");
	await expect(lab.notice).toContainText("Which message?");
	await lab.page
		.getByRole("table", { name: /^Where each message is/ })
		.getByRole("button", { name: /m1/ })
		.first()
		.click();
	const at = async () => Number(await looks.rail.getAttribute("aria-valuenow"));
	await page.keyboard.press("Home");
	await expect(looks.title).toBeVisible();
	const exchange = page.getByRole("region", { name: "Exchange", exact: true });
	await expect(exchange.getByRole("listitem").first()).toContainText("PUBLISH");
	const birth = await at();
	expect(birth).toBeGreaterThan(0);
	const along = [birth];
	// QoS 1 on both wires: PUBLISH and PUBACK up, PUBLISH and PUBACK down.
	for (let packet = 2; packet <= 4; packet += 1) {
		await page.keyboard.press("Shift+.");
		await expect(looks.rail).not.toHaveAttribute("aria-valuenow", String(along.at(-1)));
		along.push(await at());
	}
	expect(along).toEqual([...along].sort((a, b) => a - b));
	await page.keyboard.press("Shift+.");
	await expect(lab.notice).toContainText("m1 has no later packet.");
	for (const moment of along.slice(0, -1).reverse()) {
		await page.keyboard.press("Shift+,");
		await expect(looks.rail).toHaveAttribute("aria-valuenow", String(moment));
	}
	await page.keyboard.press("Shift+,");
	await expect(lab.notice).toContainText("m1 has no earlier packet.");
	await expect.poll(() => contrastOf(lab.notice.getByRole("button", { name: "Dismiss the notice" }))).toBeGreaterThanOrEqual(3);
});

test("a fork opens a new room and brings it to that moment with the steps up to it", async ({ page }) => {
	const lab = await openQuickLab(page);
	const looks = lookingBack(lab);
	const [subscriber, publisher] = [cardOf(lab, "sub-1"), cardOf(lab, "pub-1")];
	await subscriber.qos("Subscription QoS", 1).click();
	await subscriber.connect();
	await subscriber.subscribe();
	await subscriber.disconnect();
	await publisher.qos("Publish QoS", 1).click();
	await publisher.connect();
	await publisher.publish();
	// Chosen, and not used yet.
	await publisher.qos("Publish QoS", 2).click();
	await expectFate(lab.fate("m1"), "Queued", "Offline, session kept, QoS 1.");
	const before = page.url();
	await page.keyboard.press(",");
	await expect(looks.title).toBeVisible();
	await looks.fork.click();
	await expect(looks.forks).toContainText("by the 5 steps that this page had made by then");
	await looks.forks.getByRole("button", { name: "Fork", exact: true }).click();
	await expect(lab.notice).toContainText(/^Brought to \d+:\d\d\.\d by 5 steps\./);
	expect(page.url()).not.toBe(before);
	await expect(lab.queued("sub-1")).toHaveCount(1);
	await expectFate(lab.fate("m1"), "Queued", "Offline, session kept, QoS 1.");
	await expect(publisher.qos("Publish QoS", 2)).toBeChecked();
	await expect(lab.delay("None")).toBeChecked();
	// It is a room like any other: one goes on from there.
	await cardOf(lab, "sub-1").connect();
	await cardOf(lab, "sub-1").toHaveReceived(1);
});

test("on a phone a panel takes the place of the stage, and one looks back in it", async ({ browser }) => {
	const page = await (await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true })).newPage();
	const lab = await watchFromLanding(page, 4);
	await lab.transport.getByRole("combobox", { name: "Wire delay" }).selectOption("No delay");
	await expect(scriptOn(page, 4).verdict).toContainText("as expected");
	const looks = lookingBack(lab);
	await page.getByRole("button", { name: "Ledger", exact: true }).tap();
	await expect(page.getByRole("main", { name: "Stage" })).toBeHidden();
	for (const key of [looks.back, looks.rail]) expect((await key.boundingBox())?.height).toBeGreaterThanOrEqual(44);
	while (!(await lab.fate("m3").getByText("Queued", { exact: true }).isVisible())) await looks.back.tap();
	await expect(looks.title).toBeVisible();
	expect((await looks.forward.boundingBox())?.width).toBeGreaterThanOrEqual(44);
	await looks.live.tap();
	await expect(lab.fate("m3").getByText("Delivered", { exact: true })).toBeVisible();
	await page.getByRole("button", { name: "To the stage" }).tap();
	await expect(page.getByRole("main", { name: "Stage" })).toBeVisible();
	await page.context().close();
});

test("a room that is cleared while somebody looks back leaves the moment as it was", async ({ page, context }) => {
	const lab = await openQuickLab(page);
	const looks = lookingBack(lab);
	await cardOf(lab, "pub-1").connect();
	await looks.back.click();
	await expect(looks.title).toBeVisible();
	const says = await lab.narrator.textContent();
	const other = labOn(await context.newPage());
	await other.page.goto(page.url());
	await clearRoom(other);
	await expect(lab.narrator).toHaveText(String(says));
	await cardOf(lab, "pub-1").toBe("connected");
	await looks.live.click();
	await cardOf(lab, "pub-1").toBe("offline");
});

for (const colorScheme of ["light", "dark"] as const) {
	test(`the way back to live is the strongest button of the bar in the ${colorScheme} theme`, async ({ page }) => {
		await page.emulateMedia({ colorScheme });
		const lab = await openQuickLab(page);
		await cardOf(lab, "pub-1").connect();
		await page.keyboard.press(",");
		const { live } = lookingBack(lab);
		await expect(live).toBeVisible();
		await expect.poll(() => contrastOf(live)).toBeGreaterThan(10);
	});
}
