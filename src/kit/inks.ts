/** The colours and letters that a picture is drawn with, as the page has them now. */
export type Inks = {
	readonly theme: string;
	of(name: string): string;
	/** The font of a token f-text, f-mono or f-plate. */
	font(of: string): string;
};

/** Where the page's colours are the visitor's own, the picture has them too, except for what tells fates apart. */
const FORCED: Readonly<Record<string, string>> = {
	ink: "CanvasText",
	"ink-2": "CanvasText",
	"ink-3": "CanvasText",
	line: "GrayText",
	"line-2": "GrayText",
	card: "Canvas",
	panel: "Canvas",
	well: "GrayText",
	"on-ink": "Canvas",
};

/** Reads the colours of this element from the style sheets; they are read anew when the theme has changed. */
export function openInks(element: Element): () => Inks {
	let inks: Inks | null = null;
	return () => {
		const forced = window.matchMedia("(forced-colors: active)").matches;
		const theme = `${document.documentElement.dataset.theme ?? ""}${forced ? " forced" : ""}`;
		if (inks?.theme !== theme) inks = readInks(element, theme, forced);
		return inks;
	};
}

function readInks(element: Element, theme: string, forced: boolean): Inks {
	const style = getComputedStyle(element);
	const known = new Map<string, string>();
	const of = (name: string) => {
		const own = known.get(name) ?? ((forced ? FORCED[name] : undefined) || style.getPropertyValue(`--${name}`).trim());
		known.set(name, own);
		return own;
	};
	return { theme, of, font: (font) => of(`f-${font}`) };
}

/** The name in "var(--name)"; "none" stays as it is. */
export const nameIn = (variable: string) => /^var\(--(.+)\)$/.exec(variable)?.[1] ?? variable;
