import { openBrowser } from "../visit.mjs";
import { openCrowd, publishFor, wait } from "./crowd.mjs";
import { figure, quantile } from "./figures.mjs";
import { openLesson } from "./lesson.mjs";

const PER_SECOND = 3;
/** So slow that several messages are under way at any time. */
const DELAY_MS = 2_000;
const SETTLE_MS = 5_000;
const STRETCHES = 5;
const STRETCH_MS = 2_000;
const LOOKS = 10;
const FEW = 2;
const MANY = 60;
const PAGES = [
	{ name: "projector", path: () => "/screen", viewport: { width: 1920, height: 1080 } },
	{ name: "trainer's page", path: ({ key }) => `#host=${key}`, viewport: { width: 1920, height: 1080 } },
];

/** Frames of the projector and of the trainer's page in headless Chromium, with 60 phones and with two, at 3 messages a second. */
export async function measureFrames({ build }) {
	const browser = await openBrowser();
	const seen = new Map();
	try {
		for (const seats of [FEW, MANY]) {
			const lesson = await openLesson(build);
			const crowd = await openCrowd(lesson, { seats, delayMs: DELAY_MS });
			for (const page of PAGES) seen.set(`${page.name} ${seats}`, await sample(browser, crowd, page));
			crowd.close();
			await lesson.close();
		}
	} finally {
		await browser.close();
	}
	return PAGES.flatMap(({ name }) => figuresOf(name, seen.get(`${name} ${FEW}`), seen.get(`${name} ${MANY}`)));
}

async function sample(browser, crowd, { path, viewport }) {
	const { lesson, publisher } = crowd;
	const context = await browser.newContext({ viewport });
	const page = await context.newPage();
	await page.goto(`${lesson.base}/r/${lesson.code}${path(lesson)}`);
	let over = false;
	const flow = (async () => {
		while (!over) await publishFor(publisher, { perSecond: PER_SECOND, ms: 1_000 });
	})();
	await wait(SETTLE_MS);
	const stretches = [];
	for (let at = 0; at < STRETCHES; at += 1) stretches.push(await page.evaluate(collectFrames, STRETCH_MS));
	const moving = [];
	for (let at = 0; at < LOOKS; at += 1) {
		moving.push(await page.evaluate(countMoving));
		await wait(100);
	}
	over = true;
	await flow;
	await context.close();
	return { stretches, moving };
}

function figuresOf(name, few, many) {
	const perSecond = ({ stretches }) => stretches.map((frames) => frames.length / (frames.reduce((sum, ms) => sum + ms, 0) / 1_000));
	const share = (part, { stretches }) => stretches.map((frames) => quantile(frames, part));
	const middle = (values) => quantile(values, 0.5);
	return [
		figure(`frame of the ${name}, p50, ${FEW} phones`, share(0.5, few), "ms"),
		figure(`frame of the ${name}, p95, ${FEW} phones`, share(0.95, few), "ms"),
		figure(`frame of the ${name}, p50, ${MANY} phones`, share(0.5, many), "ms"),
		figure(`frame of the ${name}, p95, ${MANY} phones`, share(0.95, many), "ms"),
		figure(`frames a second of the ${name}, ${FEW} phones`, perSecond(few), "count"),
		figure(`frames a second of the ${name}, ${MANY} phones`, perSecond(many), "count"),
		figure(`frames with ${MANY} phones of those with ${FEW}, ${name}`, [middle(perSecond(many)) / middle(perSecond(few))], "share", "0.75"),
		figure(`elements that move at once, ${name}, ${FEW} phones`, few.moving, "count"),
		figure(`elements that move at once, ${name}, ${MANY} phones`, many.moving, "count", "60"),
	];
}

/** Runs in the page: ms from each frame to the next. */
async function collectFrames(ms) {
	const frame = () => new Promise(requestAnimationFrame);
	const frames = [];
	const start = await frame();
	for (let last = start; last - start < ms; ) {
		const now = await frame();
		frames.push(now - last);
		last = now;
	}
	return frames;
}

/**
 * Runs in the page: elements that go on moving, and not because what they stand in moves. One that a longer number beside it has pushed aside is
 * elsewhere once, and does not count.
 */
async function countMoving() {
	const spots = () =>
		new Map(
			[...document.body.querySelectorAll("*")].map((element) => {
				const { x, y } = element.getBoundingClientRect();
				return [element, { x, y }];
			}),
		);
	const seen = [spots()];
	for (let look = 0; look < 2; look += 1) {
		for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
		seen.push(spots());
	}
	const way = (element, look) => {
		const [was, is] = [seen[look].get(element), seen[look + 1].get(element)];
		return was === undefined || is === undefined ? { x: 0, y: 0 } : { x: is.x - was.x, y: is.y - was.y };
	};
	const moves = (element, look) => {
		const [its, around] = [way(element, look), way(element.parentElement, look)];
		return Math.hypot(its.x - around.x, its.y - around.y) > 0.1;
	};
	return [...seen[0].keys()].filter((element) => moves(element, 0) && moves(element, 1)).length;
}
