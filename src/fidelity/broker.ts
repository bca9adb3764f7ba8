/** A broker that has not been used: each probe gets its own, so that no probe meets what another left behind. */
export type Broker = {
	/** MQTT over plain TCP on 127.0.0.1. */
	readonly port: number;
	/** MQTT over WebSocket; null: this broker does not offer it. */
	readonly wsUrl: string | null;
	close(): Promise<void>;
};

/** A broker whose keeping of the standard can be checked. */
export type BrokerUnderTest = {
	/** The name as it stands at the head of the broker's column. */
	readonly name: string;
	/** Whether statements about the client are checked as well: only in our own column. */
	readonly bringsOurClient: boolean;
	open(): Promise<Broker>;
};
