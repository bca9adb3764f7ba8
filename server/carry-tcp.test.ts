import { once } from "node:events";
import { connect, createServer } from "node:net";
import { expect, test } from "vitest";
import { DEAF } from "#host/refuse.ts";
import { carryTcp } from "./carry-tcp.ts";
import { machineTime } from "./real-time.ts";

test("a socket that is ended and then broken in the same turn still closes", async () => {
	const server = createServer({ allowHalfOpen: true }).listen(0, "127.0.0.1");
	await once(server, "listening");
	const closed = new Promise((settle) => {
		server.once("connection", (tcp) => {
			tcp.once("close", settle);
			carryTcp(
				tcp,
				(carrier) => {
					carrier.end();
					carrier.terminate();
					return DEAF;
				},
				{ time: machineTime, log: (says) => expect.fail(says) },
			);
		});
	});
	const client = connect((server.address() as { port: number }).port, "127.0.0.1").on("error", () => {});
	await closed;
	client.destroy();
	server.close();
});
