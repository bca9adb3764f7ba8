import { createServer, type IncomingMessage, request, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { expect, test } from "@playwright/test";
import WebSocket from "ws";
import { packLink } from "#script/link.ts";
import { TESTS } from "#script/tests.ts";
import { PORT } from "./hosts.ts";
import { freshRoom } from "./lab-page.ts";

const WEB = `ws://localhost:${PORT}`;

/** Watches a room as a page does; settles once the room has answered. */
function watch(room: string): Promise<WebSocket> {
	return new Promise((settle) => {
		const socket = new WebSocket(`${WEB}/r/${room}/watch`);
		socket.once("message", () => settle(socket));
		socket.on("error", () => settle(socket));
		socket.on("close", () => settle(socket));
	});
}

test("a page that finds no place for its room says so, and comes in as soon as there is one", async ({ page }) => {
	const sockets = await Promise.all(Array.from({ length: 150 }, (_, one) => watch(`full-${one}-${process.pid}`)));
	const room = freshRoom();
	await page.goto(`/r/${room}`);
	await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Room ${room.toUpperCase()} cannot be opened now`);
	await expect(
		page.getByText(/^Your address has its share of rooms open, \d+ rooms, and all are in use; use one of them\. This page opens by itself/),
	).toBeVisible();
	for (const socket of sockets) socket.terminate();
	await expect(page.getByRole("button", { name: "Pause" })).toBeEnabled();
});

test("a page that is one too many in its room says how many there are", async ({ page }) => {
	const room = freshRoom();
	const sockets = await Promise.all(Array.from({ length: 200 }, () => watch(room)));
	await page.goto(`/r/${room}`);
	await expect(
		page.getByText(`Room ${room} has 200 watchers and takes no more. This page opens by itself as soon as it can.`),
	).toBeVisible();
	for (const socket of sockets) socket.terminate();
	await expect(page.getByRole("button", { name: "Pause" })).toBeEnabled();
});

/** A proxy. renames: it calls the host by another name than the browser does. webSockets: it passes them on. */
async function openProxy({
	renames,
	webSockets,
}: {
	renames: boolean;
	webSockets: boolean;
}): Promise<{ readonly url: string; close(): void }> {
	const open = new Set<Socket>();
	const headersOf = (asked: IncomingMessage) => ({ ...asked.headers, ...(renames ? { host: `localhost:${PORT}` } : {}) });
	const server: Server = createServer((asked, answer) => {
		const options = { port: PORT, path: asked.url, method: asked.method, headers: headersOf(asked) };
		asked.pipe(
			request(options, (got) => {
				answer.writeHead(got.statusCode ?? 500, got.headers);
				got.pipe(answer);
			}),
		);
	});
	server.on("upgrade", (asked: IncomingMessage, down: Socket) => {
		if (!webSockets) return void down.end("HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\n\r\n");
		const up = connect(PORT, "localhost", () => {
			const headers = Object.entries(headersOf(asked)).map(([name, value]) => `${name}: ${value}\r\n`);
			up.write(`GET ${asked.url} HTTP/1.1\r\n${headers.join("")}\r\n`);
			up.pipe(down).pipe(up);
		});
		for (const socket of [up, down]) socket.on("error", () => {});
	});
	server.on("connection", (socket) => open.add(socket));
	await new Promise<void>((settle) => server.listen(0, "127.0.0.1", settle));
	return {
		url: `http://localhost:${(server.address() as AddressInfo).port}`,
		close() {
			server.close();
			for (const socket of open) socket.destroy();
		},
	};
}

test("a page behind a proxy that renames the host says which flag lets it in", async ({ page }) => {
	const proxy = await openProxy({ renames: true, webSockets: true });
	await page.goto(`${proxy.url}/r/${freshRoom()}`);
	await expect(
		page.getByText(`A page of another origin (${proxy.url}). Start the host with --origin ${proxy.url} to let it in.`),
	).toBeVisible();
	proxy.close();
});

test("a page behind a proxy without WebSockets says that none gets through", async ({ page }) => {
	const proxy = await openProxy({ renames: false, webSockets: false });
	await page.goto(`${proxy.url}/r/${freshRoom()}`);
	await expect(page.getByText(/^The host answers, but no WebSocket to it gets through/)).toBeVisible();
	proxy.close();
});

test("the player runs in a frame of another site's page, sandboxed or not, as long as the frame keeps the player's own origin", async ({
	page,
}) => {
	const script = TESTS[3];
	if (script === undefined) throw new Error("there is no test 4");
	const packed = await packLink({ kind: "script", title: script.title, steps: script.steps });
	if (!packed.ok) throw new Error(packed.says);
	const site = createServer((asked, answer) => {
		const sandbox = { "/plain": "", "/own": 'sandbox="allow-scripts allow-same-origin"', "/opaque": 'sandbox="allow-scripts"' }[
			asked.url ?? ""
		];
		const frame = `<iframe src="http://localhost:${PORT}/embed#${packed.fragment}" width="960" height="600" ${sandbox}></iframe>`;
		answer.setHeader("Content-Type", "text/html").end(`<!doctype html>${frame}`);
	});
	await new Promise<void>((settle) => site.listen(0, "127.0.0.1", settle));
	const url = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
	const player = page.frameLocator("iframe");
	for (const path of ["/plain", "/own"]) {
		await page.goto(url + path);
		await expect(player.getByRole("button", { name: "Step" })).toBeEnabled();
		await player.getByRole("button", { name: "Step" }).click();
		await expect(player.getByText(/^1 of 8 sub-1 sends CONNECT/)).toBeVisible();
	}
	// Without an origin of its own, a frame may not even load the player's scripts: there, nothing would be gained by letting its sockets in.
	await page.goto(`${url}/opaque`, { waitUntil: "networkidle" });
	await expect(player.getByRole("button", { name: "Step" })).toHaveCount(0);
	site.close();
	site.closeAllConnections();
});
