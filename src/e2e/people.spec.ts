import { expect, type Page } from "@playwright/test";
import { test } from "./class-host.ts";
import { openScreen } from "./class-screen.ts";
import { openPhone, phoneOn } from "./seat-phone.ts";
import { openTrainer } from "./trainer-page.ts";

const NAME = "<b>x</b>\u202Eevil\u0007";
const DRAWN = "<b>x</b>\\u{202E}evil\\u{7}";

/** Whether anything of the page, its text and its names, holds this. */
const holds = (page: Page, text: string) =>
	page.evaluate((sought) => {
		const names = [...document.querySelectorAll("*")].flatMap((one) => [...one.attributes].map(({ value }) => value));
		return [document.title, document.body.textContent ?? "", ...names].some((each) => each.includes(sought));
	}, text);

test("a name is text, whatever is in it, for whoever leads the class and for nobody else", async ({ host, people }) => {
	const trainer = await openTrainer(people, host);
	const screen = await openScreen(people, host);
	const [phone, other] = [await openPhone(people, host), await openPhone(people, host)];
	await phone.page.getByRole("textbox", { name: "Your name" }).fill(NAME);
	await phone.page.getByRole("button", { name: "Save" }).tap();
	await expect(phone.page.locator(".seat-plate-who p").first()).toHaveText(DRAWN);
	await trainer.openPeople();
	await expect(trainer.row(1).locator(".people-row-name")).toHaveText(DRAWN);
	await expect(trainer.drawer.locator(".people-row-name b")).toHaveCount(0);
	for (const hidden of ["\u202E", "\u0007"]) expect(await holds(trainer.page, hidden)).toBe(false);
	for (const stage of ["Watch", "Question"]) {
		await trainer.go(stage === "Watch" ? "Watch" : "Ask", stage);
		await screen.toBeAt(stage);
		for (const { page } of [screen, other]) expect(await holds(page, "evil")).toBe(false);
	}
	await trainer.drawer.getByRole("button", { name: "Hide seat 1" }).click();
	await expect(trainer.row(1).locator(".people-row-name")).toHaveText("hidden: “seat 1”");
	expect(await holds(trainer.page, "evil")).toBe(false);
});

test("a removed phone is told so, and comes back to its seat by itself when that is taken back; a cut is a cut", async ({
	host,
	people,
}) => {
	const trainer = await openTrainer(people, host);
	await trainer.lab.setDelay("None");
	const [phone, other] = [await openPhone(people, host), await openPhone(people, host)];
	await Promise.all([phone.plugIn(), other.plugIn()]);
	await trainer.openPeople();
	await expect(trainer.row(1)).toContainText("connected");

	await test.step("Esc closes the drawer, and what opened it has the focus again", async () => {
		await trainer.drawer.getByRole("searchbox").fill("1");
		await trainer.page.keyboard.press("Escape");
		await expect(trainer.drawer.getByRole("searchbox")).toHaveValue("");
		await trainer.page.keyboard.press("Escape");
		await expect(trainer.drawer).toHaveCount(0);
		await expect(trainer.peopleButton).toBeFocused();
		await trainer.openPeople();
		await trainer.drawer.getByRole("button", { name: "Close" }).click();
		await expect(trainer.peopleButton).toBeFocused();
		await trainer.openPeople();
	});

	await test.step("cut", async () => {
		await trainer.drawer.getByRole("button", { name: "Cut the cable of seat 1" }).click();
		await phone.toOffer("Connect");
		await expect(phone.verb).toHaveText("ConnectCable cut. It sends CONNECT");
		await expect(phone.ended).toHaveText("The trainer cut the cable. The broker published your will.");
		await expect(trainer.row(1)).toContainText("cable cut");
		await expect(other.received).toContainText("seat 1 is gone");
		await expect(trainer.drawer.getByRole("button", { name: "Cut the cable of seat 1" })).toHaveAttribute("aria-disabled", "true");
		await phone.plugIn();
		await expect(trainer.row(1)).toContainText("connected");
	});

	await test.step("on a phone every row shows all that it has, and nothing leaves the screen", async () => {
		await trainer.page.setViewportSize({ width: 390, height: 844 });
		for (const name of ["Hide seat 1", "Cut the cable of seat 1", "Remove seat 1", "Hide all names", "Close"]) {
			const box = await trainer.drawer.getByRole("button", { name, exact: true }).boundingBox();
			if (box === null) throw new Error(`${name} is not drawn`);
			expect([box.x >= 0, box.x + box.width <= 390, box.height >= 44], name).toEqual([true, true, true]);
		}
		await trainer.page.setViewportSize({ width: 1440, height: 900 });
	});

	await test.step("remove, and undo", async () => {
		await trainer.drawer.getByRole("button", { name: "Remove seat 1" }).click();
		await expect(phone.task).toHaveText("The trainer has removed this phoneAsk at the front to come back.");
		await expect(trainer.row(1)).toContainText("Seat 1 is removed. The phone says so.");
		await trainer.toCount(1, 1);
		await other.toHaveReceived(2);
		await trainer.drawer.getByRole("button", { name: "Undo: let seat 1 stay" }).click();
		await expect(phone.number).toHaveText("Seat 1");
		await phone.toSay("You are in", "2 of 2 are here. It begins at the front.");
		await expect(trainer.row(1).getByRole("button", { name: "Remove seat 1" })).toBeVisible();
		await phone.plugIn();
		await expect(trainer.row(1)).toContainText("connected");
	});

	await test.step("without the host's word nobody comes back: neither by a reload, nor into another seat", async () => {
		await trainer.drawer.getByRole("button", { name: "Remove seat 1" }).click();
		await expect(phone.task).toContainText("The trainer has removed this phone");
		await phone.page.reload();
		await expect(phone.page.getByText("The trainer has removed this phone. Ask at the front to come back.")).toBeVisible();
		await trainer.toCount(1, 1);
		await trainer.drawer.getByRole("button", { name: /^(?:Undo: let seat 1 stay|Let seat 1 back in)$/ }).click();
		await expect(phone.number).toHaveText("Seat 1");
	});

	await test.step("a seat that is freed begins anew for the next phone, and no new phone comes in while the host says so", async () => {
		await trainer.drawer.getByRole("button", { name: "Remove seat 1" }).click();
		await expect(phone.task).toContainText("The trainer has removed this phone");
		// Once it cannot be undone with one press any longer.
		await trainer.drawer.getByRole("button", { name: "Free seat 1" }).click({ timeout: 15_000 });
		await expect(trainer.row(1)).toHaveCount(0);
		const next = await openPhone(people, host);
		await expect(next.number).toHaveText("Seat 1");
		await phone.page.reload();
		const givenAway = "The trainer has removed this phone and given its seat to the next one. Ask at the front to come back.";
		await expect(phone.page.getByText(givenAway)).toBeVisible();
		await expect(phone.page.getByText("This page opens by itself as soon as it can.")).toBeVisible();
		await expect(next.received).toHaveCount(0);
		await next.plugIn();
		await expect(trainer.row(1)).toContainText("connected");
		await trainer.drawer.getByRole("switch", { name: "Let new phones in" }).click();
		const late = await people.phone();
		await late.goto(host.phones);
		await expect(late.getByText("The trainer is not letting any more phones in. Ask at the front.")).toBeVisible();
		await next.page.reload();
		await expect(next.number).toHaveText("Seat 1");
		await trainer.drawer.getByRole("switch", { name: "Let new phones in" }).click();
		await late.reload();
		await expect(phoneOn(late).number).toHaveText("Seat 3");
		// Switched on, it lets in whoever was removed for good, too.
		await expect(trainer.drawer.getByRole("button", { name: "Let 1 removed phone back in" })).toHaveCount(0);
		await expect(phone.number).toHaveText("Seat 4");
	});
});
