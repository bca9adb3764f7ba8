import { expect, type Page } from "@playwright/test";
import type { ClassHost, Visitors } from "./class-host.ts";
import { labOn } from "./lab-page.ts";

export type TrainerPage = ReturnType<typeof trainerOn>;

/** The laptop at the front: opens the host's link, and waits until it leads. */
export async function openTrainer(people: Visitors, { hostLink }: ClassHost): Promise<TrainerPage> {
	const page = await people.laptop();
	await page.goto(hostLink);
	const trainer = trainerOn(page);
	await expect(trainer.strip).toBeVisible();
	return trainer;
}

/** The page of whoever leads a class: the Lab, and the strip and the drawer that only this page has. */
function trainerOn(page: Page) {
	const strip = page.getByRole("region", { name: "Class", exact: true });
	const drawer = page.getByRole("complementary", { name: "People" });
	const button = (name: string) => strip.getByRole("button", { name, exact: true });
	const row = (seat: number) =>
		drawer.getByRole("listitem").filter({ has: page.locator(".people-row-seat").getByText(String(seat), { exact: true }) });
	return {
		page,
		lab: labOn(page),
		strip,
		drawer,
		/** A place of the strip: Ask, Close, Run it, Reveal, Watch, Freeze, To benches, Call back, Code. */
		button,
		/** Says that hands are off, for as long as they are. */
		hands: strip.locator(".trainer-strip-hands"),
		peopleButton: strip.getByRole("button", { name: /^\d+ of \d+ here$/ }),
		row,
		toBeAt: (stage: string) => expect(strip.locator(".trainer-strip-stage")).toHaveText(`Stage: ${stage}`),
		toHaveAnswers: (answered: number, asked: number) => expect(strip).toContainText(`${answered} of ${asked} have answered`),
		toCount: (here: number, taken: number) => expect(strip).toContainText(`${here} of ${taken} here`),
		/** Presses one of the places and waits until the class is there. */
		async go(name: string, stage: string) {
			await button(name).click();
			await expect(strip.locator(".trainer-strip-stage")).toHaveText(`Stage: ${stage}`);
		},
		async openPeople() {
			if (!(await drawer.isVisible())) await strip.getByRole("button", { name: /^\d+ of \d+ here$/ }).click();
			await expect(drawer).toBeVisible();
		},
		/** Chooses whose question is asked next. */
		async choose(lesson: RegExp) {
			await strip.locator(".lesson-menu-button").click();
			await page.getByRole("menuitem", { name: lesson }).click();
			await expect(strip.locator(".lesson-menu-button")).toHaveText(lesson);
		},
		/** What all phones are asked to do. */
		async give(task: string) {
			await strip.locator(".task-menu > button").click();
			await page.getByRole("menuitem", { name: task, exact: true }).click();
		},
		/** Begins the run of the question that was closed, and takes what is lost with it. */
		async runIt() {
			await button("Run it").click();
			const asks = page.getByRole("dialog", { name: "Run it in an empty room?" });
			await asks.getByRole("button", { name: "Clear and run it", exact: true }).click();
			await expect(strip.locator(".trainer-strip-stage")).toHaveText("Stage: Run");
		},
		/** The run is at its end once its outcome may be revealed. */
		async reveal() {
			await expect(button("Reveal")).not.toHaveAttribute("aria-disabled", "true");
			await button("Reveal").click();
			await expect(strip.locator(".trainer-strip-stage")).toHaveText("Stage: Answer");
		},
	};
}
