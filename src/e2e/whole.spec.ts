import { expect, type Locator, type Page, test } from "@playwright/test";
import { cardOf } from "./client-card.ts";
import { comes, goesAll } from "./comes.ts";
import { chooseFromTests, freshRoom, type LabPage, labOn, openQuickLab } from "./lab-page.ts";
import { openLesson } from "./lesson-page.ts";
import { scriptOn } from "./script-panel.ts";
import { cutOnCards, linesIn } from "./text-lines.ts";

test.afterEach(goesAll);

const SUBSCRIBES = { cmd: "subscribe" as const, messageId: 1, subscriptions: [{ topic: "greenhouse/#", qos: 0 as const }] };

const DESKS = [
	{ width: 1440, height: 900 },
	{ width: 1920, height: 1080 },
	{ width: 1280, height: 800 },
] as const;

/** The lines on the card of sub-1 are whole, and with those that are told as a number they are all that it received. */
async function expectWholeCards(lab: LabPage, received: number): Promise<void> {
	const { received: place, payloads } = cardOf(lab, "sub-1");
	await expect(place.getByRole("heading")).toHaveText(`Received ${received}`);
	await expect.poll(() => cutOnCards(lab.page)).toEqual([]);
	const before = place.getByText(/^\d+ before (?:these|this one|the client left)$/);
	// How many fit changes while the card grows: both are read again until they belong together.
	await expect
		.poll(async () => {
			const [told = "0"] = await before.allInnerTexts();
			return (await payloads.count()) + Number.parseInt(told, 10);
		})
		.toBe(received);
}

/** A burst whose payloads are too long to stand side by side. */
async function burst(lab: LabPage, times: number): Promise<void> {
	const publisher = cardOf(lab, "pub-1");
	await publisher.field("Times").fill(String(times));
	await publisher.publishButton.click();
}

/** The last row of the ledger ends within what is seen of the list. */
async function expectNewestWhole(page: Page): Promise<void> {
	const over = () =>
		page.evaluate(() => {
			const [row, box] = [document.querySelector(".ledger tr:last-child td"), document.querySelector(".ledger-scroll")];
			return (row?.getBoundingClientRect().bottom ?? 0) - (box?.getBoundingClientRect().bottom ?? 0);
		});
	await expect.poll(over).toBeLessThanOrEqual(1);
}

/** At the sizes of a desk: first as it has grown there, and then laid out anew for the others. */
async function atEachDesk(page: Page, check: () => Promise<void>): Promise<void> {
	for (const size of [...DESKS, DESKS[0]]) {
		await page.setViewportSize(size);
		await check();
	}
}

test("no card cuts a line in half under the answer to a question", async ({ page }) => {
	await page.goto(`/r/${freshRoom()}?question=opposite-state`);
	// Laid out, at a pace that can be watched.
	await expect(page.getByRole("region", { name: /^Script: / }).getByRole("button", { name: "Step by step" })).toBeVisible();
	const lab = labOn(page);
	await expect(lab.delay("0.5 s")).toBeChecked();
	await lab.setDelay("None");
	await expect(page.getByRole("region", { name: "Answer" })).toBeVisible();
	await atEachDesk(page, async () => {
		await expectWholeCards(lab, 3);
		await expect.poll(() => cardOf(lab, "sub-1").payloads.count()).toBeGreaterThanOrEqual(2);
	});
});

test("no card cuts a line in half under the strip of a script, with a notice, and beside a copy that is kept", async ({ page }) => {
	const lab = await openQuickLab(page);
	await chooseFromTests(lab, /^Test 4/);
	const script = scriptOn(page, 4);
	await script.button("All at once").click();
	await expect(script.verdict).toContainText("as expected");
	await burst(lab, 6);
	await atEachDesk(page, () => expectWholeCards(lab, 9));
	await cardOf(lab, "pub-1").disconnect();
	await cardOf(lab, "pub-1").field("Topic").press("Enter");
	await expect(lab.notice).toContainText("pub-1 is offline");
	await atEachDesk(page, () => expectWholeCards(lab, 9));
	await cardOf(lab, "sub-1").disconnect();
	await atEachDesk(page, () => expectWholeCards(lab, 9));
});

test("no card cuts a line in half under the strip of a script while its client keeps a copy", async ({ page }) => {
	const lab = await openQuickLab(page);
	await chooseFromTests(lab, /^Test 4/);
	const script = scriptOn(page, 4);
	await script.button("All at once").click();
	await expect(script.verdict).toContainText("as expected");
	const publisher = cardOf(lab, "pub-1");
	await publisher.leaveBy("Hold the wire");
	await publisher.publish();
	await expect(publisher.card).toContainText("Keeping a copy of m4");
	await atEachDesk(page, () => expect.poll(() => cutOnCards(page)).toEqual([]));
});

test("the newest row of the ledger is whole, as its reason grows", async ({ page }) => {
	const lab = await openQuickLab(page);
	const [publisher, subscriber] = [cardOf(lab, "pub-1"), cardOf(lab, "sub-1")];
	await subscriber.connect();
	await subscriber.subscribe();
	await publisher.connect();
	for (const last of ["m6", "m12"]) {
		await burst(lab, 6);
		await expect(lab.fate(last).getByText(/^PUBACK #\d+ received\.$/)).toBeVisible();
		await atEachDesk(page, () => expectNewestWhole(page));
	}
	await subscriber.disconnect();
	await burst(lab, 3);
	await expect(lab.fate("m15").getByText("Queued", { exact: true })).toBeVisible();
	await atEachDesk(page, () => expectNewestWhole(page));
	await subscriber.connect();
	await expect(lab.fate("m15").getByText(/^From the queue after .+ received\.$/)).toBeVisible();
	await atEachDesk(page, () => expectNewestWhole(page));
});

test("a column of thirty guests says how many of them are below, and a turn of the wheel brings them up", async ({ page }) => {
	const room = freshRoom();
	await openQuickLab(page, room);
	for (let guest = 1; guest <= 30; guest++) comes(room, `phone-${guest}`, [SUBSCRIBES]);
	const column = page.getByRole("region", { name: "Subscribers" });
	const cards = column.getByRole("article");
	await expect(cards).toHaveCount(31);
	const below = column.getByText(/^\d+ more below$/);
	await atEachDesk(page, async () => {
		await cards.first().scrollIntoViewIfNeeded();
		await expect(below).toBeInViewport({ ratio: 1 });
		await expect(async () => {
			const hidden = Number.parseInt(await below.innerText(), 10);
			await expect(cards.nth(30 - hidden)).toBeInViewport({ ratio: 1, timeout: 1_000 });
		}).toPass();
		await cards.nth(30).scrollIntoViewIfNeeded();
		await expect(below).toHaveCount(0);
	});
});

test("the front page shows all five tests and the bench, and its headline stands beside what it says", async ({ page }) => {
	await page.goto("/");
	await atEachDesk(page, async () => {
		for (let number = 1; number <= 5; number++) {
			await expect(page.getByRole("link", { name: `Test ${number}: predict first` })).toBeInViewport({ ratio: 1 });
			await expect(page.getByRole("link", { name: `Test ${number}: watch it run` })).toBeInViewport({ ratio: 1 });
		}
		await expect(page.getByRole("link", { name: /Open the bench/ })).toBeInViewport({ ratio: 1 });
		const top = async (selector: string) => (await page.locator(selector).boundingBox())?.y ?? 0;
		expect(Math.abs((await top(".landing-hero h1")) - (await top(".landing-lede")))).toBeLessThan(30);
	});
});

test('the plate "First difference" touches no text, at any width', async ({ page }) => {
	for (const [id, says] of [
		["test-2", /^Only 22\.1 waits/],
		["test-4", /^Nothing arrives\. All three wait/],
	] as const) {
		const lesson = await openLesson(page, freshRoom(), id);
		await lesson.answer(says).check();
		await lesson.button("Run it at once").click();
		const plate = lesson.board.getByText("First difference");
		await expect(plate).toBeVisible();
		for (const width of [1440, 1280, 1150, 390]) {
			await page.setViewportSize({ width, height: 844 });
			await expect.poll(() => touchedBy(page, plate)).toEqual([]);
		}
		await page.setViewportSize(DESKS[0]);
	}
});

/** The lines of the storyboard that this plate touches. */
async function touchedBy(page: Page, plate: Locator) {
	const box = await plate.boundingBox();
	if (box === null) throw new Error("the plate is not drawn");
	return (await linesIn(page, ".storyboard")).filter(
		({ text, left, top, right, bottom }) =>
			text !== "First difference" &&
			left < box.x + box.width + 2 &&
			right > box.x - 2 &&
			top < box.y + box.height + 1 &&
			bottom > box.y - 1,
	);
}

test("the brackets of a packet that is held touch neither its caption nor the note below it", async ({ page }) => {
	await page.setViewportSize({ width: 1440, height: 900 });
	const lab = await openQuickLab(page);
	const [publisher, subscriber] = [cardOf(lab, "pub-1"), cardOf(lab, "sub-1")];
	await subscriber.connect();
	await subscriber.subscribe();
	await publisher.connect();
	await lab.setDelay("2 s");
	await publisher.publish();
	await expect(page.getByRole("button", { name: /^PUBLISH m1.* broker to sub-1/ })).toBeVisible();
	await page.getByRole("button", { name: "Hold the wire, or leave another way: sub-1" }).click();
	await page.getByRole("menuitem", { name: "Fall silent" }).click();
	await lab.pause();
	const held = page.locator(".packet-puck[data-held=true]").filter({ has: page.locator("[data-qos]") });
	const [puck, caption, note] = [
		await held.boundingBox(),
		await page.locator(".packet-puck-caption", { hasText: "PUBLISH" }).locator("> span").boundingBox(),
		await page.locator(".wire-layer-note", { hasText: "Silent" }).boundingBox(),
	];
	if (puck === null || caption === null || note === null) throw new Error("something is not drawn");
	// The brackets stand 7 px outside of the packet.
	expect(caption.y).toBeGreaterThanOrEqual(puck.y + puck.height + 7);
	expect(note.y).toBeGreaterThanOrEqual(caption.y + caption.height);
});

test("a word that is asked covers nothing of what stands beside it", async ({ page }) => {
	const lab = await openQuickLab(page);
	const word = lab.logLines.locator("[data-word]").filter({ hasText: "Wire delay" }).last();
	// A line that has just come is drawn once more when its words are found.
	await expect(async () => {
		await word.click();
		await expect(word).toHaveAttribute("data-asked", /.*/, { timeout: 2_000 });
	}).toPass();
	const overlap = await word.evaluate((one) => {
		const next = document.createRange();
		next.selectNodeContents(one.nextSibling ?? one);
		return one.getBoundingClientRect().right - next.getBoundingClientRect().left;
	});
	expect(overlap).toBeLessThanOrEqual(1);
});

/** Terms whose letters and number stand on two lines. */
const broken = (page: Page) =>
	page
		.locator("[data-word]")
		.evaluateAll((words) => words.filter((one) => /^QoS \d$/.test(one.textContent ?? "") && one.getClientRects().length > 1).length);

test("QoS is not parted from its number at the end of a line", async ({ page }) => {
	await openLesson(page, freshRoom(), "test-2");
	for (const width of [1440, 1280, 700, 390, 360]) {
		await page.setViewportSize({ width, height: 844 });
		expect(await broken(page), `at ${width}`).toBe(0);
	}
});

test("in the matrix the frame of the chosen cell does not touch the name of its row", async ({ page }) => {
	await page.setViewportSize({ width: 1280, height: 800 });
	await page.goto(`/r/${freshRoom()}/matrix`);
	await page
		.getByRole("button", { name: /retain on, clean_session = false, subscribe QoS 0, publish QoS 1/ })
		.first()
		.click();
	const gaps = await page.evaluate(() =>
		[...document.querySelectorAll(".grid-block tbody tr")].map((row) => {
			const name = document.createRange();
			name.selectNodeContents(row.querySelector(".grid-axis") ?? row);
			return (row.querySelector("td")?.getBoundingClientRect().left ?? 0) - name.getBoundingClientRect().right;
		}),
	);
	// The frame stands 4 px outside of the cell.
	expect(Math.min(...gaps)).toBeGreaterThanOrEqual(6);
});

test("on a large screen every screen of a room is drawn as large as the Lab, with the same bar", async ({ page }) => {
	await page.setViewportSize({ width: 1920, height: 1080 });
	const room = freshRoom();
	const tall = async (screen: string) => {
		await page.goto(`/r/${room}${screen}`);
		const name = page.getByRole("navigation", { name: "Screens" }).getByText("Lessons");
		await expect(name).toBeVisible();
		return Math.round((await name.boundingBox())?.height ?? 0);
	};
	const inLab = await tall("");
	for (const screen of ["/lessons", "/lessons/test-2", "/matrix", "/questions", "/words", "/rules"]) {
		expect(await tall(screen), `the bar of ${screen}`).toBe(inLab);
		const parts = page.locator(".room-screen-body > *, .room-screen-body > * > *");
		const zoom = () =>
			parts.evaluateAll((all) => Math.max(...all.map((one) => (one as Element & { currentCSSZoom?: number }).currentCSSZoom ?? 1)));
		await expect.poll(zoom, screen).toBeCloseTo(1.2);
	}
});
