import { TOPIC } from "#lab/defaults.ts";
import type { QoS } from "#mqtt/packet.ts";
import type { Script } from "#script/runner.ts";

/** Everything that decides what becomes of one message for a subscriber that was away. */
export type Combination = {
	readonly filter: MatrixFilter;
	readonly retain: boolean;
	readonly cleanSession: boolean;
	readonly subscribeQos: QoS;
	readonly publishQos: QoS;
};
export type MatrixFilter = (typeof FILTERS)[number];

/** Exact, and with a wildcard: for wildcards, brokers look up subscribers and retained messages in other ways. */
export const FILTERS = [TOPIC, "greenhouse/+"] as const;
const PAYLOAD = "21.5";
export const SUBSCRIBER = "sub-1";
export const PUBLISHER = "pub-1";
const QOS = [0, 1, 2] as const;

const ALL = new Map<MatrixFilter, readonly Combination[]>(FILTERS.map((filter) => [filter, allOf(filter)]));

/** All 36 combinations of a filter, in reading order: without RETAIN first, then by clean_session, then row by row. Always the same objects. */
export function combinationsOf(filter: MatrixFilter): readonly Combination[] {
	return ALL.get(filter) ?? [];
}

function allOf(filter: MatrixFilter): readonly Combination[] {
	return [false, true].flatMap((retain) =>
		[true, false].flatMap((cleanSession) =>
			QOS.flatMap((publishQos) => QOS.map((subscribeQos): Combination => ({ filter, retain, cleanSession, subscribeQos, publishQos }))),
		),
	);
}

/** "retain-1.clean-0.sub-0.pub-1.exact": the same in any run. */
export function keyOf({ filter, retain, cleanSession, subscribeQos, publishQos }: Combination): string {
	const wild = filter === TOPIC ? "exact" : "wildcard";
	return `retain-${bit(retain)}.clean-${bit(cleanSession)}.sub-${subscribeQos}.pub-${publishQos}.${wild}`;
}

/** The combination of that name; null: there is none. */
export function combinationOf(key: string): Combination | null {
	return FILTERS.flatMap(combinationsOf).find((combination) => keyOf(combination) === key) ?? null;
}

/** The cell that one of the five tests is, but for the number of its messages. */
export function cellOf(settings: Pick<Combination, "cleanSession" | "publishQos" | "subscribeQos">): string {
	return keyOf({ filter: TOPIC, retain: false, ...settings });
}

/** "retain on, clean_session = false, subscribe QoS 0, publish QoS 1" */
export function nameOf({ retain, cleanSession, subscribeQos, publishQos }: Combination): string {
	return `retain ${retain ? "on" : "off"}, clean_session = ${cleanSession}, subscribe QoS ${subscribeQos}, publish QoS ${publishQos}`;
}

/** One message while sub-1 is away, sub-1's return, and the same subscription once more. */
export function scriptOf(combination: Combination): Script {
	const { filter, retain, cleanSession, subscribeQos, publishQos } = combination;
	return {
		id: `matrix-${keyOf(combination)}`,
		role: { kind: "cell", cell: keyOf(combination) },
		title: "One cell of the matrix",
		asks: `With ${nameOf(combination)}: what becomes of one message while ${SUBSCRIBER} is away, what comes on its return, and what when it subscribes again?`,
		expects: null,
		steps: [
			{
				says: `${SUBSCRIBER} sends CONNECT with clean_session = ${cleanSession}.`,
				step: { do: "connect", client: SUBSCRIBER, cleanSession, keepAlive: 0, will: null },
			},
			{
				says: `${SUBSCRIBER} subscribes to ${filter} at QoS ${subscribeQos}.`,
				step: { do: "subscribe", client: SUBSCRIBER, filter, qos: subscribeQos },
			},
			{ says: `${SUBSCRIBER} sends DISCONNECT and goes away.`, step: { do: "disconnect", client: SUBSCRIBER } },
			{ says: `${PUBLISHER} sends CONNECT.`, step: { do: "connect", client: PUBLISHER, cleanSession: true, keepAlive: 0, will: null } },
			{
				says: `${PUBLISHER} publishes one message at QoS ${publishQos}${retain ? " with RETAIN = 1" : ""}, while ${SUBSCRIBER} is away.`,
				step: { do: "publish", client: PUBLISHER, topic: TOPIC, payload: PAYLOAD, qos: publishQos, retain, times: 1 },
			},
			{
				says: `${SUBSCRIBER} sends CONNECT again, with clean_session = ${cleanSession} as before. It does not subscribe yet.`,
				step: { do: "connect", client: SUBSCRIBER, cleanSession, keepAlive: 0, will: null },
			},
			{
				says: `${SUBSCRIBER} subscribes again to ${filter} at QoS ${subscribeQos}.`,
				step: { do: "subscribe", client: SUBSCRIBER, filter, qos: subscribeQos },
			},
		],
	};
}

function bit(is: boolean): 0 | 1 {
	return is ? 1 : 0;
}
