import { expect, type Locator, test } from "@playwright/test";
import { cardOf } from "./client-card.ts";
import { publishAsGuest } from "./guest.ts";
import { chooseFromTests, expectFate, freshRoom, type LabPage, openLab, openQuickLab } from "./lab-page.ts";
import { scriptOn } from "./script-panel.ts";

async function afterTest(lab: LabPage, number: number, entry: RegExp): Promise<void> {
	await chooseFromTests(lab, entry);
	const script = scriptOn(lab.page, number);
	await expect(script.button("Next step")).toBeEnabled();
	await script.button("All at once").click();
	await expect(script.verdict).toBeVisible();
}

async function openFate(lab: LabPage, message: string): Promise<Locator> {
	const cell = lab.fate(message);
	await cell.getByText("Dropped", { exact: true }).click();
	await expect(cell.getByText("What to change")).toBeVisible();
	return cell;
}

const asks = (cell: Locator) => cell.getByRole("button", { name: "What single change would have delivered it?" });

test("a dropped message says which single change would have delivered it, and that change can be played", async ({ page }) => {
	const lab = await openQuickLab(page);
	await afterTest(lab, 5, /^Test 5/);
	const cell = await openFate(lab, "m1");
	await expect(cell.getByText("Publish with QoS 1, or turn queue_qos0_messages on.")).toBeVisible();
	await asks(cell).click();
	const found = cell.getByRole("list", { name: "What would have delivered m1" }).getByRole("listitem");
	await expect(found).toHaveCount(2);
	await expect(found.first()).toContainText("Publish at QoS 1. Then m1 arrives from the queue, at QoS 1.");
	await expect(found.last()).toContainText("Set queue_qos0_messages = true. Then m1 arrives from the queue, at QoS 0.");
	await expect(cell.getByRole("list", { name: "Without going away" })).toContainText("Let sub-1 stay connected.");

	await found.first().getByRole("button", { name: "Play it in the Lab: Publish at QoS 1" }).click();
	await expect(page.getByRole("region", { name: "Script: m1, changed" })).toBeVisible();
	await lab.setDelay("None");
	await cardOf(lab, "sub-1").toHaveReceived(3);
	await expectFate(lab.fate("m1"), "Delivered", /^From the queue/);
});

test("where no single change does it, the few that do it together are named", async ({ page }) => {
	const lab = await openQuickLab(page);
	await afterTest(lab, 1, /^Test 1/);
	const cell = await openFate(lab, "m1");
	await asks(cell).click();
	await expect(cell.getByRole("status")).toHaveText("No single change delivers m1 to sub-1. Each of these does, taken together:");
	await expect(cell.getByRole("list", { name: "What would have delivered m1" })).toContainText(
		"Connect sub-1 with clean_session = false, and publish at QoS 1, and subscribe sub-1 at QoS 1.",
	);
});

test("a message of a guest cannot be run again: the ledger says why, and what its reason alone says stays", async ({ page }) => {
	const room = freshRoom();
	const lab = await openQuickLab(page, room);
	const subscriber = cardOf(lab, "sub-1");
	await subscriber.cleanSession.click();
	await subscriber.connect();
	await subscriber.subscribe();
	await subscriber.disconnect();
	await publishAsGuest("greenhouse/temp", "21.5", room);
	const cell = await openFate(lab, "m1");
	await asks(cell).click();
	await expect(cell.getByRole("status")).toHaveText(
		/^.+ is a guest: this page cannot repeat what a guest does, so it cannot be run again here\.$/,
	);
	await expect(cell.getByText("Connect the subscriber with clean_session = false", { exact: false })).toBeVisible();
});

test("with somebody else connected, it asks before it clears the room", async ({ page, context }) => {
	const room = freshRoom();
	const lab = await openQuickLab(page, room);
	await afterTest(lab, 3, /^Test 3/);
	const theirs = await openLab(await context.newPage(), room);
	await theirs.page
		.getByRole("article", { name: /^Client pub-2/ })
		.getByRole("button", { name: "Connect", exact: true })
		.click();
	await cardOf(lab, "pub-2").toBe("connected");

	const cell = await openFate(lab, "m1");
	await asks(cell).click();
	await cell.getByRole("button", { name: /^Play it in the Lab: Connect sub-1/ }).click();
	const loss = page.getByRole("dialog", { name: "Run it in an empty room?" });
	await expect(loss).toContainText(/^.*1 other client is connected\. This ends \d sessions?/);
	await loss.getByRole("button", { name: "Cancel" }).click();
	await expect(lab.fate("m1")).toBeVisible();
	await cell.getByRole("button", { name: /^Play it in the Lab: Connect sub-1/ }).click();
	await loss.getByRole("button", { name: "Clear and run it" }).click();
	await expect(page.getByRole("region", { name: "Script: m1, changed" })).toBeVisible();
});
