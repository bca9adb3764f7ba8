import { type AddressInfo, createServer, type Socket } from "node:net";
import { Aedes } from "aedes";
import type { Broker, BrokerUnderTest } from "./broker.ts";

/** Aedes with its own memory persistence and no options set: the room setting "as Aedes ships" has to match this. */
export const bareAedes: BrokerUnderTest = {
	name: "as Aedes ships",
	bringsOurClient: false,
	async open(): Promise<Broker> {
		const aedes = await Aedes.createBroker();
		const sockets = new Set<Socket>();
		const server = createServer({ noDelay: true }, (tcp) => {
			sockets.add(tcp);
			tcp.on("close", () => sockets.delete(tcp));
			tcp.on("error", () => {});
			aedes.handle(tcp);
		});
		await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
		return {
			port: (server.address() as AddressInfo).port,
			wsUrl: null,
			async close() {
				await new Promise<void>((closed) => aedes.close(closed));
				for (const tcp of sockets) tcp.destroy();
				await new Promise((closed) => server.close(closed));
			},
		};
	},
};
