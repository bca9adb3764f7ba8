import { SHAPES } from "#kit/shape.ts";
import type { Painter } from "./puck-loop.ts";

/** Paints a crowd of packets on one canvas: bare shapes in the colour of what is in flight, hollow ones for everything but PUBLISH. */
export function openPainter(canvas: HTMLCanvasElement): Painter {
	const context = canvas.getContext("2d");
	const paths = { 0: new Path2D(SHAPES[0].outer), 1: new Path2D(SHAPES[1].outer), 2: new Path2D(SHAPES[2].outer) } as const;
	const style = getComputedStyle(canvas);
	const ratio = window.devicePixelRatio || 1;
	let theme = "";
	let colours = { fill: "", edge: "", card: "", ink: "" };
	return (dots) => {
		if (context === null) return;
		const shown = document.documentElement.dataset.theme ?? "";
		if (shown !== theme || colours.fill === "") {
			theme = shown;
			const read = (name: string) => style.getPropertyValue(name).trim();
			colours = { fill: read("--flight-fill"), edge: read("--flight-edge"), card: read("--card"), ink: read("--ink") };
		}
		context.setTransform(1, 0, 0, 1, 0, 0);
		context.clearRect(0, 0, canvas.width, canvas.height);
		for (const dot of dots) {
			const { fields } = dot.packet;
			const publish = fields.type === "PUBLISH";
			const qos = publish ? fields.qos : fields.type === "PUBACK" ? 1 : 2;
			const scale = (Math.min(24, dot.shape.gauge.puck) * (publish ? 1 : 0.6)) / 40;
			const width = SHAPES[qos].w * scale;
			context.setTransform(ratio * scale, 0, 0, ratio * scale, ratio * (dot.x - width / 2), ratio * (dot.y - 20 * scale));
			context.fillStyle = publish ? colours.fill : colours.card;
			context.strokeStyle = publish ? colours.edge : colours.ink;
			context.lineWidth = 3;
			context.fill(paths[qos]);
			context.stroke(paths[qos]);
		}
	};
}
