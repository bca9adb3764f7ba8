import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type Browser, type BrowserContextOptions, test as base, type Page } from "@playwright/test";

/** A host on which a class is led, as its terminal tells of it. */
export type ClassHost = {
	/** Where this machine finds it: "http://localhost:4173". */
	readonly base: string;
	readonly port: number;
	readonly mqttPort: number;
	/** As people read it, and as room names are. */
	readonly code: string;
	readonly room: string;
	/** What the QR code holds: where a phone goes. */
	readonly phones: string;
	readonly projector: string;
	/** Leads the class: its fragment is the key. */
	readonly hostLink: string;
	close(): Promise<void>;
};

const READS = {
	phones: /Phones +(http\S+)/,
	projector: /Projector +(http\S+)/,
	hostLink: /Host +(http\S+#host=\S+)/,
	mqttPort: /MQTT over TCP for any other client: port (\d+)/,
} as const;

/** The built host with its room, on ports of its own. */
async function openClassHost(): Promise<ClassHost> {
	const child = spawn(process.execPath, ["dist/server/main.js", "--workshop", "--port", "0", "--mqtt-port", "0"], {
		stdio: ["ignore", "pipe", "inherit"],
	});
	const told = await toldBy(child);
	const { origin, port, pathname } = new URL(told.projector);
	const room = pathname.split("/")[2] ?? "";
	return {
		...told,
		base: origin,
		port: Number(port),
		mqttPort: Number(told.mqttPort),
		code: room.toUpperCase(),
		room: room.toLowerCase(),
		async close() {
			if (child.exitCode !== null || child.signalCode !== null) return;
			const ended = once(child, "close");
			child.kill("SIGTERM");
			await ended;
		},
	};
}

/** The last that it says when it starts: what has not been found by then is said otherwise now. */
const LAST = /#host=.*\n.*\n/;

/** What it says of itself. */
function toldBy(child: ChildProcess): Promise<Record<keyof typeof READS, string>> {
	return new Promise((settle, fail) => {
		let said = "";
		child.stdout?.on("data", (bytes) => {
			said += bytes;
			const found = Object.entries(READS).map(([what, reads]) => [what, reads.exec(said)?.[1]] as const);
			if (found.every(([, value]) => value !== undefined)) settle(Object.fromEntries(found) as Record<keyof typeof READS, string>);
			else if (LAST.test(said)) fail(new Error(`the host of a class says of itself what is not known here: ${said}`));
		});
		child.once("close", () => fail(new Error(`the host of a class ended: ${said}`)));
	});
}

/** Pages of people who do not know each other: each in a browser of its own. */
export type Visitors = {
	/** A laptop of 1440 × 900, unless said otherwise. */
	laptop(options?: BrowserContextOptions): Promise<Page>;
	/** 390 × 844, touched. */
	phone(options?: BrowserContextOptions): Promise<Page>;
};

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;

function peopleIn(browser: Browser, at: ClassHost) {
	const contexts: { close(): Promise<void> }[] = [];
	const open = async (options: BrowserContextOptions) => {
		const context = await browser.newContext({ baseURL: at.base, ...options });
		contexts.push(context);
		return context.newPage();
	};
	const people: Visitors = { laptop: (options) => open({ ...options }), phone: (options) => open({ ...PHONE, ...options }) };
	return { people, leave: () => Promise.all(contexts.map((context) => context.close())) };
}

/** A class of its own for each test, and people who come to it. */
export const test = base.extend<{ host: ClassHost; people: Visitors }>({
	// biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
	host: async ({}, use) => {
		const host = await openClassHost();
		await use(host);
		await host.close();
	},
	people: async ({ browser, host }, use) => {
		const { people, leave } = peopleIn(browser, host);
		await use(people);
		await leave();
	},
});
