import "./glyph.css";

const PATHS = { bars: "M5 6h14M5 12h14M5 18h14", tick: "M4.5 12.8l4.8 5L19.5 6.4", cross: "M6 6l12 12M18 6L6 18" } as const;

/** What waits, what came, what was given up: as thick as the numbers beside it, s px wide. */
export function Glyph({ n, s }: { n: keyof typeof PATHS; s: number }) {
	return (
		<svg className="glyph" width={s} height={s} viewBox="0 0 24 24" aria-hidden="true">
			<path d={PATHS[n]} />
		</svg>
	);
}
