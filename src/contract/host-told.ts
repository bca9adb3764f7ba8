/** What a host tells anybody who asks at /host?room=NAME: a page that is in no room has no room socket to hear it from. */
export type HostTold = {
	/** The TCP port of this host's MQTT; null: there is none. */
	readonly mqttPort: number | null;
	/** Whether the room that was named is open, or is just being opened. */
	readonly open: boolean;
};
