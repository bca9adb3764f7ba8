import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { expect, type Page, test } from "@playwright/test";
import { cardOf } from "./client-card.ts";
import { chooseFromTests, freshRoom, labOn, openLab, openQuickLab } from "./lab-page.ts";
import { scriptOn } from "./script-panel.ts";

/** A host of one's own, as npm start runs it: it can be stopped, started again at the same address, and made to stand still. */
async function ownHost() {
	const server = createServer().listen(0, "127.0.0.1");
	await once(server, "listening");
	const address = server.address();
	const port = typeof address === "object" && address !== null ? address.port : 0;
	server.close();
	await once(server, "close");
	let child: ChildProcess | null = null;
	const start = async () => {
		const args = ["dist/server/main.js", "--port", String(port), "--mqtt-port", "off"];
		const started = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
		child = started;
		for await (const line of createInterface({ input: started.stdout })) if (line.includes("Slow Wire is at")) return;
		throw new Error("the host ended before it said where it is");
	};
	const stop = async () => {
		const stopped = child;
		child = null;
		if (stopped === null) return;
		const ended = once(stopped, "close");
		stopped.kill("SIGKILL");
		await ended;
	};
	await start();
	return {
		url: `http://127.0.0.1:${port}`,
		stop,
		async restart() {
			await stop();
			await start();
		},
		signal: (signal: "SIGSTOP" | "SIGCONT") => child?.kill(signal),
	};
}

let host: Awaited<ReturnType<typeof ownHost>> | null = null;
test.afterEach(async () => {
	await host?.stop();
	host = null;
});

const lost = (page: Page) => page.getByText("The line to the room is down");

test("another life of the room: the page says what is gone, the script begins anew, and the wires are as slow as they were", async ({
	page,
}) => {
	host = await ownHost();
	await page.goto(`${host.url}/r/garden?test=4`);
	const lab = labOn(page);
	const script = scriptOn(page, 4);
	await expect(script.button("Step by step")).toBeEnabled();
	await lab.setDelay("2 s");
	await script.button("Step by step").click();
	await expect(page.getByText("1 session")).toBeVisible();
	await host.restart();
	await expect(lab.notice).toContainText("The host was restarted, or had closed this room.");
	await expect(lab.notice).toContainText("what was done here, are gone");
	await expect(lab.delay("2 s")).toBeChecked();
	await expect(lab.broker.getByText("0 sessions")).toBeVisible();
	await expect(script.panel).toContainText("The room began again in the middle of it");
	await lab.notice.getByRole("button", { name: "Dismiss the notice" }).click();
	await expect(lab.notice).toBeHidden();
	await script.button("Begin again").click();
	await script.button("All at once").click();
	await expect(script.verdict).toContainText("as expected");
	await expect(lab.delay("2 s")).toBeChecked();
	// What was done in the new life can be asked about: nothing of the old one is part of it.
	await page.getByRole("button", { name: "Take home" }).click();
	await page.getByRole("menuitem", { name: "The steps so far, as code" }).click();
	await expect(page.getByRole("dialog")).toContainText("sub-1");
});

test("what would have delivered a message is not asked about a life that is over", async ({ page }) => {
	host = await ownHost();
	await page.goto(`${host.url}/r/garden`);
	const lab = labOn(page);
	await expect(lab.button("Pause")).toBeEnabled();
	const publisher = cardOf(lab, "pub-1");
	await lab.setDelay("None");
	await publisher.connect();
	await publisher.publish();
	await expect(lab.equation).toHaveAccessibleName(/^1 published/);
	await host.restart();
	await expect(lab.notice).toContainText("The host was restarted");
	await expect(page.getByText("Nothing sent yet. Connect a client.")).toBeVisible();
	await publisher.toBe("offline");
	await publisher.connect();
	expect(await publisher.publish()).toBe("m1");
});

test("a page that hears nothing says so within ten seconds, its clock stands, and it comes back by itself", async ({ page }) => {
	host = await ownHost();
	await page.clock.install();
	await page.goto(`${host.url}/r/garden`);
	const lab = labOn(page);
	const clock = page.getByRole("timer", { name: "Room clock" });
	await expect(lab.button("Pause")).toBeEnabled();
	await expect(clock).not.toHaveText(/^0:00/);
	host.signal("SIGSTOP");
	await page.clock.runFor(10_000);
	await expect(lost(page)).toBeVisible();
	const stood = await clock.textContent();
	await expect(async () => expect(await clock.textContent()).toBe(stood)).toPass();
	await page.evaluate(() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))));
	expect(await clock.textContent()).toBe(stood);
	host.signal("SIGCONT");
	await expect(lost(page)).toBeHidden();
	await expect(clock).not.toHaveText(stood ?? "");
	// The same life: nothing is said to be gone.
	await expect(lab.notice).toBeHidden();
});

test("two pages change settings at once: each change stands", async ({ page, browser }) => {
	const room = freshRoom();
	const anna = await openQuickLab(page, room);
	const elsewhere = await browser.newContext();
	const ben = await openLab(await elsewhere.newPage(), room);
	for (const lab of [anna, ben]) await lab.broker.getByRole("button", { name: "Settings" }).click();
	const sheet = (one: Page) => one.getByRole("dialog", { name: "Broker settings" });
	await Promise.all([
		sheet(anna.page).getByRole("switch", { name: "persistence" }).click(),
		sheet(ben.page).getByRole("switch", { name: "queue_qos0_messages" }).click(),
	]);
	await sheet(ben.page).getByRole("radio", { name: "drops the oldest" }).click();
	for (const { page: one } of [anna, ben]) {
		await expect(sheet(one).getByRole("switch", { name: "persistence" })).toBeChecked();
		await expect(sheet(one).getByRole("switch", { name: "queue_qos0_messages" })).toBeChecked();
		await expect(sheet(one).getByRole("radio", { name: "drops the oldest" })).toBeChecked();
	}
	await elsewhere.close();
});

test("a refusal stays until it is read, or another one takes its place, whoever does what in the room", async ({ page, browser }) => {
	const room = freshRoom();
	const anna = await openQuickLab(page, room);
	const elsewhere = await browser.newContext();
	const ben = await openLab(await elsewhere.newPage(), room);
	await cardOf(anna, "pub-1").field("Topic").press("Enter");
	await expect(anna.notice).toContainText("pub-1 is offline. Connect first.");
	await ben.pause();
	await expect(anna.narrator).toContainText("Paused.");
	await ben.resume();
	await cardOf(anna, "sub-1").connect();
	await expect(anna.notice).toContainText("pub-1 is offline. Connect first.");
	await cardOf(anna, "pub-1").field("Topic").press("Enter");
	// It belongs to the Lab, and is not carried to another screen.
	await page.getByRole("link", { name: "Lessons" }).click();
	await expect(page.getByRole("heading", { level: 2 }).first()).toBeVisible();
	await expect(page.getByRole("note", { name: "Notice" })).toHaveCount(0);
	await page.getByRole("link", { name: "Lab", exact: true }).click();
	await expect(anna.notice).toContainText("pub-1 is offline. Connect first.");
	await anna.notice.getByRole("button", { name: "Dismiss the notice" }).click();
	await expect(anna.notice).toBeHidden();
	await elsewhere.close();
});

test("a test that is under way is offered again after a reload, and after the way back and forward, where it was", async ({ page }) => {
	const lab = await openQuickLab(page);
	const script = scriptOn(page, 4);
	await chooseFromTests(lab, /^Test 4/);
	for (const step of [1, 2, 3, 4]) await script.step(step, 8);
	await page.reload();
	await expect(script.panel.getByRole("button", { name: "Step 5 of 8" })).toBeVisible();
	await expect(script.panel).toContainText("This page was reloaded");
	await page.goto("/");
	await expect(page.getByRole("link", { name: "Test 4: watch it run" })).toBeVisible();
	await page.goBack();
	await expect(script.panel.getByRole("button", { name: "Step 5 of 8" })).toBeVisible();
	await page.goForward();
	await page.goBack();
	await script.button("Go on from here").click();
	await cardOf(lab, "pub-1").connect();
	await script.button("All at once").click();
	await expect(script.verdict).toContainText("sub-1 received “21.5”, “21.8”, “22.1”, as expected");
	await page.reload();
	await expect(lab.button("Pause")).toBeEnabled();
	await expect(script.panel).toBeHidden();
});

test("Space never presses what merely kept the focus, and ? lists the keys of every screen", async ({ page }) => {
	const lab = await openQuickLab(page);
	const keys = page.keyboard;
	const menu = page.getByRole("menu");
	// Chosen with the mouse, and chosen with the keyboard.
	await chooseFromTests(lab, /^Test 2/);
	await expect(scriptOn(page, 2).panel).toBeVisible();
	await keys.press("Space");
	await expect(menu).toBeHidden();
	await expect(lab.button("Resume")).toBeVisible();
	await keys.press("Space");
	await expect(lab.button("Pause")).toBeVisible();
	await keys.press("Enter");
	await expect(menu).toBeVisible();
	await keys.press("Enter");
	await expect(scriptOn(page, 1).panel).toBeVisible();
	await keys.press("Space");
	await expect(menu).toBeHidden();
	await expect(lab.button("Resume")).toBeVisible();
	await keys.press("Space");
	// What a person has gone to by keyboard is pressed.
	await page.getByRole("button", { name: "All keys" }).focus();
	await keys.press("Shift+Tab");
	await keys.press("Tab");
	await keys.press("Space");
	const list = page.getByRole("dialog", { name: "Keys" });
	await expect(list).toBeVisible();
	await keys.press("Escape");

	for (const screen of ["lessons/test-2", "matrix", "lessons"]) {
		await page.goto(page.url().replace(/(\/r\/[^/]+).*/, `$1/${screen}`));
		await expect(page.getByRole("main")).toBeVisible();
		// A page that has just been loaded may not listen to keys yet.
		await expect(async () => {
			await keys.press("?");
			await expect(list).toBeVisible({ timeout: 2_000 });
		}).toPass();
		await expect(list.getByRole("term")).toHaveText(["D", "?", "W or F1", "Esc"]);
		await keys.press("Escape");
		await expect(list).toBeHidden();
	}
});

test("a watched test leads on: predict the next one, change one thing, or its cell; and there is one Pause", async ({ page }) => {
	const lab = await openQuickLab(page);
	const script = scriptOn(page, 4);
	await chooseFromTests(lab, /^Test 4/);
	await expect(script.button("Next step")).toBeEnabled();
	await lab.setDelay("2 s");
	await script.button("Play").click();
	await expect(page.getByRole("button", { name: "Pause", exact: true })).toHaveCount(1);
	await lab.pause();
	await expect(page.getByRole("button", { name: "Resume", exact: true })).toHaveCount(1);
	await lab.resume();
	await lab.setDelay("None");
	await expect(script.verdict).toContainText("as expected");
	await expect(script.panel.getByRole("link", { name: "Predict Test 5" })).toHaveAttribute("href", /\/lessons\/test-5$/);
	await script.button("Change one thing").click();
	await page.getByRole("menuitem", { name: "With subscribe at QoS 0" }).click();
	const changed = page.getByRole("region", { name: "Script: A changed test" });
	await expect(changed).toBeVisible();
	await expect(lab.delay("0.5 s")).toBeChecked();
	await lab.setDelay("None");
	await expect(changed.getByRole("status")).toContainText("sub-1 received nothing, as expected");
	await changed.getByRole("link", { name: "Its matrix cell" }).click();
	await expect(page.getByRole("complementary", { name: "Opened cell" })).toContainText("clean_session = false");
	await page.getByRole("button", { name: "Open in the Lab" }).click();
	const cell = page.getByRole("region", { name: "Script: One cell of the matrix" });
	await cell.getByRole("button", { name: "Step by step" }).click();
	await cell.getByRole("button", { name: "All at once" }).click();
	await cell.getByRole("link", { name: "Back to the matrix" }).click();
	await expect(page.getByRole("complementary", { name: "Opened cell" })).toContainText("clean_session = false");
});

test("a lesson that is shown leaves the room's settings as it found them", async ({ page }) => {
	const lab = await openQuickLab(page);
	await page.goto(`${page.url()}/lessons/puback`);
	await page.getByRole("radio").first().check();
	await page.getByRole("button", { name: "Run it", exact: true }).click();
	const strip = page.getByRole("region", { name: /^Script: / });
	await strip.getByRole("button", { name: "Step by step" }).click();
	await strip.getByRole("button", { name: "All at once" }).click();
	await strip.getByRole("link", { name: "Compare with your prediction" }).click();
	await page.getByRole("button", { name: "Show me" }).click();
	await strip.getByRole("button", { name: "Step by step" }).click();
	await strip.getByRole("button", { name: "All at once" }).click();
	await expect(strip.getByRole("link", { name: "Back to the lesson" })).toHaveAttribute("data-over", "true");
	await lab.broker.getByRole("button", { name: "Settings" }).click();
	const sheet = page.getByRole("dialog", { name: "Broker settings" });
	await expect(sheet.getByRole("radio", { name: "Mosquitto 2.0" })).toBeChecked();
	await expect(sheet.getByRole("textbox", { name: "max_queued_messages" })).toHaveValue("1000");
});
