/** What is wrong, where more hangs on it than the statement that it breaks. */
export const BREACHES = [
	"after-disconnect", // more came behind DISCONNECT [MQTT-3.14.4-2]
	"wildcard-topic", // as a topic to publish to, or as that of a will [MQTT-3.3.2-2]
	"not-allowed", // nothing of the standard: a setting of this broker forbids it [MQTT-3.3.5-2]
] as const;
export type Breach = (typeof BREACHES)[number];

/** Bytes that the standard does not allow: who sends them loses the connection [MQTT-4.8.0-1]. */
export class Malformed extends Error {
	override readonly name = "Malformed";
	/** The statement that they break, for example "MQTT-2.3.1-1". */
	readonly clause: string;
	readonly breach: Breach | undefined;

	constructor(says: string, clause: string, breach?: Breach) {
		super(says);
		this.clause = clause;
		this.breach = breach;
	}
}
