import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import { openDoors } from "#server/doors.ts";
import type { BrokerUnderTest } from "./broker.ts";

/** Our own host in this process, with all its doors; each room of that host starts with these settings. */
export function slowWire(name = "Slow Wire", settings: BrokerSettings = FIRST_SETTINGS): BrokerUnderTest {
	return {
		name,
		bringsOurClient: true,
		async open() {
			const server = createServer();
			await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
			const { port } = server.address() as AddressInfo;
			const faults: string[] = [];
			const doors = await openDoors(server, {
				flags: { host: "127.0.0.1", port, mqttPort: 0, settings },
				strangers: "refuse",
				log: (says, fault) => {
					if (fault !== undefined) faults.push(says);
				},
			});
			if (doors.mqttPort === null) throw new Error("no TCP port could be opened");
			return {
				port: doors.mqttPort,
				wsUrl: `ws://127.0.0.1:${port}/mqtt`,
				async close() {
					await doors.close();
					await new Promise((closed) => server.close(closed));
					// A statement does not hold if the host reports a bug of its own meanwhile.
					if (faults.length > 0) throw new Error(faults.join("\n"));
				},
			};
		},
	};
}
