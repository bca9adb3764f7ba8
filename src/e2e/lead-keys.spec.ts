import { expect } from "@playwright/test";
import { test } from "./class-host.ts";
import { openScreen, PROJECTOR } from "./class-screen.ts";
import { cardOf } from "./client-card.ts";
import { openPhone } from "./seat-phone.ts";
import { openTrainer } from "./trainer-page.ts";

test("a presenter walks through a question with PageDown; PageUp looks back and undoes nothing", async ({ host, people }) => {
	const trainer = await openTrainer(people, host);
	const phone = await openPhone(people, host);
	const { keyboard } = trainer.page;
	await phone.plugIn();
	await trainer.choose(/^Test 2:/);
	await trainer.toCount(1, 1);
	await keyboard.press("PageDown");
	await trainer.toBeAt("Question");
	await phone.answer(1);
	await trainer.toHaveAnswers(1, 1);
	await keyboard.press("PageDown");
	await trainer.toBeAt("Closed");
	await keyboard.press("PageDown");
	const asks = trainer.page.getByRole("dialog", { name: "Run it in an empty room?" });
	await expect(asks).toContainText("1 seat is here. This ends 1 session.");
	// Open, it has the keys but the one that led to it: nothing goes on behind it.
	await keyboard.press("b");
	await keyboard.press("PageUp");
	await trainer.toBeAt("Closed");
	await keyboard.press("PageDown");
	await trainer.toBeAt("Run");
	await keyboard.press("PageDown");
	await expect(trainer.lab.notice).toContainText("The run is not at its end yet.");
	await trainer.toBeAt("Run");
	await trainer.lab.setDelay("None");
	await expect(trainer.button("Reveal")).not.toHaveAttribute("aria-disabled", "true");
	await expect(trainer.lab.notice).toHaveCount(0);

	await test.step("PageUp shows a moment before, at the front too, and the stage stays", async () => {
		const now = trainer.lab.button("Pause");
		await keyboard.press("PageUp");
		await expect(now).toHaveCount(0);
		await trainer.toBeAt("Run");
		await trainer.toHaveAnswers(1, 1);
		await phone.toSay("Watch the front", "The trainer runs test 2 of 5 now.");
		await keyboard.press("PageUp");
		await expect(trainer.button("Live")).toHaveClass(/primary/);
		await keyboard.press("PageDown");
		await expect(now).toBeVisible();
		await trainer.toBeAt("Run");
	});
	await keyboard.press("PageDown");
	await trainer.toBeAt("Answer");
	await expect(phone.task).toContainText(/^(?:You predicted|Your prediction came true)/);
	await expect(trainer.strip.locator(".lesson-menu-button")).toHaveText(/^Test 3:/);
	await keyboard.press("PageDown");
	await trainer.toBeAt("Watch");
	await expect(trainer.strip.locator(".lesson-menu-button")).toHaveText(/^Test 3:/);
});

test("B blacks the projector, J shows the code over anything, and both again show the stage", async ({ host, people }) => {
	const trainer = await openTrainer(people, host);
	const screen = await openScreen(people, host);
	const { keyboard } = trainer.page;
	const black = screen.page.locator(".screen-page-black");
	const code = screen.page.getByRole("region", { name: `Join room ${host.code}` });
	await trainer.go("Watch", "Watch");
	await screen.toBeAt("Watch");
	/** The page that the keys are pressed on knows it, too. */
	const shows = (what: "projector black" | "projector: code") => expect(trainer.page.getByText(what, { exact: true })).toBeVisible();
	await keyboard.press("b");
	await expect(black).toBeVisible();
	await shows("projector black");
	await expect(screen.bar).toHaveCount(0);
	await keyboard.press("j");
	await expect(code).toContainText(host.code);
	await shows("projector: code");
	await expect(code).toContainText("Scan, or open");
	await trainer.openPeople();
	await trainer.drawer.getByRole("switch", { name: "Let new phones in" }).click();
	await expect(code).toContainText("No new phones are let in now.");
	await expect(code).not.toContainText("Scan");
	await trainer.drawer.getByRole("button", { name: "Close" }).click();
	await keyboard.press("j");
	await expect(screen.bar).toBeVisible();
	await expect(code).toHaveCount(0);
	for (const [once, back] of [
		["B", "b"],
		[".", "."],
	] as const) {
		await keyboard.press(once);
		await expect(black).toBeVisible();
		await shows("projector black");
		await keyboard.press(back);
		await screen.toBeAt("Watch");
	}
	await trainer.toBeAt("Watch");
	// In a field they are letters.
	const payload = cardOf(trainer.lab, "pub-1").field("Payload");
	await payload.fill("");
	await payload.pressSequentially("bj");
	await expect(payload).toHaveValue("bj");
	await expect(black.or(code)).toHaveCount(0);

	await test.step("the same keys do the same in the window of the projector, where its laptop leads the class", async () => {
		const beside = await trainer.page.context().newPage();
		await beside.setViewportSize(PROJECTOR);
		await beside.goto(host.projector);
		await expect(beside.locator(".screen-bar h1")).toHaveText("Watch");
		await beside.keyboard.press(".");
		await expect(black).toBeVisible();
		await shows("projector black");
		await beside.keyboard.press("j");
		await expect(code).toBeVisible();
		await shows("projector: code");
		await beside.keyboard.press("j");
		await beside.keyboard.press("PageDown");
		await trainer.toBeAt("Question");
		await screen.toBeAt("Question");
		for (const [press, then] of [
			["Pause", "Resume"],
			["Resume", "Pause"],
		] as const) {
			await expect(trainer.lab.button(press)).toBeVisible();
			await beside.keyboard.press("Space");
			await expect(trainer.lab.button(then)).toBeVisible();
		}
		const theme = () => beside.evaluate(() => document.documentElement.dataset.theme);
		const before = await theme();
		await trainer.page.getByRole("button", { name: /^(?:Dark|Light) theme$/ }).click();
		await expect.poll(theme).not.toBe(before);
		// Elsewhere it is a screen and nothing more.
		await screen.page.keyboard.press("PageDown");
		await screen.page.keyboard.press("b");
		await beside.keyboard.press("PageDown");
		await screen.toBeAt("Closed");
	});
});

test("Space, twice, on a button that merely kept the focus changes nothing", async ({ host, people }) => {
	const trainer = await openTrainer(people, host);
	const { keyboard } = trainer.page;
	const menu = trainer.page.getByRole("menu");
	await trainer.choose(/^Test 3:/);
	for (const press of ["Resume", "Pause"]) {
		await keyboard.press("Space");
		await expect(trainer.lab.button(press)).toBeVisible();
		await expect(menu).toHaveCount(0);
	}
	await expect(trainer.strip.locator(".lesson-menu-button")).toHaveText(/^Test 3:/);
	await trainer.button("Freeze").click();
	await expect(trainer.button("Freeze")).toHaveAttribute("aria-pressed", "true");
	for (const press of ["Resume", "Pause"]) {
		await keyboard.press("Space");
		await expect(trainer.lab.button(press)).toBeVisible();
	}
	await expect(trainer.button("Freeze")).toHaveAttribute("aria-pressed", "true");
	await trainer.button("Freeze").click();
	await trainer.go("Ask", "Question");
	for (const press of ["Resume", "Pause"]) {
		await keyboard.press("Space");
		await expect(trainer.lab.button(press)).toBeVisible();
	}
	await trainer.toBeAt("Question");
});

test("Esc and a reload of the host's page lose nothing: stage, question and answers stay, and the page leads again", async ({
	host,
	people,
}) => {
	const trainer = await openTrainer(people, host);
	const screen = await openScreen(people, host);
	const [phone] = [await openPhone(people, host), await openPhone(people, host)];
	await phone.plugIn();
	await trainer.choose(/^Test 2:/);
	await trainer.go("Ask", "Question");
	await phone.answer(2);
	await trainer.toHaveAnswers(1, 2);
	await trainer.page.keyboard.press("Escape");
	await trainer.toBeAt("Question");
	await trainer.page.keyboard.press("F5");
	await trainer.page.reload();
	await trainer.toBeAt("Question");
	await trainer.toHaveAnswers(1, 2);
	await expect(screen.page.getByText("What does sub-1 receive?")).toBeVisible();
	expect(trainer.page.url()).not.toContain("#");

	await test.step("the page leads again, to the end of a run that it has not seen from its beginning", async () => {
		await trainer.go("Close", "Closed");
		await trainer.page.reload();
		await trainer.toBeAt("Closed");
		await trainer.runIt();
		await trainer.lab.setDelay("None");
		await expect(trainer.button("Reveal")).not.toHaveAttribute("aria-disabled", "true");
		await trainer.page.reload();
		await trainer.toBeAt("Run");
		await trainer.toHaveAnswers(1, 2);
		await trainer.reveal();
		await expect(screen.page.locator(".screen-answer [data-true=true]")).toContainText("What happened");
		await expect(screen.page.locator(".screen-answer [data-true=true]")).toContainText(
			"Nothing arrives. The session is found, and it is empty.",
		);
		await expect(phone.outcome).toContainText("1 answer");
	});
});
