import { expect, type Page } from "@playwright/test";
import { test } from "./class-host.ts";
import { openScreen } from "./class-screen.ts";
import { openRawSeat } from "./raw-seat.ts";
import { openTrainer } from "./trainer-page.ts";

const NAME = "Hushed Hannah";
const TOPIC = "class/hushed-topic";
const PAYLOAD = "hushed-payload";
const LATER = "hushed-again";
const WORDS = [NAME, TOPIC, PAYLOAD, LATER];
/** Frames that a page of 60 a second draws in 200 ms. A machine that is short of time draws fewer, and each of them later. */
const WITHIN_FRAMES = 12;

const publish = (messageId: number, payload: string) =>
	({ cmd: "publish", messageId, topic: TOPIC, payload, qos: 1, retain: false, dup: false }) as const;

/** From now on, looks in every frame for these words in all of the page's text and names. Returns when they were there, as Date.now() says it, and how many frames there were. */
async function lookFor(
	page: Page,
	words: readonly string[],
): Promise<() => Promise<{ readonly there: number[]; readonly frames: number }>> {
	await page.evaluate((all) => {
		const seen = { there: [] as number[], frames: 0 };
		const look = () => {
			seen.frames += 1;
			const html = document.documentElement.outerHTML;
			if (all.some((word) => html.includes(word))) seen.there.push(Date.now());
			requestAnimationFrame(look);
		};
		look();
		Object.assign(window, { seen });
	}, words);
	return () => page.evaluate(() => (window as unknown as { seen: { there: number[]; frames: number } }).seen);
}

/** Presses the button named so, and returns when its row says that the press has come back, as Date.now() says it. */
function pressed(page: Page, name: string, then: string): Promise<number> {
	return page.evaluate(
		([press, comes]) =>
			new Promise<number>((settle) => {
				const button = (label: string) => document.querySelector<HTMLElement>(`[aria-label="${label}"]`);
				button(press)?.click();
				const look = () => (button(comes) === null ? requestAnimationFrame(look) : settle(Date.now()));
				look();
			}),
		[name, then] as const,
	);
}

test("what a hidden seat wrote, and its name, are in no page's DOM twelve frames after the press, nor later; to show it brings them back", async ({
	host,
	people,
}) => {
	const trainer = await openTrainer(people, host);
	const screen = await openScreen(people, host);
	await trainer.lab.setDelay("None");
	await trainer.go("Watch", "Watch");
	const seat = await openRawSeat(host, { filter: TOPIC, clean: false });
	const other = await openRawSeat(host);
	seat.tell({ type: "class.name", name: NAME });
	seat.send(publish(7, PAYLOAD));
	await expect(trainer.lab.logLines).toContainText(TOPIC);
	await expect(screen.page.locator(".screen-watch")).toContainText(TOPIC);
	await trainer.lab.page.getByRole("rowheader").first().getByText(PAYLOAD).waitFor();
	await trainer.openPeople();
	await expect(trainer.row(1)).toContainText(NAME);
	const written = (page: Page) =>
		page.evaluate((words) => words.filter((word) => document.documentElement.outerHTML.includes(word)), WORDS);
	expect(await written(trainer.page)).toEqual([NAME, TOPIC, PAYLOAD]);
	expect(await written(screen.page)).toContain(TOPIC);
	expect(await written(screen.page)).not.toContain(NAME);

	const pages = [trainer.page, screen.page];
	const looks = await Promise.all(pages.map((page) => lookFor(page, WORDS)));
	const back = await pressed(trainer.page, "Hide seat 1", "Show seat 1");
	await expect(trainer.row(1)).toContainText("hidden: “seat 1”");
	seat.send(publish(8, LATER));
	await expect(trainer.lab.logLines).toContainText("seat 1");
	await expect(screen.card(2)).toContainText("Received 2");
	await trainer.drawer.getByRole("button", { name: "Close" }).click();
	await trainer.page
		.getByRole("tab", { name: "Tape", exact: true })
		.or(trainer.page.getByRole("button", { name: "Tape", exact: true }))
		.first()
		.click();
	const after = [];
	for (const look of looks) {
		const { there, frames } = await look();
		expect(frames).toBeGreaterThan(1);
		after.push(there.filter((at) => at > back));
	}
	const took = after.map((times) => (times.at(-1) ?? back) - back);
	test.info().annotations.push({ type: "hidden", description: `last seen ${took.join(" and ")} ms after the press came back` });
	for (const times of after) expect(times.length).toBeLessThanOrEqual(WITHIN_FRAMES);
	for (const page of pages) expect(await written(page)).toEqual([]);
	// A page that comes now is told no more.
	const late = await openScreen(people, host);
	await expect(late.card(1)).toContainText("Received");
	expect(await written(late.page)).toEqual([]);

	await test.step("the log of a class lists no pings until somebody asks for them", async () => {
		await trainer.page.getByRole("tab", { name: "Log", exact: true }).click();
		other.send({ cmd: "pingreq" });
		const pings = trainer.page.getByRole("button", { name: "Pings", exact: true });
		await expect(pings).toHaveAttribute("aria-pressed", "false");
		await expect(trainer.lab.logLines).not.toContainText("PINGREQ");
		await pings.click();
		await expect(trainer.lab.logLines).toContainText("PINGREQ");
		await trainer.page.getByRole("tab", { name: "Tape", exact: true }).click();
	});

	await trainer.openPeople();
	await trainer.page.getByRole("button", { name: "Show seat 1" }).click();
	await expect(trainer.row(1)).toContainText(NAME);
	await expect(screen.page.locator(".screen-watch")).toContainText(TOPIC);
	await expect(trainer.page.getByRole("rowheader").getByText(LATER)).toBeVisible();
	for (const one of [seat, other]) one.close();
});
