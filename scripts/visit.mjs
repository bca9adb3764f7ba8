import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "@playwright/test";
import { provideChromium } from "./chromium.mjs";
import { ROOT } from "./run.mjs";

/** The built host on a free port, without MQTT over TCP. close() settles when the host has ended. */
export async function openHost() {
	const child = spawn(process.execPath, [join(ROOT, "dist", "server", "main.js"), "--port", "0", "--mqtt-port", "off"], {
		cwd: ROOT,
		stdio: ["ignore", "pipe", "inherit"],
	});
	const ended = once(child, "close");
	for await (const line of createInterface({ input: child.stdout })) {
		const url = /Slow Wire is at (http:\S+)/.exec(line)?.[1];
		if (url !== undefined) {
			child.stdout.resume();
			return {
				url,
				async close() {
					child.kill("SIGTERM");
					await ended;
				},
			};
		}
	}
	throw new Error("the host ended before it said where it is");
}

/** The system's Chromium, as the browser tests use it. */
export async function openBrowser() {
	const executablePath = await provideChromium();
	if (executablePath === null) throw new Error("this needs Chromium or Chrome: install one, or name one in CHROMIUM_PATH");
	return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"] });
}

/** A visitor of one page, who knows only what is on that page: names, roles and words. Waits for the page, never for time. */
export function visitor(page) {
	const card = (client) => page.getByRole("article", { name: `Client ${client},` });
	const transport = page.getByRole("region", { name: "Transport" });
	const sheet = page.getByRole("dialog", { name: "Broker settings" });
	const timer = transport.getByRole("timer");

	/** The card's own form or, where the card is too small for a form, the sheet that opens from the card. */
	async function inForm(client, act) {
		const opener = named(card(client), "button", `Open ${client}`);
		if ((await opener.count()) === 0) return act(card(client));
		await opener.click();
		const sheet = page.getByRole("dialog", { name: client });
		const done = await act(sheet);
		await named(sheet, "button", "Close").click();
		return done;
	}

	return {
		page,
		/** Goes to a room, and waits until the page hears from it. */
		async enter(url) {
			await page.goto(url);
			// the first page that comes slows a fresh room down
			await transport.getByRole("radio", { name: "0.5 s", checked: true }).waitFor();
		},
		/** Adds one more client: a "publisher" or a "subscriber". */
		add: (kind) => named(page, "button", `Add ${kind}`).click(),
		/** clean: the position in which the switch should stand. */
		async connect(client, { clean } = {}) {
			if (clean !== undefined) await inForm(client, (form) => turn(named(form, "switch", "clean_session"), clean));
			await press(card(client), /^Connect/);
			await until(page, client, "connected");
		},
		async disconnect(client) {
			await press(card(client), /^Disconnect/);
			await until(page, client, "offline");
		},
		async cut(client) {
			await press(card(client), /^Cut/);
			await until(page, client, "cable cut");
		},
		/** A will at QoS 1, carried by the next CONNECT. keepAlive in seconds. */
		will: (client, { keepAlive }) =>
			inForm(client, async (form) => {
				await named(form, "button", "More: Keep alive, will, faults").click();
				await field(form, "Keep alive, seconds").fill(String(keepAlive));
				await turn(named(form, "switch", "Leave a will"), true);
				await named(named(form, "radiogroup", "Will QoS"), "radio", "QoS 1").click();
				await named(form, "button", "More: Keep alive, will, faults").click();
			}),
		/** An entry of the menu next to "Cut cable". */
		async leaveBy(client, way) {
			await named(page, "button", `Hold the wire, or leave another way: ${client}`).click();
			await page.getByRole("menuitem", { name: way }).click();
		},
		/** Opens the broker's settings and leaves them open. */
		async setting(name, value) {
			await page.getByRole("region", { name: "Broker", exact: true }).getByRole("button", { name: "Settings" }).click();
			await field(sheet, name).fill(String(value));
			await field(sheet, name).press("Enter");
			await sheet.getByRole("status").last().getByText("Queue limit").waitFor();
		},
		/** Switches to another broker: stock Aedes. */
		async stock() {
			await page.getByRole("region", { name: "Broker", exact: true }).getByRole("button", { name: "Settings" }).click();
			await sheet.getByRole("radio", { name: "as Aedes ships" }).click();
			await sheet.getByRole("button", { name: /^Start/ }).click();
			await sheet.getByRole("radio", { name: "as Aedes ships", checked: true }).waitFor();
			await named(sheet, "button", "Close").click();
		},
		/** Sets what the client's next PUBLISH carries. */
		setPublish: (client, { topic, payload, qos, retain, times }) =>
			inForm(client, async (form) => {
				if (topic !== undefined) await field(form, "Topic").fill(topic);
				if (payload !== undefined) await field(form, "Payload").fill(payload);
				if (qos !== undefined) await named(named(form, "radiogroup", "Publish QoS"), "radio", `QoS ${qos}`).click();
				if (retain !== undefined) await turn(named(form, "switch", "Retain"), retain);
				if (times !== undefined) await field(form, "Times").fill(String(times));
			}),
		publish: (client) => press(card(client), /^Publish [mr]\d/),
		/** Sets what the client's next SUBSCRIBE asks for. */
		setSubscribe: (client, { filter, qos }) =>
			inForm(client, async (form) => {
				if (filter !== undefined) await field(form, "Topic filter").fill(filter);
				if (qos !== undefined) await named(named(form, "radiogroup", "Subscription QoS"), "radio", `QoS ${qos}`).click();
			}),
		subscribe: (client) => press(card(client), /^Subscribe( again)?$/),
		/**
		 * In ms; 0 means no delay. A delay that has a button of its own is shown by that button, once the delay is in force; any other delay is
		 * shown by none of them.
		 */
		async delay(ms) {
			const other = field(transport, "Wire delay in ms");
			await other.fill(String(ms));
			await other.press("Enter");
			const label = DELAYS[ms];
			const chosen = transport.getByRole("radio", { checked: true, name: label, exact: true });
			await chosen.waitFor({ state: label === undefined ? "detached" : "visible" });
		},
		async pause() {
			await named(transport, "button", "Pause").click();
			await named(transport, "button", "Resume").waitFor();
		},
		async resume() {
			await named(transport, "button", "Resume").click();
			await named(transport, "button", "Pause").waitFor();
		},
		/** What the narrator says, once it says this. */
		narration: (text) => transport.getByRole("paragraph").filter({ hasText: text }).textContent(),
		/** Waits until a line of the log says this. */
		logged: (text) => page.getByRole("log").getByText(text).last().waitFor(),
		/** Waits until the room clock has advanced by this many ms. */
		untilLater: (ms) => timer.evaluate(watchClock, ms),
		/** The buttons on the wires whose names contain this text. */
		packets: (text) => page.getByRole("toolbar", { name: "Packets on wires" }).getByRole("button", { name: text }),
	};
}

const DELAYS = { 0: "None", 500: "0.5 s", 2000: "2 s", 6000: "6 s" };
const named = (place, role, name) => place.getByRole(role, { name, exact: true });
const field = (place, label) => place.getByLabel(label, { exact: true });
const press = (place, button) => place.getByRole("button", { name: button }).click();
const until = (page, client, word) => page.getByRole("article", { name: `Client ${client}, ${word}` }).waitFor();

async function turn(control, on) {
	if ((await control.getAttribute("aria-checked")) !== String(on)) await control.click();
}

/** Runs in the page, whose clock says "0:58.4". */
async function watchClock(element, ms) {
	const read = () => element.textContent.split(":").reduce((minutes, seconds) => minutes * 60 + Number(seconds), 0) * 1_000;
	const end = read() + ms;
	while (read() < end) await new Promise(requestAnimationFrame);
}
