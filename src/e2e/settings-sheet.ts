import { expect } from "@playwright/test";
import type { LabPage } from "./lab-page.ts";

type SettingsSheet = ReturnType<typeof settingsOn>;

/** Opens the broker's settings from the broker's head. */
export async function openSettings(lab: LabPage): Promise<SettingsSheet> {
	await lab.broker.getByRole("button", { name: "Settings" }).click();
	const settings = settingsOn(lab);
	await expect(settings.sheet).toBeVisible();
	return settings;
}

/** The sheet with one row per setting. Rows are found by Mosquitto's names. */
export function settingsOn({ page }: Pick<LabPage, "page">) {
	const sheet = page.getByRole("dialog", { name: "Broker settings" });
	const number = (name: string) => sheet.getByRole("textbox", { name, exact: true });
	const truth = (name: string) => sheet.getByRole("switch", { name, exact: true });
	const choice = (name: string, value: string) => sheet.getByRole("radiogroup", { name, exact: true }).getByRole("radio", { name: value });
	return {
		sheet,
		number,
		truth,
		choice,
		/** What the last change did, and what it left alone. */
		said: sheet.getByRole("status").last(),
		async set(name: string, value: number) {
			await number(name).fill(String(value));
			await number(name).press("Enter");
			await expect(number(name)).toHaveValue(String(value));
		},
		async choose(name: string, value: string) {
			await choice(name, value).click();
			await expect(choice(name, value)).toBeChecked();
		},
		async turn(name: string, on: boolean) {
			await truth(name).click();
			await expect(truth(name)).toBeChecked({ checked: on });
		},
		/** Stock Aedes, or back: the first press says so, the second does it. */
		async startOther(preset: string, start: string) {
			await choice("Preset", preset).click();
			const other = sheet.getByRole("region", { name: "Another broker" });
			await expect(other).toContainText("every connection ends; sessions, queues and retained messages are gone.");
			await expect(choice("Preset", preset)).not.toBeChecked();
			await other.getByRole("button", { name: start }).click();
			await expect(choice("Preset", preset)).toBeChecked();
		},
		async restart() {
			await sheet.getByRole("button", { name: "Restart the broker" }).click();
			await expect(sheet.getByRole("status").last()).toContainText("The broker was restarted.");
		},
		async close() {
			await page.keyboard.press("Escape");
			await expect(sheet).toBeHidden();
		},
	};
}
