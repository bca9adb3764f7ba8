import type { PacketType } from "./packet.ts";

/** A version of MQTT, as CONNECT names it [3.1.1 section 3.1.2]. */
export type MqttVersion = { readonly protocolName: string; readonly protocolLevel: number };

const MQTT_3_1: MqttVersion = { protocolName: "MQIsdp", protocolLevel: 3 };
export const MQTT_3_1_1: MqttVersion = { protocolName: "MQTT", protocolLevel: 4 };
export const MQTT_5: MqttVersion = { protocolName: "MQTT", protocolLevel: 5 };

/** The versions of which this codec reads every packet whole: MQTT 3.1 has the same layout as 3.1.1. */
export const READ_WHOLE: readonly MqttVersion[] = [MQTT_3_1, MQTT_3_1_1];

export function isOf(versions: readonly MqttVersion[], { protocolName, protocolLevel }: MqttVersion): boolean {
	return versions.some((one) => one.protocolName === protocolName && one.protocolLevel === protocolLevel);
}

/** Whether this name is one that MQTT has had: a CONNECT that gives it is MQTT of some level [MQTT-3.1.2-1, -2]. */
export function isProtocolName(name: string): boolean {
	return [MQTT_3_1, MQTT_3_1_1].some(({ protocolName }) => protocolName === name);
}

/** Where the versions differ that are read whole. Section numbers of MQTT 3.1 have the word section before them. */
export type Dialect = {
	/** As people call it: "3.1". */
	readonly label: string;
	/** Packets besides PUBLISH that a client may repeat, and then with DUP [3.1, section 2.1]. */
	readonly repeated: ReadonlySet<PacketType>;
	/** Whether bits that mean nothing have to be 0; MQTT 3.1 says that they are not used, and no more. */
	readonly unusedBitsAreZero: boolean;
	/** Whether a user name or a password that is announced may be missing: in 3.1 the remaining length takes precedence [3.1, section 3.1]. */
	readonly credentialsMayBeMissing: boolean;
	/** Characters of a client id. */
	readonly clientId: { readonly least: number; readonly most: number };
	/** Whether CONNACK says that a session is present; in 3.1 that byte is not used [3.1, section 3.2]. */
	readonly tellsSessionPresent: boolean;
	/** What SUBACK says of a filter that is not granted: 3.1 has no code for that, and asks for a positive answer [3.1, section 3.8]. */
	readonly notGranted: 0 | 0x80;
};

const DIALECT_3_1: Dialect = {
	label: "3.1",
	repeated: new Set<PacketType>(["PUBREL", "SUBSCRIBE", "UNSUBSCRIBE"]),
	unusedBitsAreZero: false,
	credentialsMayBeMissing: true,
	clientId: { least: 1, most: 23 },
	tellsSessionPresent: false,
	notGranted: 0,
};

export const DIALECT_3_1_1: Dialect = {
	label: "3.1.1",
	repeated: new Set<PacketType>(),
	unusedBitsAreZero: true,
	credentialsMayBeMissing: false,
	clientId: { least: 0, most: Number.POSITIVE_INFINITY },
	tellsSessionPresent: true,
	notGranted: 0x80,
};

/** Reads whatever one of them allows: for a packet that has been judged already. */
export const LENIENT: Dialect = DIALECT_3_1;

/** Null: not known yet. Everything but MQTT 3.1 is read as 3.1.1. */
export function dialectOf(version: MqttVersion | null): Dialect {
	return version !== null && isOf([MQTT_3_1], version) ? DIALECT_3_1 : DIALECT_3_1_1;
}
