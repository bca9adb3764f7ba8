/** Pixels for each of the picture's own. */
const SCALE = 2;

/** The picture as a PNG, with the letters of this page. Rejects where the browser cannot draw that: it may be too large for a canvas. */
export async function pngOf(svg: string): Promise<Blob> {
	const image = new Image();
	image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(withFonts(svg, await fontRules(svg)))}`;
	await image.decode();
	const canvas = document.createElement("canvas");
	canvas.width = image.naturalWidth * SCALE;
	canvas.height = image.naturalHeight * SCALE;
	canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
	return new Promise((settle, reject) =>
		canvas.toBlob((blob) => (blob === null ? reject(new Error("the picture is too large for this browser")) : settle(blob)), "image/png"),
	);
}

function withFonts(svg: string, rules: readonly string[]): string {
	return svg.replace(/<svg\b[^>]*>/, (head) => `${head}<style>${rules.join("")}</style>`);
}

/** A picture that is drawn as an image asks for nothing: its fonts have to be in it. */
async function fontRules(svg: string): Promise<readonly string[]> {
	const rules = [...document.styleSheets].flatMap(({ cssRules, href }) =>
		facesIn(cssRules).map((face) => ({ face, base: href ?? document.baseURI })),
	);
	const used = rules.filter(({ face }) => svg.includes(face.style.getPropertyValue("font-family").replaceAll('"', "")));
	return Promise.all(
		used.map(async ({ face, base }) => {
			const [, address = ""] = /url\("?([^")]+)"?\)/.exec(face.style.getPropertyValue("src")) ?? [];
			const font = await (await fetch(new URL(address, base))).blob();
			const family = face.style.getPropertyValue("font-family");
			return `@font-face{font-family:${family};font-weight:${face.style.getPropertyValue("font-weight")};src:url(${await addressOf(font)})}`;
		}),
	);
}

function facesIn(rules: CSSRuleList): readonly CSSFontFaceRule[] {
	return [...rules].flatMap((rule) =>
		rule instanceof CSSFontFaceRule ? [rule] : rule instanceof CSSLayerBlockRule ? facesIn(rule.cssRules) : [],
	);
}

function addressOf(blob: Blob): Promise<string> {
	return new Promise((settle, reject) => {
		const reader = new FileReader();
		reader.onload = () => settle(String(reader.result));
		reader.onerror = () => reject(reader.error);
		reader.readAsDataURL(blob);
	});
}
