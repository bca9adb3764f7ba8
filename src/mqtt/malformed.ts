/** What is wrong, in cases where more depends on it than the statement that is broken. */
export const BREACHES = [
	"before-connect", // another packet than CONNECT came first [MQTT-3.1.0-1]
	"second-connect", // on one connection [MQTT-3.1.0-2]
	"after-disconnect", // more came behind DISCONNECT [MQTT-3.14.4-2]
	"text-frame", // of a WebSocket, where MQTT travels in binary ones [MQTT-6.0.0-1]
	"wildcard-topic", // wildcards in a topic to publish to, or in the topic of a will [MQTT-3.3.2-2]
	"too-large", // nothing of the standard: a packet, topic, filter or frame beyond a bound of this broker [MQTT-4.8.0-2]
] as const;
export type Breach = (typeof BREACHES)[number];

/** Bytes that the standard does not allow, or that are too much here: a client that sends such bytes loses the connection [MQTT-4.8.0-1, -2]. */
export class Malformed extends Error {
	override readonly name = "Malformed";
	/** The statement that the bytes break, or by which the connection ends, for example "MQTT-2.3.1-1". */
	readonly clause: string;
	readonly breach: Breach | undefined;
	/** The offset of the byte that broke it, in the bytes that it is about; their length: a byte is missing there. Undefined: not known. */
	offset: number | undefined;

	constructor(says: string, clause: string, breach?: Breach, offset?: number) {
		super(says);
		this.clause = clause;
		this.breach = breach;
		this.offset = offset;
	}
}
