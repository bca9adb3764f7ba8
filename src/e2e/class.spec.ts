import { expect, type Locator } from "@playwright/test";
import { test } from "./class-host.ts";
import { openScreen } from "./class-screen.ts";
import { cardOf } from "./client-card.ts";
import { openPhone, phoneOn } from "./seat-phone.ts";
import { openSettings } from "./settings-sheet.ts";
import { openTrainer } from "./trainer-page.ts";

/** What stands at the ends of bars. */
async function sumOf(counts: Locator): Promise<number> {
	return (await counts.allTextContents()).reduce((sum, text) => sum + Number(text), 0);
}

test("a class, from the code at the front to a question that a run has answered", async ({ host, people }) => {
	const trainer = await openTrainer(people, host);
	const screen = await openScreen(people, host);
	await trainer.toBeAt("Lobby");
	await expect(screen.lobby).toContainText(host.code);
	await trainer.button("Code").click();
	const link = await trainer.page.getByRole("img", { name: /^QR code: http/ }).getAttribute("aria-label");
	expect(link).toBe(`QR code: ${host.phones}`);
	await trainer.page.keyboard.press("Escape");

	const [byCode, ...byLink] = await test.step("three phones come in: one types the code, two scan it", async () => {
		const page = await people.phone();
		await page.goto("/");
		await page.getByRole("button", { name: "Join with a code" }).tap();
		await page.getByRole("textbox", { name: "Code of the room" }).fill(` ${host.code} `);
		await page.getByRole("button", { name: "Join", exact: true }).tap();
		const first = phoneOn(page);
		await expect(first.number).toHaveText("Seat 1");
		return [first, await openPhone(people, host), await openPhone(people, host)] as const;
	});
	const phones = [byCode, ...byLink];
	await byCode.toSay("You are in", "3 of 3 are here. It begins at the front.");
	await trainer.toCount(3, 3);
	await expect(screen.page.getByRole("status").first()).toHaveText("3 of 3 here");
	expect(await Promise.all(phones.map((phone) => phone.seat()))).toEqual([1, 2, 3]);

	await test.step("all connect and subscribe, and get what is published at the front", async () => {
		await trainer.lab.setDelay("None");
		await Promise.all(phones.map((phone) => phone.plugIn()));
		await trainer.go("Watch", "Watch");
		const publisher = cardOf(trainer.lab, "pub-1");
		await publisher.connect();
		await publisher.field("Topic").fill("class/temp");
		await publisher.publish();
		for (const phone of phones) await phone.toHaveReceived(1);
		for (const seat of [1, 2, 3]) await expect(screen.card(seat)).toContainText("Received 1");
		// With a fifth client, they are a crowd.
		await cardOf(trainer.lab, "sub-1").connect();
		for (const seat of [1, 2, 3])
			await expect(screen.tile(seat)).toContainText(`seat ${seat}, connected, 0 queued, 1 received`, { ignoreCase: true });
		await publisher.publish();
		for (const seat of [1, 2, 3]) await expect(screen.tile(seat)).toContainText("2 received");
	});

	await test.step("a question is asked, answered, and closed; nobody sees what others answer", async () => {
		await trainer.choose(/^Test 2:/);
		await trainer.go("Ask", "Question");
		await byCode.answer(0);
		await byCode.answer(1);
		await byLink[0]?.answer(1);
		await trainer.toHaveAnswers(2, 3);
		await expect(screen.page.getByRole("status").first()).toHaveText("2 of 3 have answered");
		await expect(byCode.page.getByRole("radio", { checked: true })).toHaveCount(1);
		await trainer.go("Close", "Closed");
		await byCode.toSay("Closed", "2 of 3 have answered. Watch the front.");
		await expect(byCode.foot).toHaveText("You answered B. The run at the front decides.");
		await byCode.answers.first().tap({ force: true });
		await expect(byCode.foot).toHaveText("You answered B. The run at the front decides.");
		for (const { page } of [trainer, screen, byCode]) await expect(page.locator(".screen-answer, .seat-outcome")).toHaveCount(0);
	});

	const late = await openPhone(people, host);
	await late.toSay("Closed", "You did not answer. Watch the front.");

	await test.step("it is run before everybody, and the run decides", async () => {
		await trainer.runIt();
		await byCode.toSay("Watch the front", "The trainer runs test 2 of 5 now.");
		await expect(byCode.ended).toHaveText("The trainer cleared the room for a run.");
		await trainer.lab.setDelay("None");
		await trainer.reveal();
		// The class has predicted, and not this page: there is nothing to compare on it.
		const run = trainer.page.getByRole("region", { name: /^Script: / });
		await expect(run).toContainText("The script has run to its end.");
		await expect(run.getByRole("link")).toHaveCount(0);
	});

	await test.step("all see what came true", async () => {
		const counts = screen.page.locator(".screen-answer-count");
		await expect(counts).toHaveCount(3);
		expect(await sumOf(counts)).toBe(2);
		await expect(screen.page.locator(".screen-answer [data-true=true]")).toContainText("What happened");
		const shown = await counts.allTextContents();
		expect(shown[1]).toBe("2");
		for (const phone of [...phones, late]) await expect(phone.page.locator(".seat-outcome-bar > span")).toHaveText(shown);
		await expect(byCode.task).toContainText(/^(?:You predicted B|Your prediction came true)/);
		await expect(late.task).toContainText("You did not answer");
		await expect(byLink[1]?.task as Locator).toContainText("You did not answer");
	});

	await trainer.go("Watch", "Watch");
	await expect(trainer.page.getByRole("region", { name: /^Script: / })).toHaveCount(0);
	await screen.toBeAt("Watch");
	await byCode.toSay("Watch the front", "The trainer says what comes next.");
	await byCode.toOffer("Connect");
	// What is published next is to reach the phones again.
	await expect(cardOf(trainer.lab, "pub-1").field("Topic")).toHaveValue("class/temp");
});

test("a run that was taken over in the midst of it reveals nothing, and is run again", async ({ host, people }) => {
	const trainer = await openTrainer(people, host);
	const screen = await openScreen(people, host);
	const phone = await openPhone(people, host);
	await phone.plugIn();
	await trainer.choose(/^Test 2:/);
	await trainer.go("Ask", "Question");
	await phone.answer(1);
	await trainer.go("Close", "Closed");
	await trainer.runIt();
	const run = trainer.page.getByRole("region", { name: /^Script: / });
	await run.getByRole("button", { name: "Take over by hand" }).click();
	await expect(run).toContainText("That decides no answer.");
	await expect(trainer.strip).toContainText("The run stopped early");
	await expect(trainer.button("Reveal")).toHaveAttribute("aria-disabled", "true");
	await run.getByRole("button", { name: "Close the script" }).click();
	await expect(trainer.button("Reveal")).toHaveAttribute("aria-disabled", "true");
	await trainer.page.reload();
	await expect(trainer.button("Reveal")).toHaveAttribute("aria-disabled", "true");
	await trainer.runIt();
	await trainer.lab.setDelay("None");
	await trainer.reveal();
	await expect(screen.page.locator(".screen-answer [data-true=true]")).toContainText("The session is found, and it is empty.");
});

test("a question can be withdrawn, open, closed, or in the midst of its run", async ({ host, people }) => {
	const trainer = await openTrainer(people, host);
	const phone = await openPhone(people, host);
	await phone.plugIn();
	const withdraw = async () => {
		await trainer.button("The question").click();
		await trainer.page.getByRole("menuitem", { name: "Withdraw the question" }).click();
		await trainer.toBeAt("Watch");
		await phone.toSay("Watch the front", "The trainer says what comes next.");
		await expect(trainer.strip.locator(".lesson-menu-button")).toHaveText(/^Test 2:/);
	};
	await trainer.choose(/^Test 2:/);
	await trainer.go("Ask", "Question");
	await phone.answer(1);
	await withdraw();
	await trainer.go("Ask", "Question");
	await trainer.toHaveAnswers(0, 1);
	await trainer.go("Close", "Closed");
	await withdraw();
	await trainer.go("Ask", "Question");
	await trainer.go("Close", "Closed");
	await trainer.runIt();
	await withdraw();
	await expect(trainer.page.getByRole("region", { name: /^Script: / })).toHaveCount(0);
});

test("a question of the trainer's own is asked, closed, and answered by the trainer: nothing runs", async ({ host, people }) => {
	const trainer = await openTrainer(people, host);
	const screen = await openScreen(people, host);
	const phones = [await openPhone(people, host), await openPhone(people, host)] as const;
	await trainer.strip.locator(".lesson-menu-button").click();
	await trainer.page.getByRole("menuitem", { name: "A question of your own..." }).click();
	await trainer.page.getByRole("textbox", { name: "Question" }).fill("Shall we have a break?");
	await trainer.page.getByRole("textbox", { name: "Answer A" }).fill("Now");
	await trainer.page.getByRole("textbox", { name: "Answer B" }).fill("Later");
	await trainer.page.getByRole("button", { name: "Use this question" }).click();
	await trainer.go("Ask", "Question");
	await phones[0].answer(0);
	await phones[1].answer(1);
	await trainer.toHaveAnswers(2, 2);
	await trainer.go("Close", "Closed");
	await expect(phones[0].foot).toHaveText("You answered A. The trainer says which answer is right.");
	await expect(trainer.strip.locator(".primary")).toHaveText("Reveal");
	await trainer.page.keyboard.press("PageDown");
	const asks = trainer.page.getByRole("dialog", { name: "Which answer is right?" });
	await asks.getByRole("button", { name: "B Later" }).click();
	await trainer.toBeAt("Answer");
	await expect(screen.page.locator(".screen-answer [data-true=true]")).toContainText("Right answer");
	await expect(screen.say).toHaveText("B is right: Later");
	await phones[0].toSay("You chose A: Now", "The right answer is B: “Later”.");
	await phones[1].toSay("You chose B: Later", "That is the right answer.");
	await expect(phones[0].outcome).toContainText("Right answer");
	await expect(trainer.strip.locator(".lesson-menu-button")).toHaveText(/^Test 1:/);
});

test("whatever would take from the class what it has is asked about once, and named", async ({ host, people }) => {
	const trainer = await openTrainer(people, host);
	const phone = await openPhone(people, host);
	const { page, lab } = trainer;
	await lab.setDelay("None");
	await phone.plugIn();
	const keep = async (title: string) => {
		const asks = page.getByRole("dialog", { name: title });
		await expect(asks).toContainText(/1 seat is here\. This ends \d sessions?/);
		await asks.getByRole("button", { name: "Cancel" }).click();
		await expect(asks).toHaveCount(0);
	};
	await trainer.choose(/^Test 2:/);
	await trainer.go("Ask", "Question");
	await trainer.go("Close", "Closed");
	await trainer.runIt();
	await trainer.reveal();
	const run = page.getByRole("region", { name: /^Script: / });
	await run.getByRole("button", { name: "Again" }).click();
	await keep("Run it in an empty room?");
	const settings = await openSettings(lab);
	await settings.choice("Preset", "As Aedes ships").click();
	await keep("Start another broker?");
	await expect(settings.choice("Preset", "As Aedes ships")).not.toBeChecked();
	await settings.close();
	await expect(run).toContainText("The script has run to its end.");
});

test("nobody comes in under a wrong code, and nobody leads with a key that is not the key", async ({ host, people }) => {
	const phone = await people.phone();
	await phone.goto("/r/WRNG");
	await expect(phone.getByText("No room is open under WRNG.")).toBeVisible();
	await phone.goto("/");
	await phone.getByRole("button", { name: "Join with a code" }).tap();
	const join = phone.getByRole("dialog", { name: "Join with a code" });
	await expect(join).toContainText("The code is at the front, on the projector.");
	await join.getByRole("textbox", { name: "Code of the room" }).fill("WRNG");
	await join.getByRole("button", { name: "Join", exact: true }).tap();
	await expect(join.getByRole("alert")).toContainText("or there is a typo in the code. Please check it.");
	const forged = await people.laptop();
	await forged.goto(`/r/${host.code}#host=${"A".repeat(22)}`);
	await expect(forged.getByText("This is not the key of this room. The host’s link stands in the terminal.")).toBeVisible();
	await expect(forged.getByRole("region", { name: "Class", exact: true })).toHaveCount(0);
	expect(forged.url()).not.toContain("#");
	// The link from the terminal leads, in the same browser too.
	await forged.goto("/");
	await forged.goto(host.hostLink);
	await expect(forged.getByRole("region", { name: "Class", exact: true })).toBeVisible();
	expect(forged.url()).not.toContain("#");
	const trainer = await openTrainer(people, host);
	await trainer.toCount(0, 0);
});
