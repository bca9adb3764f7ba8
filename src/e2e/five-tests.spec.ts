import { expect, test } from "@playwright/test";
import { cardOf } from "./client-card.ts";
import { chooseFromTests, expectFate, type LabPage, labOn, openQuickLab } from "./lab-page.ts";
import { scriptOn, watchFromLanding } from "./script-panel.ts";

type Came = {
	readonly number: number;
	readonly sessionPresent: boolean;
	readonly received: readonly string[];
	readonly fate: readonly [word: string, reason: string | RegExp];
	/** The one change that would have delivered the messages, or all that is needed; "" where nothing was lost. */
	readonly cure: string;
	/** What the broker's session of sub-1 shows at the end. */
	readonly session: "Clean session" | "Persistent session";
};

const CLEAN = {
	sessionPresent: false,
	received: [],
	fate: ["Dropped", "Offline, and its clean session was not kept."],
	session: "Clean session",
} as const;
const NOT_QUEUED = {
	sessionPresent: true,
	received: [],
	fate: ["Dropped", "Published at QoS 0, so not queued."],
	session: "Persistent session",
} as const;
const ONE: Came = {
	number: 1,
	...CLEAN,
	cure: "Connect the subscriber with clean_session = false, and publish with QoS 1, and subscribe with QoS 1.",
};
const TWO: Came = { number: 2, ...NOT_QUEUED, cure: "Publish with QoS 1, and subscribe with QoS 1, or turn queue_qos0_messages on." };
const THREE: Came = { number: 3, ...CLEAN, cure: "Connect the subscriber with clean_session = false." };
const FOUR: Came = {
	number: 4,
	sessionPresent: true,
	received: ["21.5", "21.8", "22.1"],
	fate: ["Delivered", /^From the queue after .+\. PUBACK #\d received\.$/],
	cure: "",
	session: "Persistent session",
};
const FIVE: Came = { number: 5, ...NOT_QUEUED, cure: "Publish with QoS 1, or turn queue_qos0_messages on." };

/** Everything that the page says about a test that is over. */
async function expectOutcome(lab: LabPage, came: Came): Promise<void> {
	const { verdict } = scriptOn(lab.page, came.number);
	const received = came.received.length === 0 ? "nothing" : came.received.map((payload) => `“${payload}”`).join(", ");
	await expect(verdict).toContainText(`sub-1 received ${received}, as expected; session present = ${Number(came.sessionPresent)}.`);

	const subscriber = cardOf(lab, "sub-1");
	await subscriber.toHaveReceived(came.received.length);
	await expect(subscriber.payloads).toHaveText(came.received.map((payload) => new RegExp(`${payload}$`)));

	for (const message of ["m1", "m2", "m3"]) await expectFate(lab.fate(message), ...came.fate);
	const delivered = came.received.length;
	await expect(lab.equation).toHaveAccessibleName(
		`3 published = ${delivered} delivered + 0 queued + 0 in flight + ${3 - delivered} dropped`,
	);

	const session = lab.session("sub-1");
	await expect(session.getByText(came.session)).toBeVisible();
	await expect(lab.queued("sub-1")).toHaveCount(0);
	if (came.session === "Persistent session") await expect(session.getByText("0 of 1000")).toBeVisible();
	await expect(lab.log.getByRole("log")).toContainText(`broker → sub-1 CONNACK (sp${Number(came.sessionPresent)}, rc0)`);
}

/** When opened, the fate says what would have delivered the message, even when the message's subscriber has come back since. */
async function expectCure(lab: LabPage, { fate, cure }: Came): Promise<void> {
	for (const message of ["m1", "m3"]) {
		await lab.fate(message).getByText(fate[0], { exact: true }).click();
		await expect(lab.fate(message).getByText(cure, { exact: true })).toBeVisible();
	}
}

/** The last two messages lie under the floor, each with its reason; the first message is only counted. */
async function expectUnderTheFloor(lab: LabPage): Promise<void> {
	const lying = (message: string) => new RegExp(`${message} dropped\\. Published at QoS 0, so not queued\\. \\[(?:MQTT-)?3\\.1\\.2-5\\]$`);
	await expect(lab.dropped).toHaveText([lying("m3"), lying("m2"), "and 1 before"]);
}

for (const came of [ONE, FIVE]) {
	test(`test ${came.number}, from its card and then all at once, loses all three messages both times`, async ({ page }) => {
		const lab = await watchFromLanding(page, came.number);
		await lab.setDelay("None");
		await expectOutcome(lab, came);
		const script = scriptOn(page, came.number);
		await script.again();
		await script.button("All at once").click();
		await expectOutcome(lab, came);
		await expectCure(lab, came);
	});
}

test("test 2, from its card and then all at once, finds its session and none of the messages, which lie under its floor", async ({
	page,
}) => {
	const lab = await watchFromLanding(page, 2);
	await lab.setDelay("None");
	await expectOutcome(lab, TWO);
	await expectUnderTheFloor(lab);
	const script = scriptOn(page, 2);
	await script.again();
	await expect(lab.dropped).toHaveCount(0);
	await script.button("All at once").click();
	await expectOutcome(lab, TWO);
	await expectUnderTheFloor(lab);
	await expectCure(lab, TWO);
});

test("test 3, from its card and then from the menu and played, loses all three messages both times", async ({ page }) => {
	const lab = await watchFromLanding(page, 3);
	await lab.setDelay("None");
	await expectOutcome(lab, THREE);
	await chooseFromTests(lab, /^Test 3: clean, QoS 1/);
	const script = scriptOn(page, 3);
	// Laid out anew, at a pace that can be watched.
	await expect(page.getByText("Nothing sent yet. Connect a client.")).toBeVisible();
	await expect(lab.delay("0.5 s")).toBeChecked();
	await expect(script.button("Next step")).toBeEnabled();
	await lab.setDelay("None");
	await script.button("Play").click();
	await expectOutcome(lab, THREE);
	await expectCure(lab, THREE);
});

test("test 4 plays from its card at the speed of a fresh room, and step by step it shows three messages waiting on the floor", async ({
	page,
}) => {
	const lab = await watchFromLanding(page, 4);
	await expect(lab.delay("0.5 s")).toBeChecked();
	const script = scriptOn(page, 4);
	await expect(script.panel.getByRole("button", { name: "Step 3 of 8" })).toBeVisible();
	await lab.setDelay("None");
	await expectOutcome(lab, FOUR);

	await script.again();
	await lab.setDelay("None");
	for (let step = 1; step <= 7; step += 1) await script.step(step, 8);
	const session = lab.session("sub-1");
	await cardOf(lab, "sub-1").toBe("offline");
	await expect(session.getByText("kept while offline")).toBeVisible();
	await expect(lab.queued("sub-1")).toHaveCount(3);
	for (const name of ["m1, QoS 1, next out", "m2, QoS 1", "m3, QoS 1"]) {
		await expect(session.getByRole("listitem", { name, exact: true })).toBeVisible();
	}
	await expect(session.getByText("3 of 1000")).toBeVisible();
	for (const message of ["m1", "m2", "m3"]) await expectFate(lab.fate(message), "Queued", "Offline, session kept, QoS 1.");
	await expect(lab.equation).toHaveAccessibleName("3 published = 0 delivered + 3 queued + 0 in flight + 0 dropped");
	await script.step(8, 8);
	await expectOutcome(lab, FOUR);
});

test("a test that is taken over by hand goes on by hand, and plays on from where the hand has left it", async ({ page }) => {
	const lab = await openQuickLab(page);
	await chooseFromTests(lab, /^Test 4: persistent, QoS 1/);
	const script = scriptOn(page, 4);
	await expect(script.button("Next step")).toBeEnabled();
	await lab.setDelay("None");
	await script.step(1, 8);
	await script.step(2, 8);
	await script.button("Take over by hand").click();
	await expect(script.panel).toContainText("You took over. The script stays where it is.");

	const [publisher, subscriber] = [cardOf(lab, "pub-1"), cardOf(lab, "sub-1")];
	await subscriber.disconnect();
	await publisher.connect();
	await publisher.field("Payload").fill("by hand");
	expect(await publisher.publish()).toBe("m1");
	await expect(lab.queued("sub-1")).toHaveCount(1);
	await expect(script.button("Take over by hand")).toBeHidden();

	await script.button("Play").click();
	await expect(script.verdict).toContainText("sub-1 received “by hand”, “21.5”, “21.8”, “22.1”");
	await expect(script.verdict).toContainText("expected “21.5”, “21.8”, “22.1”");
});

test("a test that plays can be paused between two steps and goes on step by step", async ({ page }) => {
	await watchFromLanding(page, 5);
	const lab = labOn(page);
	const script = scriptOn(page, 5);
	await script.button("Step by step").click();
	await expect(script.button("Next step")).toBeEnabled();
	await lab.setDelay("None");
	await script.button("Next step").click();
	await expect(script.panel.getByRole("button", { name: /Step [2-8] of 8/ })).toBeVisible();
	await script.button("All at once").click();
	await expectOutcome(lab, FIVE);
});
