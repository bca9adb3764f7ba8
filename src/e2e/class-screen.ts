import { expect, type Page } from "@playwright/test";
import type { ClassHost, Visitors } from "./class-host.ts";

export type ClassScreenPage = ReturnType<typeof screenOn>;

export const PROJECTOR = { width: 1920, height: 1080 } as const;

/** The projector. */
export async function openScreen(
	people: Visitors,
	{ projector }: ClassHost,
	viewport: { width: number; height: number } = PROJECTOR,
): Promise<ClassScreenPage> {
	const page = await people.laptop({ viewport });
	await page.goto(projector);
	await expect(page.locator(".screen-page-body > *").first()).toBeVisible();
	return screenOn(page);
}

/** What everybody sees at the front. */
function screenOn(page: Page) {
	const stage = page.locator(".screen-bar h1");
	return {
		page,
		stage,
		bar: page.locator(".screen-bar"),
		say: page.locator(".screen-say-text"),
		lobby: page.locator(".screen-lobby"),
		code: page.locator(".screen-bar-code, .screen-lobby-code, .screen-code-code"),
		toBeAt: (name: string) => expect(stage).toHaveText(name),
		tile: (seat: number) => page.locator(".screen-crowd .tile").filter({ hasText: new RegExp(`^seat ${seat},`, "i") }),
		card: (seat: number) =>
			page.locator(".screen-client").filter({ has: page.getByRole("heading", { name: `seat ${seat}`, exact: true }) }),
	};
}
