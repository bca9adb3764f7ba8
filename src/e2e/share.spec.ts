import { expect, type Page, test } from "@playwright/test";
import { cardOf } from "./client-card.ts";
import { chooseFromTests, expectFate, freshRoom, type LabPage, labOn, openQuickLab } from "./lab-page.ts";

async function takeHome({ page }: Pick<LabPage, "page">, entry: RegExp): Promise<void> {
	await page.getByRole("banner").getByRole("button", { name: "Take home" }).click();
	await page.getByRole("menuitem", { name: entry }).click();
}

/** A persistent subscriber is away while a message with QoS 1 comes, and returns: made by hand. */
async function makeSomething(page: Page): Promise<LabPage> {
	const lab = await openQuickLab(page);
	const [subscriber, publisher] = [cardOf(lab, "sub-1"), cardOf(lab, "pub-1")];
	await expect(subscriber.cleanSession).not.toBeChecked();
	await subscriber.qos("Subscription QoS", 1).click();
	await subscriber.connect();
	await subscriber.subscribe();
	await subscriber.disconnect();
	await publisher.qos("Publish QoS", 1).click();
	await publisher.field("Payload").fill("waited");
	await publisher.connect();
	await publisher.publish();
	await expectFate(lab.fate("m1"), "Queued", "Offline, session kept, QoS 1.");
	await subscriber.connect();
	await subscriber.toHaveReceived(1);
	return lab;
}

async function linkTo(lab: LabPage): Promise<string> {
	await takeHome(lab, /^Share this room/);
	const sheet = lab.page.getByRole("dialog", { name: "Share" });
	await expect(sheet).toContainText("nothing of it is stored on a server");
	return sheet.getByRole("textbox", { name: "Link to play it" }).inputValue();
}

test("what was made in the Lab is shared as a link, and comes out the same in a room of its own", async ({ page, context }) => {
	const lab = await makeSomething(page);
	const link = await linkTo(lab);
	expect(link).toMatch(/\/play#1\.[\w-]+$/);
	await expect(page.getByRole("img", { name: /^QR code of .+\/r\/e2e-/ })).toBeVisible();

	const other = await context.newPage();
	await other.goto(link);
	await expect(other).toHaveURL(/\/r\/[\w-]+$/);
	expect(new URL(other.url()).pathname).not.toBe(new URL(page.url()).pathname);
	const there = labOn(other);
	const script = other.getByRole("region", { name: /^Script: Room E2E/ });
	await expect(script.getByRole("button", { name: "All at once" })).toBeEnabled();
	await there.setDelay("None");
	await script.getByRole("button", { name: "All at once" }).click();
	await expect(script.getByRole("button", { name: "Again" })).toBeVisible();
	await cardOf(there, "sub-1").toHaveReceived(1);
	await expect(cardOf(there, "sub-1").payloads).toHaveText([/waited$/]);
	await expectFate(there.fate("m1"), "Delivered", /^From the queue after .+\. PUBACK #\d received\.$/);
});

test("a link that was cut, changed or made by a newer version gets a sentence, and the room that was left is as it was", async ({
	page,
}) => {
	const lab = await makeSomething(page);
	const room = page.url();
	const link = await linkTo(lab);
	const length = link.split("#")[1]?.length ?? 0;
	const says = async (address: string, sentence: string | RegExp) => {
		// From the second link on, only the fragment changes, as when a corrected link is pasted into the same address.
		await page.goto(address);
		await expect(page.getByRole("heading", { name: "This link cannot be opened" })).toBeVisible();
		await expect(page.getByText(sentence)).toBeVisible();
	};
	await says(link.slice(0, -40), `This link is cut short: ${length - 40} of ${length} characters arrived.`);
	await says(`${link.slice(0, -8)}${link.at(-8) === "A" ? "B" : "A"}${link.slice(-7)}`, /^This link was damaged on its way/);
	await says(
		link.replace("#1.", "#2."),
		"This link was made by a newer version of Slow Wire (format 2; this one reads 1). Nothing was changed.",
	);
	await says(link.replace(/#.*/, "#"), /nothing follows its #/);
	await page.goto(link);
	await expect(page).toHaveURL(/\/r\/[\w-]+$/);

	await page.goto(room);
	await expect(labOn(page).session("sub-1").getByText("Persistent session")).toBeVisible();
	await expectFate(labOn(page).fate("m1"), "Delivered", /^From the queue/);
});

test("what was made in the Lab becomes a lesson: run again, written, saved as a file, and opened from it", async ({ page }) => {
	const lab = await makeSomething(page);
	await takeHome(lab, /^Make this a lesson/);
	const sheet = page.getByRole("dialog", { name: "Make this a lesson" });
	await sheet.getByRole("textbox", { name: "Title" }).fill("Does it wait?");
	const came = sheet.getByRole("region", { name: "The answer that comes out" });
	await expect(came.getByRole("textbox", { name: "Answer" })).toHaveValue("sub-1 receives “waited”.");
	const download = page.waitForEvent("download");
	await sheet.getByRole("button", { name: "Save as file" }).click();
	const file = await (await download).path();
	expect((await download).suggestedFilename()).toBe("own-does-it-wait.yaml");

	const elsewhere = freshRoom();
	await page.goto(`/r/${elsewhere}`);
	await takeHome({ page }, /^Open a lesson file/);
	await page.getByLabel("Lesson file", { exact: true }).setInputFiles(file);
	const open = page.getByRole("dialog", { name: "Open a lesson file" });
	await expect(open.getByRole("status", { name: "Lesson found" })).toContainText("Does it wait?");
	await open.getByRole("button", { name: "Open it" }).click();
	await expect(page).toHaveURL(new RegExp(`/r/${elsewhere}/lessons/own-does-it-wait$`));
	await expect(page.getByRole("heading", { name: "Does it wait?" })).toBeVisible();
});

test("a lesson file with faults shows each beside its line, loses nothing, and opens once it is mended", async ({ page }) => {
	await openQuickLab(page);
	await takeHome({ page }, /^Open a lesson file/);
	const sheet = page.getByRole("dialog", { name: "Open a lesson file" });
	await page
		.getByLabel("Lesson file", { exact: true })
		.setInputFiles({ name: "mine.yaml", mimeType: "text/yaml", buffer: Buffer.from(WRONG) });
	const faults = sheet.getByRole("status", { name: "What is wrong in it" });
	await expect(faults.getByText("Line 11: there is no step “conect”; did you mean connect?")).toBeVisible();
	await expect(faults.getByText("Line 12: qos is 0, 1 or 2.")).toBeVisible();

	await sheet.getByRole("button", { name: "Close" }).click();
	await takeHome({ page }, /^Open a lesson file/);
	const text = sheet.getByRole("textbox", { name: /^Text of mine\.yaml/ });
	await expect(text).toHaveValue(WRONG);
	await text.fill(WRONG.replace("conect", "connect"));
	await expect(faults).not.toContainText("conect");
	await expect(faults).toContainText("Line 12: qos is 0, 1 or 2.");
	await text.fill(WRONG.replace("conect", "connect").replace("qos: 3", "qos: 1"));
	await expect(sheet.getByRole("button", { name: "Open it" })).toBeVisible();
	await text.fill("format: 2\nid: x\n");
	await expect(faults).toContainText(
		"This lesson was written for a newer version of Slow Wire (format 2; this one reads 1). Nothing was changed.",
	);
});

test("a link in a frame is a player: it steps, plays to the end, starts again, and opens in a room", async ({ page }) => {
	const lab = await openQuickLab(page);
	await chooseFromTests(lab, /^Test 4: persistent, QoS 1/);
	const strip = page.getByRole("region", { name: "Script: Test 4" });
	await strip.getByRole("button", { name: "All at once" }).click();
	await expect(strip.getByRole("button", { name: "Change one thing" })).toBeVisible();
	const link = await linkTo(lab);

	await page.setViewportSize({ width: 480, height: 360 });
	await page.goto(link.replace("/play#", "/embed#"));
	await expect(page.getByRole("heading", { name: "Test 4" })).toBeVisible();
	await expect(page.getByText("8 steps What is the outcome of these 8 steps?")).toBeVisible();
	await page.getByRole("radio", { name: "Fast" }).click();
	await page.getByRole("button", { name: "Step" }).click();
	await expect(page.getByText(/^1 of 8 sub-1 sends CONNECT/)).toBeVisible();
	await expect(page.getByRole("button", { name: "Play" })).toBeEnabled();
	for (let step = 2; step <= 7; step += 1) {
		await page.getByRole("button", { name: "Step" }).click();
		await expect(page.getByText(new RegExp(`^${step} of 8 `))).toBeVisible();
		await expect(page.getByRole("button", { name: "Play" })).toBeEnabled();
	}
	// From here it plays: each sentence stands until it can have been read.
	await page.getByRole("button", { name: "Play" }).click();
	await expect(page.getByRole("button", { name: "Play again" })).toBeVisible({ timeout: 30_000 });
	await expect(page.getByText(/^8 of 8 sub-1 sends CONNECT again/)).toBeVisible();
	await page.getByRole("button", { name: "Restart" }).click();
	await expect(page.getByText("8 steps What is the outcome of these 8 steps?")).toBeVisible();
	await expect(page.getByRole("link", { name: "Open in Slow Wire" })).toHaveAttribute("href", /^\/play#1\./);
});

test("where the browser does not let the page copy, every text stands selected beside one sentence, to be copied by hand", async ({
	page,
}) => {
	// as over plain http on a classroom network
	await page.addInitScript(() => Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined }));
	const lab = await openQuickLab(page);
	const byHand = "This browser does not let the page copy. The text is selected: copy it by hand.";
	const selected = () => page.evaluate(() => String(window.getSelection()));
	await cardOf(lab, "pub-1").connect();
	for (const [name, says] of [
		["Copy room link", new RegExp(`${new URL(page.url()).pathname}$`)],
		["Copy all", /Wire delay: none/],
	] as const) {
		await page.getByRole("button", { name }).click();
		const sheet = page.getByRole("dialog", { name });
		await expect(sheet.getByRole("textbox", { name: byHand })).toHaveValue(says);
		expect(await selected()).toMatch(says);
		await page.keyboard.press("Escape");
		await expect(sheet).toBeHidden();
	}
	await takeHome(lab, /^Share this room/);
	await page.getByRole("button", { name: "Copy: Link to this room" }).click();
	await expect(page.getByText(byHand)).toBeVisible();
	expect(await selected()).toBe(page.url());
	await page.keyboard.press("Escape");
	await takeHome(lab, /code/);
	await page.getByRole("button", { name: "Copy", exact: true }).click();
	await expect(page.getByText(byHand)).toBeVisible();
	expect(await selected()).toContain("connect");
});

test("a lesson prints as two pages: what is asked, and the outcome", async ({ page }) => {
	await page.goto("/handout/resume");
	await expect(page.getByRole("heading", { name: "Draw what you expect to see of sub-1" })).toBeVisible();
	await expect(page.getByRole("button", { name: "Print" })).toBeVisible();
	await page.emulateMedia({ media: "print" });
	await expect(page.getByRole("button", { name: "Print" })).toBeHidden();
	// The first lesson explains more words than any other.
	for (const id of ["resume", "test-1"]) {
		await page.goto(`/handout/${id}`);
		await expect(page.locator(".handout-came")).toBeAttached();
		const pages = (await page.pdf({ preferCSSPageSize: true })).toString("latin1").match(/\/Type\s*\/Page\b/g);
		expect(pages).toHaveLength(2);
	}
});

const WRONG = `format: 1
id: mine
group: Mine
title: Mine
short: mine
asks: What comes?
watches: [ sub-1 ]
moments:
  - title: All of it
    lines:
      - step: { do: conect, client: sub-1 }
      - step: { do: subscribe, client: sub-1, filter: t, qos: 3 }
answers:
  - { id: a, says: Yes., because: So., sees: [ { sub-1: { session: clean } } ] }
  - { id: b, says: No., because: Thus., sees: [ { sub-1: { session: none } } ] }
comes: a
explain: { title: Yes., says: [ So. ], clauses: [ MQTT-3.1.2-6 ] }
`;

test("what was done comes first as a short program, the whole one behind it; more than it can do is said", async ({ page }) => {
	const lab = await makeSomething(page);
	await takeHome(lab, /code/);
	const sheet = page.getByRole("dialog", { name: / as code$/ });
	const code = sheet.locator("pre");
	const radio = (name: string) => sheet.getByRole("radio", { name, exact: true });
	const lines = async () => (await code.innerText()).trimEnd().split("\n").length;
	await expect(radio("Short")).toBeChecked();
	await expect(code).toContainText('pub_1.publish("greenhouse/temp", "waited", qos=1).wait_for_publish()');
	expect(await lines()).toBeLessThanOrEqual(40);
	await radio("Whole").click();
	await expect(code).toContainText("def settle():");
	expect(await lines()).toBeGreaterThan(200);
	await page.keyboard.press("Escape");

	await cardOf(lab, "sub-1").button("Cut cable").click();
	await takeHome(lab, /code/);
	await expect(sheet).toContainText("There is no short form");
	await expect(radio("Whole")).toBeChecked();
});
