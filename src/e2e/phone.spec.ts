import { expect, type Locator, type Page, test } from "@playwright/test";
import { cardOf } from "./client-card.ts";
import { chooseFromTests, freshRoom, openLab } from "./lab-page.ts";
import { bytesOf, connectBytes, overTcp } from "./raw-socket.ts";
import { scriptOn, watchFromLanding } from "./script-panel.ts";
import { settingsOn } from "./settings-sheet.ts";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

async function expectNothingSideways(page: Page): Promise<void> {
	expect(await page.evaluate(() => document.scrollingElement?.scrollWidth)).toBeLessThanOrEqual(390);
}

async function expectLargeTargets(targets: readonly Locator[]): Promise<void> {
	for (const target of targets) {
		await expect(target).toBeVisible();
		const box = await target.boundingBox();
		expect(box?.height, `height of ${target}`).toBeGreaterThanOrEqual(44);
		expect(box?.width, `width of ${target}`).toBeGreaterThanOrEqual(44);
	}
}

test("test 4 from the first page of a phone: played, received, and nothing scrolls sideways", async ({ page }) => {
	await page.goto("/");
	await expect(page.getByRole("link", { name: "Test 4: watch it run" })).toBeVisible();
	await expectNothingSideways(page);
	await expectLargeTargets([page.getByRole("button", { name: "Start a room" }), page.getByRole("button", { name: "Join with a code" })]);

	const lab = await watchFromLanding(page, 4);
	await expectNothingSideways(page);
	const script = scriptOn(page, 4);
	await expectLargeTargets([lab.button("Pause"), lab.button("Step"), script.button("Step by step")]);
	await lab.transport.getByRole("combobox", { name: "Wire delay" }).selectOption("No delay");
	await expect(script.verdict).toContainText("sub-1 received “21.5”, “21.8”, “22.1”, as expected; session present = 1.");
	await expect(lab.equation).toHaveAccessibleName("3 published = 3 delivered + 0 queued + 0 in flight + 0 dropped");
	await expect(page.getByRole("region", { name: "Newest received by sub-1" }).getByText("22.1")).toBeInViewport({ ratio: 1 });
	await expectNothingSideways(page);

	await page.getByRole("button", { name: "Ledger", exact: true }).tap();
	await expect(lab.fate("m3").getByText("Delivered", { exact: true })).toBeVisible();
	await expectNothingSideways(page);
	await page.getByRole("button", { name: "Log", exact: true }).tap();
	await expect(lab.logLines).toContainText("sub-1 acknowledged m3 (#3): delivered");
	await expectNothingSideways(page);
});

test("on a phone the client that acts in a step is in sight, with its button, whatever the strip says", async ({ page }) => {
	const lab = await watchFromLanding(page, 4);
	const script = scriptOn(page, 4);
	await script.button("Step by step").tap();
	await lab.transport.getByRole("combobox", { name: "Wire delay" }).selectOption("No delay");
	await expect(script.button("Next step")).toBeEnabled();
	while (!(await script.panel.getByRole("button", { name: "Step 8 of 8" }).isVisible())) {
		await script.button("Next step").tap();
		await expect(script.button("Next step")).toBeEnabled();
	}
	// The last step is made by sub-1, which is away.
	await expect(cardOf(lab, "sub-1").button("Connect")).toBeInViewport({ ratio: 1 });
});

test("on a phone the next thing to do is on the bar of the client, and everything else in its sheet", async ({ page }) => {
	const lab = await openLab(page);
	await lab.transport.getByRole("combobox", { name: "Wire delay" }).selectOption("No delay");
	const [publisher, subscriber] = [cardOf(lab, "pub-1"), cardOf(lab, "sub-1")];
	await expectLargeTargets([subscriber.button("Connect"), publisher.button("Connect"), lab.button("Pause"), lab.button("Step")]);
	await subscriber.button("Connect").tap();
	await subscriber.toBe("connected");
	await subscriber.button("Subscribe").tap();
	await publisher.button("Connect").tap();
	await publisher.toBe("connected");
	await publisher.publishButton.tap();
	await expect(lab.equation).toHaveAccessibleName(/^1 published = 1 delivered/);

	await subscriber.button("Open sub-1").tap();
	const sheet = page.getByRole("dialog", { name: "sub-1" });
	await expect(sheet.getByRole("heading", { name: "Received 1" })).toBeVisible();
	await expectLargeTargets([sheet.getByRole("button", { name: "Disconnect" }), sheet.getByRole("button", { name: "Cut cable" })]);
	await expectNothingSideways(page);
	await sheet.getByRole("button", { name: "Hold the wire, or leave another way: sub-1" }).tap();
	const ways = ["Fall silent", "Be taken over", "Break the protocol"].map((name) => sheet.getByRole("menuitem", { name }));
	await expectLargeTargets(ways);
	await ways[0]?.tap();
	await subscriber.toBe("silent");
	await sheet.getByRole("button", { name: "Close" }).tap();
	await expect(sheet).toBeHidden();
	await expectNothingSideways(page);
});

test("on a phone the broker's settings are in the menu, as wide as the screen, with targets of 44 px", async ({ page }) => {
	const lab = await openLab(page);
	await chooseFromTests(lab, /^Broker settings/);
	const { sheet, choice, number, truth, choose } = settingsOn(lab);
	await expect(sheet).toBeVisible();
	expect((await sheet.boundingBox())?.width).toBe(390);
	const restart = sheet.getByRole("button", { name: "Restart the broker" });
	await expectLargeTargets([choice("Preset", "HiveMQ"), number("max_queued_messages"), choice("queue_full", "drops the oldest"), restart]);
	expect((await truth("persistence").boundingBox())?.height).toBeGreaterThanOrEqual(44);
	await choose("Preset", "HiveMQ");
	await expect(number("max_inflight_messages")).toHaveValue("50");
	await expectNothingSideways(page);
});

/** Sentences (four words or more) in letters of less than 16 px, and anything in letters of less than 12. */
function smallText(page: Page): Promise<string[]> {
	return page.evaluate(() => {
		const small: string[] = [];
		const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		while (walker.nextNode()) {
			const text = walker.currentNode.nodeValue?.trim() ?? "";
			const element = walker.currentNode.parentElement;
			if (
				element === null ||
				text === "" ||
				!element.checkVisibility() ||
				element.closest("svg, .sr, .skip, .to-words, script, style, title") !== null
			)
				continue;
			const size = Number.parseFloat(getComputedStyle(element).fontSize);
			if (size < 12 || (size < 16 && /(?:\p{L}\S* ){3}\S/u.test(text))) small.push(`${size}: ${text.slice(0, 60)}`);
		}
		for (const field of document.querySelectorAll("input:not([type=radio]), select, textarea"))
			if (Number.parseFloat(getComputedStyle(field).fontSize) < 16) small.push(`field ${field.getAttribute("aria-label") ?? field.id}`);
		return small;
	});
}

/** Everything that can be pressed and is less than 44 px high or wide. A packet on its wire is as large as its drawing: its row in the log is the larger target. A word within a text is as high as its line. */
function smallTargets(page: Page): Promise<string[]> {
	return page.evaluate(() =>
		[...document.querySelectorAll<HTMLElement>("button, a[href], input, select, summary")]
			.filter((one) => one.checkVisibility() && one.closest(".packet-puck, .skip, .to-words, [data-word]") === null)
			.flatMap((one) => {
				const { width, height } = one.getBoundingClientRect();
				const name = one.getAttribute("aria-label") ?? one.textContent?.trim().slice(0, 30);
				return width < 43.5 || height < 43.5 ? [`${Math.round(width)} x ${Math.round(height)}: ${name}`] : [];
			}),
	);
}

test("on a phone what is read is at least 16 px, and what is pressed at least 44", async ({ page }) => {
	const lab = await openLab(page);
	await lab.transport.getByRole("combobox", { name: "Wire delay" }).selectOption("No delay");
	const expectLegible = async (where: string) => {
		expect.soft(await smallText(page), where).toEqual([]);
		expect.soft(await smallTargets(page), where).toEqual([]);
		await expectNothingSideways(page);
	};
	await expectLegible("fresh");
	const [publisher, subscriber] = [cardOf(lab, "pub-1"), cardOf(lab, "sub-1")];
	await subscriber.button("Connect").tap();
	await subscriber.button("Subscribe").tap();
	await publisher.button("Connect").tap();
	await publisher.publishButton.tap();
	await expect(lab.equation).toHaveAccessibleName(/^1 published = 1 delivered/);
	await subscriber.button("Disconnect").tap();
	await publisher.publishButton.tap();
	await expectLegible("one delivered, one queued");
	await page.getByRole("button", { name: "Ledger", exact: true }).tap();
	await lab.fate("m1").getByText("Delivered", { exact: true }).tap();
	await expectLegible("ledger");
	await page.getByRole("button", { name: "Log", exact: true }).tap();
	await expect(lab.logLines).toBeVisible();
	await expectLegible("log");
	await page.getByRole("button", { name: "Log", exact: true }).tap();
	await subscriber.button("Open sub-1").tap();
	await expectLegible("sheet");
});

test("on a phone the subscriber and what it has received are in sight, whoever else has a session", async ({ page }) => {
	const room = freshRoom();
	const lab = await openLab(page, room);
	await lab.transport.getByRole("combobox", { name: "Wire delay" }).selectOption("No delay");
	const [publisher, subscriber] = [cardOf(lab, "pub-1"), cardOf(lab, "sub-1")];
	await subscriber.button("Connect").tap();
	await subscriber.button("Subscribe").tap();
	await publisher.button("Connect").tap();
	await publisher.publishButton.tap();
	const received = page.getByRole("region", { name: "Newest received by sub-1" });
	await expect(received.getByText("21.5")).toBeInViewport({ ratio: 1 });
	for (const guest of ["a", "b", "c", "d", "e", "f"])
		await overTcp([connectBytes(`phone-${guest}`, room, false), bytesOf({ cmd: "disconnect" })]);
	await expect(lab.broker.getByRole("button", { name: "6 more" })).toBeVisible();
	await expect(received.getByText("21.5")).toBeInViewport({ ratio: 1 });
	await lab.broker.getByRole("button", { name: "6 more" }).tap();
	await expect(lab.session("phone-f")).toBeVisible();
});

test("on a phone the answer to a question leaves room for the subscriber, and what the bar says is whole", async ({ page }) => {
	await page.goto(`/r/${freshRoom()}?question=opposite-state`);
	// Laid out, at a pace that can be watched.
	await expect(page.getByRole("region", { name: /^Script: / }).getByRole("button", { name: "Step by step" })).toBeVisible();
	await page.getByRole("region", { name: "Transport" }).getByRole("combobox", { name: "Wire delay" }).selectOption("No delay");
	await expect(page.getByRole("region", { name: "Answer" })).toBeVisible();
	const received = page.getByRole("region", { name: "Newest received by sub-1" });
	for (const payload of ["off", "on"]) await expect(received.getByText(payload, { exact: true })).toBeInViewport({ ratio: 1 });
	const flag = page.getByRole("article", { name: "Client sub-1," }).getByText("clean_session = false");
	await expect.poll(() => flag.evaluate((text) => text.scrollWidth <= text.clientWidth)).toBe(true);
	expect((await page.getByRole("main", { name: "Stage" }).boundingBox())?.height).toBeGreaterThan(280);
});

test("on a phone the narrator gives the whole reason of a refusal, however long the client id is", async ({ page }) => {
	const room = freshRoom();
	const lab = await openLab(page, room);
	const id = "greenhouse-controller-of-the-north-wing";
	const text = (said: string) => Buffer.concat([Buffer.from([0, said.length]), Buffer.from(said)]);
	const connect = Buffer.concat([text("MQIsdp"), Buffer.from([3, 0x82, 0, 60]), text(id), text(room)]);
	await overTcp([Buffer.concat([Buffer.from([0x10, connect.length]), connect])]);
	await expect(lab.narrator).toContainText("MQTT 3.1 allows 23.");
	await expect.poll(() => lab.narrator.evaluate((line) => line.scrollHeight <= line.clientHeight + 1)).toBe(true);
});
