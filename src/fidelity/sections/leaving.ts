import { leaves, publishes, receives, subscribes } from "#fidelity/bench.ts";
import { insist } from "#fidelity/departure.ts";
import { DISCONNECT, PINGREQ, publish, will } from "#fidelity/packets.ts";
import type { Section } from "#fidelity/statement.ts";
import { ONE } from "./stage.ts";

const KEEP_ALIVE_MS = 1_000;
/** More than a second late can no longer be blamed on a busy machine. */
const LATEST_MS = 2_600;

export const LEAVING: Section = {
	title: "Keep alive and leaving",
	statements: [
		{
			id: "MQTT-3.1.2-23",
			says: "the client sends something, at least PINGREQ, within its keep alive",
			async client({ lab, answer }) {
				lab.add("x", { keepAlive: 1 });
				const broker = await answer("x");
				const since = performance.now();
				await broker.take("PINGREQ");
				insist(performance.now() - since <= KEEP_ALIVE_MS * 1.5, "PINGREQ came too late");
			},
		},
		{
			id: "MQTT-3.1.2-24",
			says: "a client that says nothing for 1.5 times its keep alive is dropped, and its will is published",
			async probe({ join }) {
				const sub = await join("sub");
				await subscribes(sub, "w");
				const client = await join("x", { keepalive: KEEP_ALIVE_MS / 1000, will: will("w") });
				const since = performance.now();
				await client.ended("long after 1.5 times its keep alive", LATEST_MS);
				insist(performance.now() - since > KEEP_ALIVE_MS * 1.45, "the connection ends before 1.5 times its keep alive");
				await receives(sub, 'PUBLISH w "gone" QoS 0');
			},
		},
		{
			id: "MQTT-3.12.4-1",
			says: "PINGREQ is answered with PINGRESP",
			async probe({ join }) {
				const client = await join("x");
				client.send(PINGREQ, PINGREQ);
				await client.take("PINGRESP", "PINGRESP");
			},
		},
		{
			id: "MQTT-3.14.4-1",
			says: "after DISCONNECT the client closes the connection",
			async client({ lab, answer }) {
				lab.add("x");
				const broker = await answer("x");
				lab.disconnect("x");
				await broker.take("DISCONNECT");
				await broker.ended("after DISCONNECT");
			},
		},
		{
			id: "MQTT-3.14.4-2",
			says: "after DISCONNECT the client sends nothing more",
			async client({ lab, answer }) {
				lab.add("x");
				const broker = await answer("x");
				lab.publish("x", { ...ONE, qos: 2 });
				await broker.take('PUBLISH t "1" QoS 2');
				lab.disconnect("x");
				// Each of these packets would be answered.
				broker.send(publish("t", "2", 1), { cmd: "pubrec", messageId: 1 });
				await broker.take("DISCONNECT");
				await broker.ended("after DISCONNECT");
				insist(broker.got.at(-1)?.cmd === "disconnect", "something came behind DISCONNECT");
			},
		},
		{
			id: "3.14.4",
			says: "what comes behind DISCONNECT is not processed",
			async probe({ join }) {
				const sub = await join("sub");
				await subscribes(sub, "t", 1);
				const pub = await join("pub");
				pub.send(publish("t", "1", 1), DISCONNECT, publish("t", "late", 1, { id: 2 }));
				await pub.ended("after DISCONNECT");
				await publishes(await join("last"), "t", "last", 1);
				await receives(sub, 'PUBLISH t "1" QoS 1', 'PUBLISH t "last" QoS 1');
			},
		},
		{
			id: "MQTT-3.14.4-3",
			says: "DISCONNECT makes the broker forget the will, unpublished",
			async probe({ join }) {
				const sub = await join("sub");
				await subscribes(sub, "#");
				await leaves(await join("x", { will: will("w") }));
				await publishes(await join("last"), "mark", "");
				await receives(sub, 'PUBLISH mark "" QoS 0');
			},
		},
	],
};
