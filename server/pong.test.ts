import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { answerPings } from "./pong.ts";

test("of thousands of Pings at once the last one is answered, and hardly any other", async () => {
	const server = new WebSocketServer({ port: 0, host: "127.0.0.1", autoPong: false });
	server.on("connection", answerPings);
	await once(server, "listening");
	const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
	await once(client, "open");
	const answered: string[] = [];
	client.on("pong", (payload) => answered.push(String(payload)));
	for (let n = 1; n <= 5_000; n += 1) client.ping(String(n));
	await expect.poll(() => answered.at(-1)).toBe("5000");
	expect(answered[0]).toBe("1");
	expect(answered.length).toBeLessThan(500);
	client.ping("once more");
	await expect.poll(() => answered.at(-1)).toBe("once more");
	client.terminate();
	server.close();
});
