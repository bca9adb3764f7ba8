import { expect, type Page, test } from "@playwright/test";
import { comes, goesAll } from "./comes.ts";
import { freshRoom, openQuickLab } from "./lab-page.ts";

/** Turns its line around, and holds a control that nobody sees. */
const TURNED = "evil\u202Edrawkcab\u0007\u200B";
const LONG = "L".repeat(200);
/** What must not stand in any text of the page: controls, and what turns a line around outside of a closed isolate. */
const UNSEEN = "[\\x00-\\x08\\x0B-\\x1F\\x7F-\\x9F\\u200B\\u200E\\u200F\\u2028-\\u202E\\u2066\\u2067]";

test.afterEach(goesAll);

const subscribe = (messageId: number, topic: string) => ({
	cmd: "subscribe" as const,
	messageId,
	subscriptions: [{ topic, qos: 0 as const }],
});
const publish = (messageId: number, topic: string, payload: string, retain = false) =>
	({ cmd: "publish" as const, messageId, topic, payload, qos: 1 as const, retain, dup: false }) as const;

/** Every text and every name of the page that holds such a character. */
function unseenOn(page: Page): Promise<string[]> {
	return page.evaluate((pattern) => {
		const unseen = new RegExp(pattern);
		const found: string[] = [document.title];
		const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		while (walker.nextNode())
			if (walker.currentNode.parentElement?.closest("script, style") === null) found.push(walker.currentNode.nodeValue ?? "");
		for (const element of document.querySelectorAll("[aria-label], [title], [placeholder]"))
			for (const name of ["aria-label", "title", "placeholder"]) found.push(element.getAttribute(name) ?? "");
		return found.filter((text) => unseen.test(text));
	}, UNSEEN);
}

test("what a client sends is drawn wherever it stands, and turns no line around", async ({ page }) => {
	const room = freshRoom();
	const lab = await openQuickLab(page, room);
	comes(room, TURNED, [subscribe(1, "#"), subscribe(2, "green\u202Ehouse/#")]);
	await expect(lab.logLines).toContainText("granted QoS 0");
	comes(room, LONG, [
		publish(1, "green\u202Ehouse/\u0007", "pay\u202Eload\u0001\n", true),
		publish(2, `t/${"x".repeat(300)}`, "p".repeat(500)),
	]);
	await expect(lab.equation).toHaveAccessibleName(/^2 published = 2 delivered/);
	const drawn = "evil\\u{202E}drawkcab\\u{7}\\u{200B}";
	await expect(lab.logLines).toContainText(`${drawn} subscribed`);
	await expect(lab.session(drawn)).toBeVisible();
	await expect(lab.retained).toContainText("pay\\u{202E}load\\u{1}\\n");
	await page.locator("summary").first().click();
	expect(await unseenOn(page)).toEqual([]);

	await page.getByRole("link", { name: "Matrix" }).click();
	await expect(page.getByRole("heading").first()).toBeVisible();
	expect(await unseenOn(page)).toEqual([]);
});

test("a client id of 200 characters leaves the transport bar, the cards and the broker as they are", async ({ page }) => {
	const room = freshRoom();
	const lab = await openQuickLab(page, room);
	const before = (await lab.transport.boundingBox())?.height;
	comes(room, LONG, [subscribe(1, "#")]);
	await expect(lab.logLines).toContainText("granted QoS 0");
	expect((await lab.transport.boundingBox())?.height).toBe(before);
	const wide = await page.evaluate(() =>
		[...document.querySelectorAll(".stage .client, .stage .session, .broker-scroll, .ledger, .log")]
			.filter((box) => box.scrollWidth > box.clientWidth + 1)
			.map((box) => box.className),
	);
	expect(wide).toEqual([]);
	const name = page.getByRole("article", { name: LONG.slice(0, 20) }).getByRole("button", { name: "Whole text" });
	await name.click();
	await expect(page.locator(":popover-open")).toHaveText(LONG);
	await expect(page.locator(":popover-open")).toBeInViewport({ ratio: 1 });
});
