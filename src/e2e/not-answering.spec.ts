import { expect, type Page } from "@playwright/test";
import { test } from "./class-host.ts";
import { openScreen } from "./class-screen.ts";
import { cardOf } from "./client-card.ts";
import { openPhone, phoneOn } from "./seat-phone.ts";
import { openStallingProxy } from "./stalling-proxy.ts";
import { openTrainer } from "./trainer-page.ts";

/** Counted from the stall: 15 s without a word, and a margin for a busy machine. */
const SILENT_MS = 20_000;

/** Everything that the element comes to say from now on, in order. */
async function hearkenTo(page: Page, selector: string): Promise<() => Promise<readonly string[]>> {
	await page.evaluate((place) => {
		const heard: string[] = [];
		const listen = () => {
			const says = document.querySelector(place)?.textContent ?? "";
			if (heard.at(-1) !== says) heard.push(says);
		};
		listen();
		new MutationObserver(listen).observe(document.body, { subtree: true, childList: true, characterData: true });
		Object.assign(window, { heard });
	}, selector);
	return () => page.evaluate(() => (window as unknown as { heard: string[] }).heard);
}

test("a phone whose network stands still is not answering, receives nothing, leaves its will, and comes back by itself", async ({
	host,
	people,
}) => {
	const proxy = await openStallingProxy(host.port);
	const trainer = await openTrainer(people, host);
	const screen = await openScreen(people, host);
	const phone = phoneOn(await people.phone({ baseURL: `http://localhost:${proxy.port}` }));
	await phone.page.goto(`/r/${host.code}`);
	await expect(phone.number).toHaveText("Seat 1");
	const other = await openPhone(people, host);
	await trainer.lab.setDelay("None");
	await Promise.all([phone.plugIn(), other.plugIn()]);
	await trainer.go("Watch", "Watch");
	const publisher = cardOf(trainer.lab, "pub-1");
	await publisher.connect();
	await publisher.field("Topic").fill("class/temp");
	await publisher.publish();
	for (const seat of [1, 2]) await expect(screen.card(seat)).toContainText("Received 1");
	await trainer.openPeople();
	await expect(trainer.row(1)).toContainText("connected");

	await trainer.give("Lock your phone");
	await phone.toSay("Lock your phone", "Connect, then lock the phone for 20 seconds. Your will appears at the front.");
	proxy.stall();
	const since = performance.now();
	await trainer.drawer.getByRole("button", { name: "Close" }).click();
	await publisher.publish();
	await trainer.openPeople();
	await expect(screen.card(2)).toContainText("Received 2");
	await expect(trainer.row(1)).toContainText("not answering", { timeout: SILENT_MS });
	await expect(screen.card(1)).toContainText("Not answering", { timeout: SILENT_MS });
	const took = Math.round(performance.now() - since);
	expect(took).toBeLessThan(SILENT_MS);
	test.info().annotations.push({ type: "not answering", description: `after ${took} ms` });
	await trainer.toCount(1, 2);
	const said = [
		await hearkenTo(trainer.page, ".people-row[data-away=true] .people-row-lamp"),
		await hearkenTo(screen.page, ".screen-client[data-away=true] .screen-client-state"),
	];
	await expect(phone.page.getByRole("alert")).toHaveText("No answer from the trainer’s laptop. Trying again.");
	await expect(trainer.lab.logLines).toContainText(/Publishing the will of s01-sub/);
	await expect(other.received).toContainText("seat 1 is gone");
	await expect(screen.card(1)).toContainText("Received 1");
	const heard = (await Promise.all(said.map((hear) => hear()))).map((all) => all.map((says) => says.toLowerCase()));
	expect(heard).toEqual([["not answering"], ["not answering"]]);

	proxy.flow();
	await trainer.toCount(2, 2);
	await expect(trainer.row(1)).not.toContainText("not answering");
	await expect(phone.page.getByRole("alert")).toHaveCount(0);
	await expect(phone.number).toHaveText("Seat 1");
	await expect(phone.ended).toHaveText("The broker heard nothing for 15 s, ended the connection and published your will.");
	await expect(phone.task).toContainText("Done. Look for your will at the front.");
	await phone.press("Connect", "Subscribe");
	await expect(phone.ended).toHaveText("");
	await expect(trainer.row(1)).toContainText("connected");
	await proxy.close();
});
