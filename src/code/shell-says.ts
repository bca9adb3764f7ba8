/** What mosquitto_pub and mosquitto_sub cannot express, one sentence each. */
export const SAYS = {
	perMessage:
		"mosquitto_pub makes a connection for each message and disconnects after it, so a client that only publishes is not connected in between.",
	otherId: (client: string) =>
		`mosquitto_sub holds the connection of ${client}, so mosquitto_pub publishes for it as ${client}-pub: with the same client id it would take that connection over.`,
	keepAliveOff: "The mosquitto clients cannot turn keep alive off: where the Lab has 0, the script has 65535 s.",
	keepAliveShort: "The mosquitto clients accept no keep alive under 5 s: where it is shorter, the script has 5 s.",
	comesBack: (client: string) =>
		`mosquitto_sub changes its subscriptions only as it connects, so ${client} leaves and comes back at once for each later change.`,
	cleanComesBack: (client: string) =>
		`${client} has other subscriptions in a session with clean_session = true, so when it comes back it gets their retained messages again.`,
	wildcard:
		"mosquitto_pub refuses to publish to a topic with a wildcard: that step is left out, and the broker has no reason to end the connection.",
	violate: "No mosquitto client can break the protocol: that step cuts the connection instead.",
	nul: "No argument of a shell command can hold the character NUL: it is left out.",
	unacknowledged: "mosquitto_pub waits for every acknowledgement, so no message of it is under way when a connection ends.",
	silentPublisher: "A silent wire holds only what mosquitto_sub does: what its client publishes meanwhile arrives.",
} as const;
