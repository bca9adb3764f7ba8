import type { Page } from "@playwright/test";

type OwnClock = { readonly pass: (ms: number) => Promise<void> };

/** Time passes in the page only as the test lets it pass, so that what stands there for a moment is missed on no machine. Frames are drawn in that time too. */
export async function ownClock(page: Page): Promise<OwnClock> {
	const time = await page.evaluate(() => Date.now());
	await page.clock.install({ time });
	await page.clock.pauseAt(time + 60_000);
	return { pass: (ms) => page.clock.runFor(ms) };
}
