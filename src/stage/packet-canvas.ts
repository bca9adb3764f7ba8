import type { Dot } from "./painted.ts";
import { openSprites } from "./sprites.ts";

/** Paints a crowd of packets on one canvas, each as its button would be drawn, without wakes and captions. */
export function openPainter(canvas: HTMLCanvasElement): (dots: readonly Dot[]) => void {
	const context = canvas.getContext("2d");
	const sprites = openSprites(canvas);
	return (dots) => {
		if (context === null) return;
		const scale = canvas.offsetWidth === 0 ? 1 : canvas.width / canvas.offsetWidth;
		sprites.refresh(scale);
		context.clearRect(0, 0, canvas.width, canvas.height);
		for (const dot of dots) {
			const image = sprites.of(dot);
			context.drawImage(image, Math.round(dot.x * scale - image.width / 2), Math.round(dot.y * scale - image.height / 2));
		}
	};
}
