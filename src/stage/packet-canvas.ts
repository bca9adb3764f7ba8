import type { Dot } from "./painted.ts";
import { openSprites } from "./sprites.ts";

/**
 * Paints a crowd of packets on one canvas, each as its button would be drawn, without wakes and captions. `scale`: device pixels of a CSS px;
 * to ask the canvas in each frame would cost a layout in each frame.
 */
export function openPainter(canvas: HTMLCanvasElement, scale: number): (dots: readonly Dot[]) => void {
	const context = canvas.getContext("2d");
	const sprites = openSprites(canvas);
	return (dots) => {
		if (context === null) return;
		sprites.refresh(scale);
		context.clearRect(0, 0, canvas.width, canvas.height);
		for (const dot of dots) {
			const image = sprites.of(dot);
			context.drawImage(image, Math.round(dot.x * scale - image.width / 2), Math.round(dot.y * scale - image.height / 2));
		}
	};
}
