import { readFileSync } from "node:fs";
import { atBroker, type Bench, leaves, publishes, subscribes } from "./bench.ts";
import type { BrokerUnderTest } from "./broker.ts";
import type { ProbeClient } from "./client.ts";
import { Departure } from "./departure.ts";
import { idOf, lineOf, PINGREQ, puback, pubcomp, pubrec, type QoS } from "./packets.ts";

/** One combination of everything that decides what a subscriber gets. */
export type TableCell = {
	readonly filter: "t/1" | "t/+";
	readonly retain: boolean;
	readonly clean: boolean;
	readonly subscribeQos: QoS;
	readonly publishQos: QoS;
};

const BOTH = [false, true] as const;
const QOS = [0, 1, 2] as const;

export const CELLS: readonly TableCell[] = (["t/1", "t/+"] as const).flatMap((filter) =>
	BOTH.flatMap((retain) =>
		BOTH.flatMap((clean) =>
			QOS.flatMap((subscribeQos) => QOS.map((publishQos): TableCell => ({ filter, retain, clean, subscribeQos, publishQos }))),
		),
	),
);

export function nameOfCell({ filter, retain, clean, subscribeQos, publishQos }: TableCell): string {
	return `${filter}, RETAIN ${retain ? 1 : 0}, clean_session ${clean ? 1 : 0}, subscribed at QoS ${subscribeQos}, published at QoS ${publishQos}`;
}

/** What Mosquitto 2.0.11 did, cell by cell, so that all cells are checked even where there is no Mosquitto. */
export function readExpected(): Readonly<Record<string, readonly string[]>> {
	return JSON.parse(readFileSync(new URL("./cells.expected.json", import.meta.url), "utf8"));
}

/**
 * One message live, two while the subscriber is away, the subscriber's return, and the same subscription once more: what the subscriber
 * gets, line by line.
 */
export async function recordCell(target: BrokerUnderTest, cell: TableCell): Promise<string[]> {
	const lines: string[] = [];
	try {
		await atBroker((bench) => play(bench, cell, (phase, seen) => lines.push(...seen.map((line) => `${phase}: ${line}`))), target);
	} catch (fault) {
		if (!(fault instanceof Departure)) throw fault;
		lines.push(fault.message);
	}
	return lines;
}

async function play({ join }: Bench, cell: TableCell, tell: (phase: string, lines: readonly string[]) => void): Promise<void> {
	const { filter, retain, clean, subscribeQos, publishQos } = cell;
	const pub = await join("pub");
	const say = async (payload: string) => {
		await publishes(pub, "t/1", payload, publishQos, { retain });
		await pub.quiet();
	};
	const sub = await join("sub", { clean });
	await subscribes(sub, filter, subscribeQos);
	await say("L");
	tell("live", await everything(sub));
	await leaves(sub);
	await say("A");
	await say("B");
	const back = await join("sub", { clean });
	tell("on return", [lineOf(back.got[0] as never), ...(await everything(back))]);
	await subscribes(back, filter, subscribeQos, 2);
	tell("subscribed again", await everything(back));
}

/** Rounds of PINGREQ in which nothing more may come: by then a broker has finished with every packet that it had. */
const QUIET_ROUNDS = 3;

/** Takes and acknowledges whatever comes, until nothing more does. */
async function everything(client: ProbeClient): Promise<string[]> {
	const lines: string[] = [];
	for (let quiet = 0; quiet < QUIET_ROUNDS; ) {
		client.send(PINGREQ);
		quiet += 1;
		for (;;) {
			const packet = await client.next("PINGRESP");
			if (packet.cmd === "pingresp") break;
			quiet = 0;
			if (packet.cmd === "pubrel") client.send(pubcomp(idOf(packet)));
			if (packet.cmd !== "publish") continue;
			lines.push(lineOf(packet));
			if (packet.qos === 1) client.send(puback(idOf(packet)));
			if (packet.qos === 2) client.send(pubrec(idOf(packet)));
		}
	}
	return lines;
}
