import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { quantile, table } from "./figures.mjs";
import { writeLongRecording } from "./long-recording.mjs";

/** Frames that are measured of each way of moving, and what is pressed or seeked of each kind. */
const FRAMES = 120;
const SEEKS = 40;
const KEYS = 8;
const IDLE_MS = 1_000;
/** Wheel, in px a frame, as on the paper; zoom: with Ctrl, there and back. */
const MOVES = [
	{ name: "scroll, Packet", zoom: "Packet", dx: -30 },
	{ name: "scroll, 30 s", zoom: "30 s", dx: -30 },
	{ name: "scroll, Hour", zoom: "Hour", dx: -4 },
	{ name: "zoom, there and back", zoom: "30 s", dy: 24 },
];
const FILTERS = { Client: 2, Message: 50, "Packet type": 3, Topic: 1 };

/** The tape with 50,000 packets: what a frame takes while it moves, what a filter and a seek take, and what memory the page has. */
export async function measureTape(browser, host, times) {
	const folder = await mkdtemp(join(tmpdir(), "slow-wire-"));
	try {
		const file = join(folder, "hour.slowwire");
		const made = await writeLongRecording(file);
		console.log(`\nA recording of ${made.packets} packets in ${made.events} events, ${(made.bytes / 1e6).toFixed(1)} MB packed.`);
		const runs = [];
		for (let run = 1; run <= times; run += 1) {
			const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
			runs.push(await measureOnce(await context.newPage(), `${host.url}/recording`, file));
			await context.close();
		}
		table("tape", runs);
	} finally {
		await rm(folder, { recursive: true });
	}
}

async function measureOnce(page, url, file) {
	const figures = {};
	const processor = await openProcessor(page);
	await page.addInitScript(watchStandstills);
	await page.addInitScript(watchInput);
	await page.goto(url);
	await page.getByLabel("Recording").waitFor({ state: "attached" });
	await page.evaluate(() => window.standstills.splice(0));
	const began = performance.now();
	await page.getByLabel("Recording").setInputFiles(file);
	await page.getByRole("slider", { name: "Moment of the room" }).waitFor();
	figures["open, until it is there"] = performance.now() - began;
	await page.getByRole("tab", { name: "Tape" }).click();
	await page.locator(".tape-paper canvas").waitFor();
	await drawn(page);
	figures["open, longest standstill"] = Math.max(0, ...(await page.evaluate(() => window.standstills)));
	figures["idle: p95 frame"] = quantile(await page.evaluate(wheelFrames, { frames: IDLE_MS / 16, dx: 0, dy: 0 }), 0.95);
	for (const { name, zoom, dx = 0, dy = 0 } of MOVES) {
		await page.getByRole("button", { name: zoom, exact: true }).click();
		await drawn(page);
		const before = await processor.ms();
		const frames = await page.evaluate(wheelFrames, { frames: FRAMES, dx, dy });
		figures[`${name}: p95 frame`] = quantile(frames, 0.95);
		figures[`${name}: longest`] = quantile(frames, 1);
		figures[`${name}: work a frame`] = ((await processor.ms()) - before) / FRAMES;
	}
	Object.assign(figures, await presses(page, processor), await filters(page, processor), await seeks(page, processor));
	figures["heap, MB"] = await processor.heap();
	return figures;
}

/** Hour and Packet, pressed one after the other. */
async function presses(page, processor) {
	const zoom = (name) => page.getByRole("button", { name, exact: true });
	const figures = {};
	for (const [name, before] of [
		["Hour", "Packet"],
		["Packet", "Hour"],
	]) {
		const took = await timed(page, processor, "click", KEYS, { before: () => zoom(before).click(), act: () => zoom(name).click() });
		Object.assign(figures, middles(`press ${name}`, took));
	}
	return figures;
}

async function filters(page, processor) {
	const figures = {};
	await page.getByRole("button", { name: "Filter", exact: true }).click();
	const panel = page.getByRole("group", { name: "Filter the tape" });
	for (const [label, index] of Object.entries(FILTERS)) {
		const choice = panel.getByRole("combobox", { name: label, exact: true });
		const act = (turn) => choice.selectOption({ index: index + (turn % 2) });
		Object.assign(figures, middles(`filter, ${label.toLowerCase()}`, await timed(page, processor, "change", KEYS, { act })));
		await choice.selectOption({ index: 0 });
	}
	await page.keyboard.press("Escape");
	return figures;
}

const RAIL_KEYS = { Home: "End", End: "Home", ArrowLeft: null, PageDown: null };

/** By keys on the rail, and by pressing it anywhere. */
async function seeks(page, processor) {
	const rail = page.getByRole("slider", { name: "Moment of the room" });
	const { x, y, width, height } = await rail.boundingBox();
	await rail.focus();
	const figures = {};
	for (const [key, first] of Object.entries(RAIL_KEYS)) {
		const before = first === null ? undefined : () => goTo(page, first);
		const took = await timed(page, processor, "keydown", KEYS, { before, act: () => page.keyboard.press(key) });
		Object.assign(figures, middles(`seek, ${key}`, took));
	}
	// the same places in each run, and no two close to each other: 7,919 is a prime
	const act = (turn) => page.mouse.click(x + 8 + ((turn * 7_919) % (width - 40)), y + height / 2);
	Object.assign(figures, middles("seek anywhere", await timed(page, processor, "pointerdown", SEEKS, { act })));
	return figures;
}

/** To the end of the rail that this key means, and until it is drawn: a seek that the next one overtakes never is. */
async function goTo(page, key) {
	await page.keyboard.press(key);
	await page.waitForFunction(
		(bound) => {
			const slider = document.querySelector("[role=slider][aria-label='Moment of the room']");
			return slider.getAttribute("aria-valuenow") === slider.getAttribute(bound);
		},
		key === "Home" ? "aria-valuemin" : "aria-valuemax",
	);
}

function middles(name, taken) {
	const of = (key, share) =>
		quantile(
			taken.map((one) => one[key]),
			share,
		);
	const figures = {
		[`${name}: median`]: of("took", 0.5),
		[`${name}: p95`]: of("took", 0.95),
		[`${name}: p95 of work`]: of("worked", 0.95),
	};
	return taken[0].all === undefined ? figures : { ...figures, [`${name}: all views`]: of("all", 0.5) };
}

/**
 * took: ms from an input of this kind until its frame is drawn, without the time in which the page only waits for the frame. worked: ms of
 * the processor that all of this has had, which other work on the machine does not lengthen as much. all: ms on the clock from the input until
 * the frame is drawn that shows its moment in all views, two waits for a frame among them.
 */
async function timed(page, processor, kind, times, { before = () => {}, act }) {
	const taken = [];
	const seeks = kind === "keydown" || kind === "pointerdown";
	for (let turn = 0; turn < times; turn += 1) {
		await before();
		await drawn(page);
		await page.evaluate(() => window.inputs.splice(0));
		const from = await processor.ms();
		await act(turn);
		await page.waitForFunction((of) => window.inputs.some(({ type }) => type === of), kind);
		if (seeks) await page.waitForFunction(() => window.followed !== null);
		const worked = (await processor.ms()) - from;
		taken.push({ worked, took: await page.evaluate((of) => window.inputs.find(({ type }) => type === of).took, kind) });
		if (seeks) taken.at(-1).all = await page.evaluate(() => window.followed);
	}
	return taken;
}

/** Two frames have gone by. */
const drawn = (page) => page.evaluate(() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(() => next()))));

/** What the main thread of this page has had of the processor, and how much memory its scripts hold. */
async function openProcessor(page) {
	const session = await page.context().newCDPSession(page);
	await session.send("Performance.enable", { timeDomain: "threadTicks" });
	const metric = async (of) => (await session.send("Performance.getMetrics")).metrics.find(({ name }) => name === of).value;
	return {
		ms: async () => (await metric("TaskDuration")) * 1_000,
		async heap() {
			await session.send("HeapProfiler.enable");
			await session.send("HeapProfiler.collectGarbage");
			return (await metric("JSHeapUsedSize")) / 1e6;
		},
	};
}

/** Runs in the page. */
function watchStandstills() {
	window.standstills = [];
	new PerformanceObserver((list) => {
		for (const { duration } of list.getEntries()) window.standstills.push(duration);
	}).observe({ type: "longtask" });
}

/** Runs in the page: what each input takes, in its handlers and in the frame after them. */
function watchInput() {
	window.inputs = [];
	window.followed = null;
	const afterThis = (call) => {
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = call;
		port2.postMessage(null);
	};
	const watch = ({ type }) => {
		const began = performance.now();
		let handled = began;
		window.followed = null;
		const slider = document.querySelector("[role=slider][aria-label='Moment of the room']");
		if (slider !== null) {
			const told = new MutationObserver(() => {
				told.disconnect();
				requestAnimationFrame(() => afterThis(() => (window.followed = performance.now() - began)));
			});
			told.observe(slider, { attributeFilter: ["aria-valuetext"] });
		}
		afterThis(() => {
			handled = performance.now();
			requestAnimationFrame(() => {
				const frame = performance.now();
				afterThis(() => window.inputs.push({ type, took: handled - began + performance.now() - frame }));
			});
		});
	};
	for (const type of ["click", "change", "keydown", "pointerdown"]) window.addEventListener(type, watch, true);
}

/** Runs in the page: one turn of the wheel in each frame, and ms from each frame to the next. */
async function wheelFrames({ frames, dx, dy }) {
	const paper = document.querySelector(".tape-paper");
	const { left, top, width, height } = paper.getBoundingClientRect();
	const frame = () => new Promise(requestAnimationFrame);
	const took = [];
	let last = await frame();
	for (let n = 0; n < frames; n += 1) {
		const back = n % 60 >= 30 ? -1 : 1;
		const place = { clientX: left + width / 2, clientY: top + height / 2, bubbles: true, cancelable: true };
		paper.dispatchEvent(new WheelEvent("wheel", { ...place, deltaX: dx, deltaY: dy * back, ctrlKey: dy !== 0 }));
		const now = await frame();
		took.push(now - last);
		last = now;
	}
	return took;
}
