/** Bytes that the standard does not allow: who sends them loses the connection [MQTT-4.8.0-1]. */
export class Malformed extends Error {
	override readonly name = "Malformed";
	/** The statement that they break, for example "MQTT-2.3.1-1". */
	readonly clause: string;

	constructor(says: string, clause: string) {
		super(says);
		this.clause = clause;
	}
}
