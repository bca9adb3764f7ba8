/** The fields of all packets, in the words of the standard: what stands between two offsets of a packet's bytes. */
export type FieldKind =
	| "type, flags"
	| "remaining length"
	| "protocol name"
	| "protocol level"
	| "connect flags"
	| "keep alive"
	| "client id"
	| "will topic"
	| "will payload"
	| "user name"
	| "password"
	| "acknowledge flags"
	| "return code"
	| "topic"
	| "packet id"
	| "payload"
	| "filter"
	| "options"
	/** The rest of a CONNECT of a version that is answered, not read [MQTT-3.1.2-2]. */
	| "other version"
	/** What stands behind a CONNECT of MQTT 3.1, announced by no flag [3.1, section 3.1]. */
	| "disregarded";

/** A part of a byte, by what it says. */
export type BitsKind =
	| "type"
	| "DUP"
	| "QoS"
	| "RETAIN"
	| "reserved"
	| "user name flag"
	| "password flag"
	| "will retain"
	| "will QoS"
	| "will flag"
	| "clean session"
	| "session present"
	| "requested QoS"
	| "failure"
	| "granted QoS";

/** Some bits of one byte, named as a field is. high and low: the first and the last of them, 7 is the first of a byte. */
export type Bits = { readonly name: string; readonly kind: BitsKind; readonly high: number; readonly low: number; readonly value: number };

export type Field = {
	/** No two of one packet have the same name: the second filter is "filter 2". */
	readonly name: string;
	readonly kind: FieldKind;
	/** Whether this is the two-byte length before that field. */
	readonly isLength: boolean;
	/** Offsets in the packet: from here up to, but not including, there. */
	readonly from: number;
	readonly to: number;
	/** Text is a string, other bytes are bytes; of what is cut off, the bytes that are there. */
	readonly value: number | string | Uint8Array;
	/** Of a byte whose bits have meanings of their own, from bit 7 on; else empty. */
	readonly bits: readonly Bits[];
};
