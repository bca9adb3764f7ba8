import { expect } from "@playwright/test";
import { type ClassHost, test, type Visitors } from "./class-host.ts";
import { openScreen } from "./class-screen.ts";
import { openPhone, type SeatPhone } from "./seat-phone.ts";
import { openTrainer } from "./trainer-page.ts";

/** A room of its own for each phone, named by its seat, on the lesson that the trainer has chosen. */
async function expectAtBench({ page }: SeatPhone, { room }: ClassHost, seat: number): Promise<void> {
	await expect(page).toHaveURL(new RegExp(`/r/${room}-0${seat}/lessons/test-2$`));
	await expect(page.getByRole("heading", { name: "The session is kept. Is the message?" })).toBeVisible();
	await expect(page.getByText("This is your own room", { exact: true })).toBeVisible();
}

async function openClassAtBenches(people: Visitors, host: ClassHost) {
	const trainer = await openTrainer(people, host);
	const phones = [await openPhone(people, host), await openPhone(people, host), await openPhone(people, host)];
	await trainer.toCount(3, 3);
	await trainer.choose(/^Test 2:/);
	await trainer.button("To benches").click();
	for (const [at, phone] of phones.entries()) await expectAtBench(phone, host, at + 1);
	return { trainer, phones };
}

test("to benches and back: each phone goes to a room of its own by itself, and is called back from it", async ({ host, people }) => {
	const screen = await openScreen(people, host);
	const { trainer, phones } = await openClassAtBenches(people, host);
	await screen.toBeAt("Benches");
	await expect(screen.bar).toContainText("The session is kept. Is the message?");
	await trainer.toCount(3, 3);
	await expect(trainer.button("To benches")).toHaveAttribute("aria-disabled", "true");

	await expect(screen.page.locator(".screen-benches")).toContainText("Explain");
	await expect(trainer.strip.locator(".primary")).toHaveText("Call back");
	const since = performance.now();
	await trainer.page.keyboard.press("PageDown");
	await Promise.all(phones.map((phone) => phone.toSay("You are in")));
	const took = Math.round(performance.now() - since);
	test.info().annotations.push({ type: "called back", description: `3 phones in ${took} ms` });
	for (const [at, { page, number }] of phones.entries()) {
		await expect(page).toHaveURL(new RegExp(`/r/${host.room}$`, "i"));
		await expect(number).toHaveText(`Seat ${at + 1}`);
		await expect(page.getByText("Back in class.", { exact: true })).toBeVisible();
	}
	await expect(screen.lobby).toBeVisible();

	await test.step("a bench keeps what was done in it until the class ends", async () => {
		await trainer.button("To benches").click();
		for (const [at, phone] of phones.entries()) await expectAtBench(phone, host, at + 1);
		await trainer.button("Call back").click();
		await Promise.all(phones.map((phone) => phone.toSay("You are in")));
	});
});

test("a phone that goes back to the class by itself stays there, and goes to its bench again when its person wants to", async ({
	host,
	people,
}) => {
	const { trainer, phones } = await openClassAtBenches(people, host);
	const [first, second, third] = phones as [SeatPhone, SeatPhone, SeatPhone];
	await first.page.getByRole("button", { name: "Back to class" }).tap();
	await first.toSay("The class is at its benches", "Go to yours, or wait here until the trainer calls everyone back.");
	await trainer.toCount(3, 3);
	// Whatever else the class tells, the phone stays; so does a phone that is at its bench.
	await trainer.button("Freeze").click();
	await first.toSay("Hands off for a moment");
	await expect(first.page).toHaveURL(new RegExp(`/r/${host.room}$`, "i"));
	await trainer.button("Freeze").click();
	await first.toSay("The class is at its benches");
	await expectAtBench(second, host, 2);
	await first.page.getByRole("link", { name: "Go to your bench" }).tap();
	await expectAtBench(first, host, 1);
	// A phone that is loaded again at its bench is there again.
	await third.page.reload();
	await expectAtBench(third, host, 3);
	await trainer.button("Call back").click();
	await Promise.all(phones.map((phone) => phone.toSay("You are in", "3 of 3 are here. It begins at the front.")));
});
