/** How the page fits its window. All sizes in the sheets and layouts of a screen are px of a window of 1920 × 1080, times zoom. */
export type ScreenSize = {
	readonly zoom: number;
	/** The window, in those px. */
	readonly w: number;
	readonly h: number;
	/** Whether bar and sentence wrap, and what does not fit in the height is scrolled. */
	readonly narrow: boolean;
	/** What is left for the stage between bar and sentence, and never less than it needs. */
	readonly stage: number;
};

const BAR = 96;
const SAY = 168;
/** Both together, once they wrap. */
const WRAPPED = 400;
/** CSS px of a window below which its page is taken for one that somebody has enlarged, as 1920 px at 200 % are 960. */
const ENLARGED_BELOW = 1000;
/** The least height of a stage. */
const STAGE = 816;
/** A page that somebody has enlarged gets larger letters, not the same picture: these stay as large as in a window of 1280 px. */
const LEAST_ZOOM = 1280 / 1920;
/** No stage is narrower than this. */
const LEAST_WIDTH = 1440;

/** width, height: of the window in CSS px. */
export function screenSize(width: number, height: number): ScreenSize {
	const zoom = Math.max(Math.min(width / 1920, height / 1080), leastZoom(width));
	const w = Math.round(width / zoom);
	const h = Math.round(height / zoom);
	const narrow = w < 1900;
	return { zoom, w, h, narrow, stage: Math.max(STAGE, h - (narrow ? WRAPPED : BAR + SAY)) };
}

/** An old projector of 1024 × 768 is small, and nobody has enlarged its page: it shows the same picture. */
function leastZoom(width: number): number {
	return width < ENLARGED_BELOW ? Math.min(width / LEAST_WIDTH, LEAST_ZOOM) : 0;
}
