import type { JudgeInput, Verdict } from "./runner.ts";

/** What the subscriber's application received on its last connection, and what its last CONNACK said about a session. */
export function judge({ world, expects }: JudgeInput): Verdict {
	const client = world.clients[expects.subscriber];
	const phase = client?.phase;
	const connected = phase?.phase === "connected" ? phase : null;
	// Nothing reaches an application before its CONNACK has [MQTT-3.2.0-1], so `since` separates this connection from earlier ones.
	const received =
		connected === null ? [] : (client?.received ?? []).filter(({ at }) => at >= connected.since).map(({ payload }) => payload);
	const sessionPresent = connected?.sessionPresent ?? null;
	const asExpected =
		sessionPresent === expects.sessionPresent &&
		received.length === expects.received.length &&
		received.every((payload, index) => payload === expects.received[index]);
	return { received, sessionPresent, asExpected };
}
