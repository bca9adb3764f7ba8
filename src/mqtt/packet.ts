/** Control packet types of MQTT 3.1.1, table 2.1. The index is the type number on the wire. */
export const PACKET_TYPES = [
	"RESERVED",
	"CONNECT",
	"CONNACK",
	"PUBLISH",
	"PUBACK",
	"PUBREC",
	"PUBREL",
	"PUBCOMP",
	"SUBSCRIBE",
	"SUBACK",
	"UNSUBSCRIBE",
	"UNSUBACK",
	"PINGREQ",
	"PINGRESP",
	"DISCONNECT",
	"RESERVED15",
] as const;

export type PacketType = (typeof PACKET_TYPES)[number];
export type QoS = 0 | 1 | 2;
/** Up is towards the broker, down is back towards the client. */
export type Direction = "up" | "down";

export type Will = {
	readonly topic: string;
	readonly payload: Uint8Array;
	readonly qos: QoS;
	readonly retain: boolean;
};

export type FilterRequest = { readonly filter: string; readonly qos: QoS };

/** One whole packet, decoded. Binary fields are views into the packet's own bytes. */
export type Packet =
	| {
			readonly type: "CONNECT";
			readonly protocolName: string;
			readonly protocolLevel: number;
			readonly clientId: string;
			readonly cleanSession: boolean;
			/** Seconds, 0 = off. */
			readonly keepAlive: number;
			readonly will: Will | null;
			readonly userName: string | null;
			readonly hasPassword: boolean;
	  }
	| { readonly type: "CONNACK"; readonly sessionPresent: boolean; readonly returnCode: number }
	| {
			readonly type: "PUBLISH";
			readonly topic: string;
			readonly payload: Uint8Array;
			readonly qos: QoS;
			readonly retain: boolean;
			readonly dup: boolean;
			/** Null at QoS 0 [MQTT-2.3.1-5]. */
			readonly packetId: number | null;
	  }
	| { readonly type: "PUBACK" | "PUBREC" | "PUBREL" | "PUBCOMP"; readonly packetId: number }
	| { readonly type: "UNSUBACK"; readonly packetId: number }
	| { readonly type: "SUBSCRIBE"; readonly packetId: number; readonly filters: readonly FilterRequest[] }
	| { readonly type: "SUBACK"; readonly packetId: number; readonly returnCodes: readonly number[] }
	| { readonly type: "UNSUBSCRIBE"; readonly packetId: number; readonly filters: readonly string[] }
	| { readonly type: "PINGREQ" | "PINGRESP" | "DISCONNECT" };
