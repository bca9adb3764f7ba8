import type { Bench } from "#fidelity/bench.ts";
import { bytesOf, text, uint16 } from "#fidelity/packets.ts";
import type { Section, Statement } from "#fidelity/statement.ts";

const ILL_FORMED = text(Uint8Array.of(0x61, 0xc3, 0x28));
/** The upper half of a surrogate pair, alone: not valid in UTF-8 [3.1.1 section 1.5.3]. */
const SURROGATE = text(Uint8Array.of(0xed, 0xa0, 0x80));
const NUL = "a\u0000b";
const PAYLOAD = Buffer.from("1");

function afterConnect(id: string, says: string, bytes: Uint8Array): Statement {
	return {
		id,
		says: `${says} ends the connection`,
		async probe({ join }: Bench) {
			const client = await join("x");
			client.sendBytes(bytes);
			await client.closes(`after ${says}`);
		},
	};
}

function insteadOfConnect(id: string, says: string, bytes: Uint8Array): Statement {
	return {
		id,
		says: `${says} ends the connection`,
		async probe({ dial }: Bench) {
			const client = await dial();
			client.sendBytes(bytes);
			await client.closes(`after ${says}`);
		},
	};
}

const connectBytes = (flags: number, ...payload: readonly (string | Uint8Array)[]) =>
	bytesOf(0x10, "MQTT", 4, flags, uint16(0), ...payload);

export const MALFORMED: Section = {
	title: "What is malformed otherwise",
	statements: [
		afterConnect("MQTT-1.5.3-1", "a PUBLISH whose topic is ill-formed UTF-8", bytesOf(0x30, ILL_FORMED, PAYLOAD)),
		afterConnect("MQTT-1.5.3-1", "a PUBLISH whose topic has half a surrogate pair", bytesOf(0x30, SURROGATE, PAYLOAD)),
		afterConnect("MQTT-1.5.3-1", "a SUBSCRIBE whose filter is ill-formed UTF-8", bytesOf(0x82, uint16(1), ILL_FORMED, 0)),
		insteadOfConnect("MQTT-1.5.3-1", "a CONNECT whose client id is ill-formed UTF-8", connectBytes(2, ILL_FORMED)),
		afterConnect("MQTT-1.5.3-2", "a PUBLISH whose topic has U+0000", bytesOf(0x30, NUL, PAYLOAD)),
		afterConnect("MQTT-1.5.3-2", "a SUBSCRIBE whose filter has U+0000", bytesOf(0x82, uint16(1), NUL, 0)),
		{
			id: "MQTT-1.5.3-3",
			says: "U+FEFF is a character like any other, wherever it stands",
			async probe({ join }) {
				const client = await join("x");
				client.sendBytes(bytesOf(0x82, uint16(1), "\ufefft", 0));
				await client.take("SUBACK 1 [0]");
				client.sendBytes(bytesOf(0x30, "t", PAYLOAD));
				client.sendBytes(bytesOf(0x30, "\ufefft", PAYLOAD));
				await client.take('PUBLISH \ufefft "1" QoS 0');
			},
		},
		afterConnect("MQTT-2.2.2-2", "a PINGREQ with reserved flags", Uint8Array.of(0xc1, 0)),
		afterConnect("MQTT-2.2.2-2", "a PUBREL with flags 0", Uint8Array.of(0x60, 2, 0, 1)),
		afterConnect("MQTT-3.8.1-1", "a SUBSCRIBE with flags 0", bytesOf(0x80, uint16(1), "t", 0)),
		afterConnect("MQTT-3.10.1-1", "an UNSUBSCRIBE with flags 0", bytesOf(0xa0, uint16(1), "t")),
		afterConnect("MQTT-3.8.3-3", "a SUBSCRIBE without a filter", bytesOf(0x82, uint16(1))),
		afterConnect("MQTT-3.10.3-2", "an UNSUBSCRIBE without a filter", bytesOf(0xa2, uint16(1))),
		insteadOfConnect("MQTT-3.1.2-3", "a CONNECT with its reserved flag set", connectBytes(3, "x")),
		insteadOfConnect("MQTT-3.1.2-22", "a password without a user name", connectBytes(0x42, "x", "secret")),
		insteadOfConnect("MQTT-3.1.2-18", "a user name that no flag announces", connectBytes(0x02, "x", "somebody")),
		insteadOfConnect("MQTT-3.1.2-19", "a user name that is announced and not there", connectBytes(0x82, "x")),
		insteadOfConnect("MQTT-3.1.3-10", "a will whose topic is ill-formed UTF-8", connectBytes(0x06, "x", ILL_FORMED, "gone")),
		afterConnect("MQTT-2.2.2-2", "a DISCONNECT with reserved flags", Uint8Array.of(0xe1, 0)),
		afterConnect("2.2.3", "a remaining length of five bytes", Uint8Array.of(0x30, 0xff, 0xff, 0xff, 0xff, 0x01)),
	],
};
