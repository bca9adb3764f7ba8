import { expect, type Page } from "@playwright/test";
import { type ClassHost, test, type Visitors } from "./class-host.ts";
import { type ClassScreenPage, openScreen, PROJECTOR } from "./class-screen.ts";
import { cardOf } from "./client-card.ts";
import { openRawSeats, type RawSeat } from "./raw-seat.ts";
import { openTrainer, type TrainerPage } from "./trainer-page.ts";

/** At 8 m, about ten minutes of arc. */
const LEAST_PX = 32;
const LEAST_QR_PX = 480;
/** The same screen, enlarged to 200 %: a CSS px is two of the projector's. */
const ENLARGED = { width: 960, height: 540 } as const;

/** Text that is seen, and smaller than that many CSS px: "18: Received". */
function smallText(page: Page, least: number): Promise<readonly string[]> {
	return page.evaluate((px) => {
		/** How much larger than its sheet says this is drawn. */
		const scaleOf = (element: Element) =>
			element instanceof SVGGraphicsElement
				? element.getBoundingClientRect().height / element.getBBox().height
				: (element as Element & { readonly currentCSSZoom: number }).currentCSSZoom;
		const small: string[] = [];
		const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		while (walker.nextNode()) {
			const { nodeValue, parentElement: element } = walker.currentNode;
			const text = nodeValue?.trim() ?? "";
			if (text === "" || element === null || element.closest(".sr, script, style, title") !== null) continue;
			const box = element.getBoundingClientRect();
			if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || box.width === 0 || box.height === 0) continue;
			const size = Number.parseFloat(getComputedStyle(element).fontSize) * scaleOf(element);
			if (size < px - 0.01) small.push(`${size.toFixed(1)}: ${text.slice(0, 40)} (${element.className})`);
		}
		return small;
	}, least);
}

/** Boxes whose content is cut at their edge. */
function cutBoxes(page: Page): Promise<readonly string[]> {
	return page.evaluate(() =>
		[...document.querySelectorAll(".screen-client, .screen-session, .screen-crowd-broker, .screen-beside, .screen-say")]
			.filter((box) => box.scrollHeight > box.clientHeight + 2)
			.map((box) => `${box.className} ${box.textContent?.slice(0, 40)}: ${box.scrollHeight} in ${box.clientHeight}`),
	);
}

/** The bars of the answers are as long as their counts say, whatever stands beside them. */
async function expectOneScale({ full, enlarged }: Screens): Promise<void> {
	for (const { page } of [full, enlarged]) {
		const perAnswer = await page.locator(".screen-answer-bar:has(i)").evaluateAll((bars) =>
			bars.map((bar) => {
				const [line, count] = [bar.querySelector("i"), bar.querySelector(".screen-answer-count")];
				return (line?.offsetWidth ?? 0) / Number(count?.textContent);
			}),
		);
		expect(perAnswer.length).toBeGreaterThan(1);
		expect(Math.max(...perAnswer) - Math.min(...perAnswer)).toBeLessThan(2);
	}
}

type Screens = { readonly full: ClassScreenPage; readonly enlarged: ClassScreenPage; readonly code: string };

async function openScreens(people: Visitors, host: ClassHost): Promise<Screens> {
	return { full: await openScreen(people, host), enlarged: await openScreen(people, host, ENLARGED), code: host.code };
}

/** Every text large enough, and the code in sight, also where somebody has enlarged the page, wherever it is scrolled. */
async function expectReadable({ full, enlarged, code }: Screens, what: string): Promise<void> {
	await test.step(what, async () => {
		await expect(full.code.filter({ hasText: code }).first()).toBeInViewport({ ratio: 1 });
		expect(await smallText(full.page, LEAST_PX), `small text at ${what}`).toEqual([]);
		expect(await full.page.evaluate(() => document.scrollingElement?.scrollHeight), `height at ${what}`).toBeLessThanOrEqual(
			PROJECTOR.height,
		);
		for (const { page } of [full, enlarged]) expect(await cutBoxes(page), `cut at ${what}`).toEqual([]);
		await enlarged.page.evaluate(() => window.scrollTo(0, 0));
		await expect(enlarged.code.filter({ hasText: code }).first()).toBeInViewport({ ratio: 1 });
		expect(await smallText(enlarged.page, LEAST_PX / 2), `small text at ${what}, enlarged`).toEqual([]);
		await enlarged.page.evaluate(() => window.scrollTo(0, 1e6));
		await expect(enlarged.code.filter({ hasText: code }).first()).toBeInViewport({ ratio: 1 });
	});
}

/** Both screens show what the selector names. */
async function bothAt({ full, enlarged }: Screens, selector: string, count?: number): Promise<void> {
	for (const { page } of [full, enlarged]) {
		if (count === undefined) await expect(page.locator(selector).first()).toBeVisible();
		else await expect(page.locator(selector)).toHaveCount(count);
	}
}

async function publishHeld(trainer: TrainerPage): Promise<void> {
	await trainer.lab.setDelay("6 s");
	await cardOf(trainer.lab, "pub-1").publish();
	await trainer.lab.pause();
}

test("at the front every text is at least 32 px high and the code is in sight, whoever is connected", async ({ host, people }) => {
	const trainer = await openTrainer(people, host);
	const screens = await openScreens(people, host);
	await trainer.lab.setDelay("None");
	await bothAt(screens, ".screen-lobby");
	await expectReadable(screens, "an empty lobby");
	const qr = await screens.full.page.locator(".screen-lobby-qr").boundingBox();
	expect(qr?.width).toBeGreaterThanOrEqual(LEAST_QR_PX);
	expect(qr?.height).toBeGreaterThanOrEqual(LEAST_QR_PX);
	await trainer.go("Watch", "Watch");
	await expectReadable(screens, "watch, nobody");

	const publisher = cardOf(trainer.lab, "pub-1");
	await publisher.field("Topic").fill("class/temperature/in/the/greenhouse");
	await publisher.connect();
	await bothAt(screens, ".screen-client", 1);
	await expectReadable(screens, "watch, one client");
	const few = await openRawSeats(host, 3, { filter: "class/#", clean: false });
	await bothAt(screens, ".screen-client", 4);
	await publisher.publish();
	await expect(screens.full.card(3)).toContainText("Received 1");
	await expect(screens.full.card(3).locator(".screen-client-pucks")).toContainText(/^m1$/);
	few[2]?.close();
	await expect(screens.full.page.locator(".screen-client[data-away=true]")).toHaveCount(1);
	for (const times of ["1", "7"]) {
		await publisher.field("Times").fill(times);
		await publisher.publish();
	}
	await expect(screens.full.card(2)).toContainText(/Received 9m8m9\+7$/);
	await expectReadable(screens, "watch, four clients, one of them away with a queue");
	await publisher.field("Times").fill("1");
	await publishHeld(trainer);
	await expect(screens.full.page.locator(".screen-puck").first()).toBeVisible();
	await expectReadable(screens, "watch, a packet that is held");
	await trainer.lab.resume();
	await trainer.lab.setDelay("None");

	const crowd: RawSeat[] = [...(await openRawSeats(host, 4))];
	await bothAt(screens, ".screen-crowd .tile", 7);
	await publisher.field("Topic").fill("class/temp");
	await publishHeld(trainer);
	await trainer.lab.resume();
	await expect(screens.full.page.locator(".screen-puck").first()).toBeVisible();
	await expectReadable(screens, "a crowd of seven");
	await trainer.lab.setDelay("None");
	crowd.push(...(await openRawSeats(host, 28)));
	await bothAt(screens, ".screen-crowd .tile", 35);
	await expectReadable(screens, "a crowd of 35");
	await trainer.button("Freeze").click();
	await expect(screens.full.bar).toContainText("Hands off");
	await expectReadable(screens, "frozen");
	for (const seat of [...few, ...crowd]) seat.close();
});

test("at the front every text is at least 32 px high and the code is in sight, in every stage", async ({ host, people }) => {
	const trainer = await openTrainer(people, host);
	const screens = await openScreens(people, host);
	const seats = await openRawSeats(host, 5);
	await trainer.toCount(5, 5);
	await expectReadable(screens, "the lobby with five seats");
	await trainer.choose(/^Test 2:/);
	await trainer.go("Ask", "Question");
	for (const { tell, seat } of seats) tell({ type: "class.answer", question: "test-2", answer: seat % 3 });
	await trainer.toHaveAnswers(5, 5);
	await bothAt(screens, ".screen-question");
	await expectReadable(screens, "a question");
	await trainer.go("Close", "Closed");
	await bothAt(screens, ".screen-question-count b:text('Closed.')");
	await expectReadable(screens, "closed");
	await trainer.runIt();
	await expect(screens.full.page.locator(".screen-puck").first()).toBeVisible();
	await trainer.lab.pause();
	await expectReadable(screens, "a run");
	await trainer.lab.setDelay("None");
	await trainer.lab.resume();
	await trainer.reveal();
	await bothAt(screens, ".screen-answer");
	await expectReadable(screens, "the answer");
	await expectOneScale(screens);
	expect((await screens.full.page.locator(".screen-answer-count").allTextContents()).map(Number).reduce((a, b) => a + b)).toBe(5);

	await trainer.button("To benches").click();
	await bothAt(screens, ".screen-benches");
	for (const [at, { tell }] of seats.entries()) tell({ type: "class.progress", progress: { station: at % 5, of: 4, says: "predicts" } });
	await expectReadable(screens, "the benches");
	await trainer.button("Call back").click();
	await bothAt(screens, ".screen-answer");
	await trainer.page.keyboard.press("j");
	await bothAt(screens, ".screen-code");
	await expectReadable(screens, "the code");
	await trainer.page.keyboard.press("b");
	await bothAt(screens, ".screen-page-black");
	expect(await smallText(screens.full.page, Number.POSITIVE_INFINITY)).toEqual([]);
	for (const seat of seats) seat.close();
});
