import { expect, type Locator, type Page } from "@playwright/test";

let opened = 0;

/** The name of a room that nobody has visited. */
export function freshRoom(): string {
	opened += 1;
	return `e2e-${process.pid.toString(36)}-${Date.now().toString(36)}-${opened}`;
}

/** Opens a room in this page and waits until it is live. */
export async function openLab(page: Page, room = freshRoom()): Promise<LabPage> {
	await page.goto(`/r/${room}`);
	const lab = labOn(page);
	await expect(lab.button("Pause").or(lab.button("Resume"))).toBeEnabled();
	return lab;
}

/** A fresh room whose wires have no delay, for journeys in which the wire is not the point. */
export async function openQuickLab(page: Page, room = freshRoom()): Promise<LabPage> {
	const lab = await openLab(page, room);
	await lab.setDelay("None");
	return lab;
}

export type LabPage = ReturnType<typeof labOn>;

/** A room as a visitor sees it: places by role and name, and what a press on each does. */
export function labOn(page: Page) {
	const region = (name: string) => page.getByRole("region", { name, exact: true });
	const transport = region("Transport");
	const broker = region("Broker");
	const log = region("Log");
	const button = (name: string) => transport.getByRole("button", { name, exact: true });
	const delay = (name: string) => transport.getByRole("radio", { name, exact: true });
	return {
		page,
		broker,
		transport,
		log,
		/** Buttons of the transport: Pause, Resume, Step. */
		button,
		delay,
		/** Chooses another delay than the one in force: the first visitor's own comes a moment after the room, and would replace a choice that changes nothing. */
		async setDelay(name: string) {
			await expect(delay(name)).not.toBeChecked();
			await delay(name).click();
			await expect(delay(name)).toBeChecked();
		},
		/** A delay that has no button. */
		async setDelayMs(delayMs: number) {
			const other = transport.getByRole("textbox", { name: "Wire delay in ms" });
			await other.fill(String(delayMs));
			await other.press("Enter");
			await expect(transport.getByRole("radio", { checked: true })).toHaveCount(0);
		},
		async pause() {
			await button("Pause").click();
			await expect(button("Resume")).toBeVisible();
		},
		async resume() {
			await button("Resume").click();
			await expect(button("Pause")).toBeVisible();
		},
		narrator: transport.getByRole("paragraph"),
		/** What the page itself has to say; it stays until it is dismissed. */
		notice: transport.getByRole("note", { name: "Notice" }),
		/** Every packet on a wire, in order of entering. */
		packets: page.getByRole("toolbar", { name: "Packets on wires" }).getByRole("button"),
		session: (clientId: string) => broker.getByRole("region", { name: `Session of ${clientId}`, exact: true }),
		queued: (clientId: string) => queueOf(broker, clientId).getByRole("listitem", { name: /^[mrw]\d+, QoS/ }),
		dropped: broker.getByRole("list", { name: "Dropped" }).getByRole("listitem"),
		retained: broker.getByRole("region", { name: "Retained messages" }).getByRole("listitem"),
		/** Where one message is for the subscriber that the ledger shows: the badge and the reason. */
		fate: (message: string) =>
			page
				.getByRole("table", { name: /^Where each message is/ })
				.getByRole("row")
				.filter({ has: page.getByRole("rowheader", { name: new RegExp(`^${message} `) }) })
				.getByRole("cell"),
		equation: page.getByRole("group", { name: /=/ }),
		/** A packet that was pressed is explained in the ledger's place. */
		showLedger: () => page.getByRole("tab", { name: "Ledger", exact: true }).click(),
		logLines: log.getByRole("log"),
		logCount: log.getByRole("paragraph").filter({ hasText: /^(?:last )?\d+ (?:of \d+ )?lines$/ }),
	};
}

function queueOf(broker: Locator, clientId: string): Locator {
	return broker.getByRole("list", { name: `Queue of ${clientId}`, exact: true });
}

/** The badge shows the word, and beside the badge stands the reason. */
export async function expectFate(cell: Locator, word: string, reason: string | RegExp): Promise<void> {
	await expect(cell.getByText(word, { exact: true })).toBeVisible();
	await expect(cell.getByText(reason, { exact: true })).toBeVisible();
}

/** Throws the room's broker away, as the Tests menu offers it. */
export async function clearRoom(lab: LabPage): Promise<void> {
	await chooseFromTests(lab, /^Start over/);
	const asks = lab.page.getByRole("dialog", { name: "Clear the room?" });
	await asks.getByRole("button", { name: "Clear the room" }).click();
	await expect(lab.broker.getByText("0 sessions")).toBeVisible();
}

export async function chooseFromTests({ page }: LabPage, entry: RegExp): Promise<void> {
	await page
		.getByRole("banner")
		.getByRole("button", { name: /^Tests?/ })
		.click();
	await page.getByRole("menuitem", { name: entry }).click();
}
