import type { Page } from "@playwright/test";

type Line = { readonly text: string; readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

/** Every line of text in the elements that the selector names, in px of the screen. What only readers hear is left out. */
export function linesIn(page: Page, selector: string): Promise<readonly Line[]> {
	return page.evaluate((places) => {
		const lines: Line[] = [];
		for (const place of document.querySelectorAll(places)) {
			const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
			while (walker.nextNode()) {
				const node = walker.currentNode;
				const text = node.nodeValue?.trim() ?? "";
				if (text === "" || node.parentElement?.closest(".sr, title") != null || node.parentElement?.checkVisibility() === false) continue;
				const range = document.createRange();
				range.selectNodeContents(node);
				for (const { left, top, right, bottom } of range.getClientRects()) lines.push({ text, left, top, right, bottom });
			}
		}
		return lines;
	}, selector);
}

/** The lines of the cards that are not whole: cut at the end of their column, or below it. */
export async function cutOnCards(page: Page): Promise<readonly string[]> {
	const ends = await page.evaluate(() =>
		[...document.querySelectorAll(".column-cards")].map((column) => column.getBoundingClientRect().bottom),
	);
	const lines = await linesIn(page, ".column-cards .client");
	return lines.filter(({ bottom }) => bottom > Math.min(...ends)).map(({ text }) => text);
}
