/** What a host tells anybody who asks at /host?room=NAME: a page that is in no room has no room socket to hear it from. */
export type HostTold = {
	/** The TCP port of this host's MQTT; null: there is none. */
	readonly mqttPort: number | null;
	/** What opens a room: a visit to it, or somebody that asks for it; with a password, if there is one. */
	readonly opening: "visit" | "asked" | "password";
	/** Whether the room that was named is open, or is just being opened. */
	readonly open: boolean;
};
