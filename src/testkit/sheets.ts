/** A style sheet: its path from the root, its part, its text. */
export type Sheet = { readonly name: string; readonly part: string; readonly text: string };

/** The layers in which the sheets of a part stand, if not in "view". The order of the layers is in src/kit/layers.css. */
const LAYERS: Readonly<Record<string, readonly string[]>> = { kit: ["reset", "tokens", "kit"], app: ["app"] };

/** The sheets that are not named after the one component they dress, with the prefix of their classes; null: classes of any name, or none. */
export const SHARED: Readonly<Record<string, string | null>> = {
	"src/kit/layers.css": null,
	"src/kit/tokens.css": null,
	"src/kit/reset.css": null,
	"src/kit/base.css": null,
	"src/app/line-lost.css": "line-lost",
	"src/app/opening.css": "opening",
	"src/app/skip.css": "skip",
	"src/bench/client.css": "client",
	"src/landing/wrap.css": "wrap",
	"src/lessons/lesson.css": "lesson",
	"src/lessons/route-mark.css": "route-mark",
	"src/lessons/storyboard-four.css": "storyboard",
	"src/share/warning.css": "warning",
	"src/stage/session.css": "session",
};

/** "log-row" of "src/log/log-row.css". */
export function sheetName(path: string): string {
	return path.slice(path.lastIndexOf("/") + 1, path.lastIndexOf("."));
}

/** The blocks of a sheet that stand outside the layers of its part. A printer's paper is not in any layer. */
export function outsideOfLayers({ part, text }: Sheet): string[] {
	const layers = (LAYERS[part] ?? ["view"]).map((layer) => `@layer ${layer}`);
	return blocks(text)
		.filter((block) => !/^@(?:page|media)/.test(block.at(-1) ?? "") && !layers.includes(block[0] ?? ""))
		.map((block) => block.join(" "));
}

/** The selectors of a sheet without a class that begins with the sheet's name, and the keyframes that do not begin with that name. */
export function strangers({ name, text }: Sheet): string[] {
	const begins = name in SHARED ? SHARED[name] : sheetName(name);
	if (typeof begins !== "string") return [];
	const isOwn = new RegExp(`(?:\\.|^@keyframes )${begins}(?!\\w)`);
	return blocks(text)
		.filter((block) => !block.slice(0, -1).some((head) => head.startsWith("@keyframes")))
		.flatMap((block) => (block.at(-1) ?? "").split(/,(?![^(]*\))/).map((one) => one.trim()))
		.filter((head) => (head.startsWith("@keyframes") || !head.startsWith("@")) && !isOwn.test(head));
}

/** Each block of a sheet, as the text before its brace and before those around it: ["@layer view", "@media print", ".log-row"]. */
function blocks(sheet: string): string[][] {
	const open: string[] = [];
	const found: string[][] = [];
	for (const [, head = "", mark] of sheet.replace(/\/\*[\s\S]*?\*\//g, "").matchAll(/([^{};]*)([{};])/g)) {
		if (mark === "}") open.pop();
		if (mark !== "{") continue;
		open.push(head.trim());
		found.push([...open]);
	}
	return found;
}
