import { expect, type Page } from "@playwright/test";
import { type LabPage, labOn } from "./lab-page.ts";

/** The strip of one of the five tests: its buttons and its verdict. */
export function scriptOn(page: Page, number: number) {
	const panel = page.getByRole("region", { name: `Script: Test ${number}`, exact: true });
	const button = (name: string) => panel.getByRole("button", { name, exact: true });
	return {
		panel,
		button,
		verdict: panel.getByRole("status"),
		/** Performs the next step and waits until the page asks for the step after that; of `total` steps. */
		async step(number: number, total: number) {
			await expect(panel.getByRole("button", { name: `Step ${number} of ${total}` })).toBeVisible();
			await button("Next step").click();
			const next = number === total ? `${total} steps` : `Step ${number + 1} of ${total}`;
			await expect(panel.getByRole("button", { name: next })).toBeVisible();
			if (number < total) await expect(button("Next step")).toBeEnabled();
		},
		/** Lays the same test out again: a new broker, and nothing has been performed yet. */
		async again() {
			await panel.getByRole("button", { name: "Change one thing" }).click();
			await page.getByRole("menuitem", { name: "Once more, unchanged" }).click();
			// In this order: the old script still stands until it is put away, and the new one has its delay only when it stands.
			await expect(page.getByText("Nothing sent yet. Connect a client.")).toBeVisible();
			await expect(button("Next step")).toBeEnabled();
		},
	};
}

/** From the first page, as a visitor who has read nothing else. The script plays by itself. */
export async function watchFromLanding(page: Page, number: number): Promise<LabPage> {
	await page.goto("/");
	await page.getByRole("link", { name: `Test ${number}: watch it run` }).click();
	await expect(scriptOn(page, number).button("Step by step")).toBeVisible();
	return labOn(page);
}
