import { leaves, publishes, receives, subscribes } from "#fidelity/bench.ts";
import { insist, NotShown } from "#fidelity/departure.ts";
import { bytesOf, connect, LEVEL_6, lineOf, PINGREQ, publish, subscribe, uint16 } from "#fidelity/packets.ts";
import type { Section } from "#fidelity/statement.ts";

export const CONNECT: Section = {
	title: "CONNECT and CONNACK",
	statements: [
		{
			id: "MQTT-3.1.0-1",
			says: "CONNECT has to be the first packet of a connection",
			async probe({ dial }) {
				for (const [name, first] of [["PINGREQ", PINGREQ] as const, ["PUBLISH", publish("t", "1")] as const]) {
					const client = await dial();
					client.send(first);
					await client.closes(`after ${name} without CONNECT`);
				}
			},
		},
		{
			id: "MQTT-3.1.0-2",
			says: "a second CONNECT ends the connection",
			async probe({ join }) {
				const client = await join("x");
				client.send(connect("x"));
				await client.closes("after a second CONNECT");
			},
		},
		{
			id: "MQTT-3.1.2-2",
			says: "an unknown protocol level is answered with return code 1, then the connection ends",
			async probe({ dial }) {
				const client = await dial();
				client.sendBytes(LEVEL_6);
				await client.take("CONNACK 1, session present 0");
				await client.closes("after CONNACK 1");
			},
		},
		{
			id: "MQTT-3.1.3-5",
			says: "client ids of 1 to 23 letters and digits are accepted",
			async probe({ join }) {
				for (const clientId of ["x", "0123456789abcdefghijklm", "nopqrstuvwxyzABCDEFGHIJ", "KLMNOPQRSTUVWXYZ"]) await join(clientId);
			},
		},
		{
			id: "MQTT-3.1.3-6",
			says: "a client that leaves its id empty gets one that nobody else has",
			async probe({ join }) {
				const [first, second] = [await join(""), await join("")];
				await subscribes(first, "t");
				await subscribes(second, "t");
				await publishes(second, "t", "1");
				await receives(first, 'PUBLISH t "1" QoS 0');
				await receives(second, 'PUBLISH t "1" QoS 0');
			},
		},
		{
			id: "MQTT-3.1.3-7",
			says: "a client without an id asks for a clean session",
			async client({ lab }) {
				insist(!lab.add("").ok, "our client takes an empty id");
			},
		},
		{
			id: "MQTT-3.1.3-8",
			says: "an empty client id with clean_session = false is answered with return code 2, then the connection ends",
			async probe({ dial }) {
				const client = await dial();
				client.sendBytes(bytesOf(0x10, "MQTT", 4, 0, uint16(0), ""));
				await client.take("CONNACK 2, session present 0");
				await client.closes("after CONNACK 2");
			},
		},
		{
			id: "MQTT-3.1.3-9",
			says: "a client id that is not accepted is answered with return code 2, then the connection ends",
			async probe({ dial }) {
				const client = await dial();
				client.send(connect("x".repeat(300)));
				const answer = await client.next("CONNACK");
				if (lineOf(answer) === "CONNACK 0, session present 0") throw new NotShown("this broker takes ids of any length");
				insist(lineOf(answer) === "CONNACK 2, session present 0", `${lineOf(answer)} came where CONNACK 2 was due`);
				await client.closes("after CONNACK 2");
			},
		},
		{
			id: "MQTT-3.1.4-2",
			says: "a second connection with the same client id ends the first one",
			async probe({ join }) {
				const first = await join("x");
				await join("x");
				await first.ended("after another one came with its client id");
			},
		},
		{
			id: "MQTT-3.1.4-2",
			says: "of ten connections that come at once with one client id, one is left",
			async probe({ dial, join }) {
				const sub = await join("sub");
				await subscribes(sub, "alive");
				for (let storm = 0; storm < 25; storm += 1) {
					const clients = await Promise.all(Array.from({ length: 10 }, dial));
					for (const client of clients) client.send(connect("x", { clean: storm % 2 === 0 }));
					// Nine of them are over as soon as the tenth is served, so every connection that is served is counted until then.
					await Promise.all(clients.map((client) => client.next("CONNACK").catch(() => null)));
					await sub.quiet();
					for (const client of clients) client.send(publish("alive", String(storm)), PINGREQ);
					await Promise.all(clients.map((client) => client.next("PINGRESP").catch(() => null)));
					const alive = clients.filter((client) => !client.isOver()).length;
					insist(alive === 1, alive === 0 ? "none is left" : "more than one is left");
					for (const client of clients) client.cut();
					await sub.take(`PUBLISH alive "${storm}" QoS 0`);
				}
				await sub.quiet();
			},
		},
		{
			id: "MQTT-3.1.4-3",
			says: "once CONNECT is found valid, clean_session is acted upon",
			async probe({ keep, join }) {
				const first = await keep("x", { present: 0 });
				await subscribes(first, "t");
				await leaves(first);
				await leaves(await keep("x", { present: 1 }));
				await leaves(await join("x", { present: 0 }));
				await keep("x", { present: 0 });
			},
		},
		{
			id: "MQTT-3.1.4-4",
			says: "a valid CONNECT is answered with CONNACK, return code 0",
			async probe({ join }) {
				await join("x", { present: 0 });
			},
		},
		{
			id: "3.1.4",
			says: "what comes in one segment with CONNECT is processed: SUBSCRIBE and 60 PUBLISH",
			async probe({ dial }) {
				const client = await dial();
				const payloads = Array.from({ length: 60 }, (_, n) => String(n));
				client.send(connect("x"), subscribe(1, ["t", 0]), ...payloads.map((payload) => publish("t", payload)));
				await client.take("CONNACK 0, session present 0", "SUBACK 1 [0]", ...payloads.map((payload) => `PUBLISH t "${payload}" QoS 0`));
			},
		},
		{
			id: "MQTT-3.2.0-1",
			says: "CONNACK is the first packet that the broker sends",
			async probe({ keep, join, dial }) {
				const sub = await keep("x");
				await subscribes(sub, "t", 1);
				await leaves(sub);
				await publishes(await join("pub"), "t", "1", 1);
				const back = await dial();
				back.send(connect("x", { clean: false }), subscribe(2, ["t", 1]), PINGREQ);
				insist((await back.next("CONNACK")).cmd === "connack", "something else than CONNACK came first");
			},
		},
		{
			id: "MQTT-3.2.2-1",
			says: "accepted with clean_session = true: session present is 0",
			async probe({ keep, join }) {
				const sub = await keep("x");
				await subscribes(sub, "t", 1);
				await leaves(sub);
				await join("x", { present: 0 });
			},
		},
		{
			id: "MQTT-3.2.2-2",
			says: "accepted with clean_session = false and a session is there: session present is 1",
			async probe({ keep }) {
				const sub = await keep("x");
				await subscribes(sub, "t", 1);
				await leaves(sub);
				await keep("x", { present: 1 });
			},
		},
		{
			id: "MQTT-3.2.2-3",
			says: "no session is there: session present is 0",
			async probe({ keep, join }) {
				await leaves(await join("x"));
				await keep("x", { present: 0 });
			},
		},
		{
			id: "MQTT-3.2.2-4",
			says: "a return code that is no 0 goes with session present 0",
			async probe({ keep, dial }) {
				await leaves(await keep("x"));
				const client = await dial();
				client.sendBytes(LEVEL_6);
				await client.take("CONNACK 1, session present 0");
			},
		},
		{
			id: "MQTT-3.2.2-5",
			says: "a return code that is no 0 is followed by the end of the connection",
			async probe({ dial }) {
				const client = await dial();
				client.sendBytes(LEVEL_6);
				const connack = await client.next("CONNACK 1");
				insist(connack.cmd === "connack" && connack.returnCode !== 0, `${lineOf(connack)} came where CONNACK 1 was due`);
				await client.closes("after CONNACK 1");
			},
		},
	],
};
