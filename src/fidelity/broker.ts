/** A broker that nobody has used: each probe gets its own, so that none meets what another left behind. */
export type Broker = {
	/** MQTT over plain TCP on 127.0.0.1. */
	readonly port: number;
	/** MQTT over WebSocket; null: this broker brings none. */
	readonly wsUrl: string | null;
	close(): Promise<void>;
};

/** What can be asked whether it keeps to the standard. */
export type BrokerUnderTest = {
	/** As it stands at the head of its column. */
	readonly name: string;
	/** Whether statements about the client are asked, too: of ours. */
	readonly bringsOurClient: boolean;
	open(): Promise<Broker>;
};
