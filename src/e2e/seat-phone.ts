import { expect, type Page } from "@playwright/test";
import type { ClassHost, Visitors } from "./class-host.ts";

export type SeatPhone = ReturnType<typeof phoneOn>;

/** A phone that scans the code; it has a seat once it says so. */
export async function openPhone(people: Visitors, { phones }: ClassHost): Promise<SeatPhone> {
	const page = await people.phone();
	await page.goto(phones);
	const phone = phoneOn(page);
	await expect(phone.number).toBeVisible();
	return phone;
}

/** The page of a seat: one task, one client with one big verb. */
export function phoneOn(page: Page) {
	const verb = page.locator(".seat-jack-words");
	const jack = page.locator(".seat-jack");
	const list = (name: string) => page.getByRole("region", { name, exact: true });
	return {
		page,
		number: page.locator(".seat-plate-number"),
		task: page.locator(".seat-task-plate"),
		jack,
		verb,
		/** The client of the seat that the phone does not show, while that is connected. */
		other: page.locator(".seat-other"),
		/** Why its client is away. */
		ended: page.locator(".seat-ended"),
		received: list("Received"),
		outcome: list("The class"),
		answers: page.getByRole("radiogroup").getByRole("radio"),
		foot: page.locator(".seat-question-foot"),
		seat: async () => Number((await page.locator(".seat-plate-number").textContent())?.replace(/\D/g, "")),
		/** The task of now; says: the sentence under it, if that matters. */
		toSay: (title: string, says?: string) =>
			expect(page.locator(".seat-task-plate").first()).toHaveText(says === undefined ? new RegExp(`^${title}`) : `${title}${says}`),
		toOffer: (name: string) => expect(verb).toContainText(new RegExp(`^${name}`)),
		/** Presses the one big verb, and waits for the next. */
		async press(name: string, then: string) {
			await expect(verb).toContainText(new RegExp(`^${name}`));
			await jack.tap();
			await expect(verb).toContainText(new RegExp(`^${then}`));
		},
		async plugIn() {
			await this.press("Connect", "Subscribe");
			await this.press("Subscribe", "Disconnect");
		},
		toHaveReceived: (count: number) => expect(list("Received").locator("header")).toContainText(new RegExp(`^Received(?:All )?${count}$`)),
		async answer(at: number) {
			await page.getByRole("radiogroup").getByRole("radio").nth(at).tap();
			await expect(page.locator(".seat-question-foot")).toContainText(`Your answer is ${String.fromCharCode(65 + at)}.`);
		},
	};
}
