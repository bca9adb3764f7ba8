import { collects, leaves, onlyMark, publishes, receives, subscribes } from "#fidelity/bench.ts";
import { insist } from "#fidelity/departure.ts";
import { idOf, LEVEL_6, puback, publish, pubrel, unsubscribe } from "#fidelity/packets.ts";
import type { Section } from "#fidelity/statement.ts";
import { ONE } from "./stage.ts";

export const SESSION: Section = {
	title: "Sessions",
	statements: [
		{
			id: "MQTT-3.1.2-4",
			says: "clean_session = false: the session under this client id is resumed with its subscriptions",
			async probe({ keep, join }) {
				const sub = await keep("x", { present: 0 });
				await subscribes(sub, "t", 1);
				await leaves(sub);
				const back = await keep("x", { present: 1 });
				await publishes(await join("pub"), "t", "1", 1);
				await receives(back, 'PUBLISH t "1" QoS 1');
			},
		},
		{
			id: "MQTT-3.1.2-4",
			says: "a session without any subscription is kept too",
			async probe({ keep }) {
				await leaves(await keep("x", { present: 0 }));
				await keep("x", { present: 1 });
			},
		},
		{
			id: "MQTT-3.1.2-4",
			says: "a session stays after its last subscription was removed",
			async probe({ keep }) {
				const sub = await keep("x");
				await subscribes(sub, "t", 1);
				sub.send(unsubscribe(2, "t"));
				await sub.take("UNSUBACK 2");
				await leaves(sub);
				await keep("x", { present: 1 });
			},
		},
		{
			id: "MQTT-3.1.2-4",
			says: "a connection that is refused leaves the session of its client id alone",
			async probe({ keep, join, dial }) {
				const sub = await join("sub");
				await subscribes(sub, "t", 2);
				const pub = await keep("x");
				await subscribes(pub, "own");
				pub.send(publish("t", "1", 2, { id: 5 }));
				await pub.take("PUBREC 5");
				pub.cut();
				const refused = await dial();
				refused.sendBytes(LEVEL_6);
				await refused.take("CONNACK 1, session present 0");
				const back = await keep("x", { present: 1 });
				back.send(publish("t", "1", 2, { id: 5, dup: true }));
				await back.take("PUBREC 5");
				back.send(pubrel(5));
				await back.take("PUBCOMP 5");
				await publishes(back, "t", "last", 2, { id: 6 });
				await receives(sub, 'PUBLISH t "1" QoS 2', 'PUBLISH t "last" QoS 2');
			},
		},
		{
			id: "MQTT-3.1.2-5",
			says: "what is published with QoS 1 or 2 while a client with a kept session is away is kept for it",
			async probe({ keep, join }) {
				const sub = await keep("x");
				await subscribes(sub, "t", 2);
				await leaves(sub);
				const pub = await join("pub");
				await publishes(pub, "t", "1", 1);
				await publishes(pub, "t", "2", 2);
				await receives(await keep("x"), 'PUBLISH t "1" QoS 1', 'PUBLISH t "2" QoS 2');
			},
		},
		{
			id: "3.1.2.4",
			says: "what is published with QoS 0 may be kept for a client that is away, too",
			untestable: "the standard leaves it to the broker",
		},
		{
			id: "MQTT-3.1.2-6",
			says: "clean_session = true throws the kept session away: its subscriptions and what waited",
			async probe({ keep, join }) {
				const sub = await keep("x");
				await subscribes(sub, "t", 1);
				await leaves(sub);
				const pub = await join("pub");
				await publishes(pub, "t", "1", 1);
				const clean = await join("x", { present: 0 });
				await publishes(pub, "t", "2", 1);
				await onlyMark(clean, pub);
			},
		},
		{
			id: "MQTT-3.1.2-6",
			says: "clean_session = true throws away the QoS 2 ids that were half done: the same id is a new message",
			async probe({ keep, join }) {
				const sub = await join("sub");
				await subscribes(sub, "t", 0);
				const pub = await keep("x");
				pub.send(publish("t", "old", 2, { id: 5 }));
				await pub.take("PUBREC 5");
				pub.cut();
				const clean = await join("x", { present: 0 });
				await publishes(clean, "t", "new", 2, { id: 5 });
				const lines = await collects(sub, 'PUBLISH t "new"', (line) => line.includes('"new"'));
				insist(lines.length <= 2, "something came twice");
			},
		},
		{
			id: "MQTT-3.1.2-6",
			says: "a clean session ends with its connection and is not used again",
			async probe({ keep, join }) {
				const clean = await join("x");
				await subscribes(clean, "t", 1);
				await leaves(clean);
				const pub = await join("pub");
				await publishes(pub, "t", "1", 1);
				const back = await keep("x", { present: 0 });
				await publishes(pub, "t", "2", 1);
				await onlyMark(back, pub);
			},
		},
		{
			id: "MQTT-3.1.2-6",
			says: "a clean session that is taken over with clean_session = false leaves nothing to it",
			async probe({ keep, join }) {
				const clean = await join("x");
				await subscribes(clean, "t", 1);
				const pub = await join("pub");
				await publishes(pub, "t", "1", 1);
				await clean.take('PUBLISH t "1" QoS 1');
				const back = await keep("x", { present: 0 });
				await publishes(pub, "t", "2", 1);
				await onlyMark(back, pub);
			},
		},
		{
			id: "MQTT-3.1.2-6",
			says: "the client too throws its half away: what was not acknowledged is not sent again, and ids start anew",
			async client({ lab, answer }) {
				lab.add("x", { cleanSession: false });
				const first = await answer("x", { present: false });
				lab.publish("x", { ...ONE, qos: 1 });
				await first.take('PUBLISH t "1" QoS 1');
				await first.drop();
				lab.set("x", { cleanSession: true });
				const second = await answer("x", { present: false });
				lab.publish("x", { ...ONE, payload: "2", qos: 1 });
				const [packet] = await second.take('PUBLISH t "2" QoS 1');
				insist(packet !== undefined && idOf(packet) === 1, "the first packet id is not 1");
			},
		},
		{
			id: "MQTT-3.1.2.7",
			says: "retained messages stay when the session of their publisher ends",
			async probe({ keep, join }) {
				const pub = await keep("pub");
				await publishes(pub, "t", "1", 1, { retain: true });
				await leaves(pub);
				await leaves(await join("pub"));
				const sub = await join("sub");
				await subscribes(sub, "t", 1);
				await receives(sub, 'PUBLISH t "1" QoS 1 RETAIN');
			},
		},
		{
			id: "MQTT-3.1.3-2",
			says: "the client id is the key to the session: another id finds nothing of it",
			async probe({ keep }) {
				const sub = await keep("x");
				await subscribes(sub, "t", 1);
				await leaves(sub);
				const other = await keep("X", { present: 0 });
				await publishes(other, "t", "1", 1);
				await other.quiet();
				await receives(await keep("x", { present: 1 }), 'PUBLISH t "1" QoS 1');
			},
		},
		{
			id: "MQTT-4.1.0-1",
			says: "a session is kept through many connections: subscriptions, what waits, and what is not acknowledged",
			async probe({ keep, join }) {
				let sub = await keep("x", { present: 0 });
				await subscribes(sub, "t", 1);
				const pub = await join("pub");
				for (const payload of ["1", "2", "3"]) {
					await leaves(sub);
					await publishes(pub, "t", payload, 1);
					sub = await keep("x", { present: 1 });
					const [packet] = await sub.take(`PUBLISH t "${payload}" QoS 1`);
					if (packet !== undefined) sub.send(puback(idOf(packet)));
					await sub.quiet();
				}
			},
		},
		{
			id: "MQTT-4.1.0-2",
			says: "a session lives at least as long as its connection, whatever others do",
			async probe({ join }) {
				const sub = await join("sub");
				await subscribes(sub, "t");
				for (const payload of ["1", "2", "3"]) {
					const pub = await join("pub");
					await publishes(pub, "t", payload);
					await receives(sub, `PUBLISH t "${payload}" QoS 0`);
					await leaves(pub);
				}
			},
		},
		{
			id: "3.1.2.4",
			says: "DISCONNECT alone does not end a kept session; clean_session = true and DISCONNECT do",
			async probe({ keep, join }) {
				const first = await keep("x");
				await subscribes(first, "t");
				await leaves(first);
				await leaves(await keep("x", { present: 1 }));
				await leaves(await join("x"));
				await keep("x", { present: 0 });
			},
		},
	],
};
