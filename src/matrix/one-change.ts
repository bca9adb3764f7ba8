import type { QoS } from "#mqtt/packet.ts";
import { sayChange } from "#trial/change.ts";
import { type Combination, keyOf, PUBLISHER, SUBSCRIBER } from "#trial/combination.ts";
import { sameMarks } from "#trial/compare.ts";
import type { Measured } from "#trial/positions.ts";

/** A cell that differs from another in one switch. */
type Neighbour = { readonly combination: Combination; readonly says: string };

const QOS: readonly QoS[] = [0, 1, 2];

/** All six neighbours: each other QoS of either side, RETAIN and clean_session. The nearer QoS comes first. */
export function neighboursOf(combination: Combination): readonly Neighbour[] {
	const { subscribeQos, publishQos, retain, cleanSession } = combination;
	const others = (qos: QoS) => QOS.filter((to) => to !== qos).toSorted((one, two) => Math.abs(one - qos) - Math.abs(two - qos));
	return [
		...others(subscribeQos).map((to) => ({
			combination: { ...combination, subscribeQos: to },
			says: sayChange({ switch: "subscribe-qos", client: SUBSCRIBER, to }),
		})),
		...others(publishQos).map((to) => ({
			combination: { ...combination, publishQos: to },
			says: sayChange({ switch: "publish-qos", client: PUBLISHER, to }),
		})),
		{ combination: { ...combination, retain: !retain }, says: sayChange({ switch: "retain", client: PUBLISHER, to: !retain }) },
		{
			combination: { ...combination, cleanSession: !cleanSession },
			says: sayChange({ switch: "clean-session", client: SUBSCRIBER, to: !cleanSession }),
		},
	];
}

type OneChange = Neighbour & { readonly measured: Measured };

/** The measured neighbours with different marks. If two QoS have the same result, the nearer one is named. */
export function changesOf(here: Measured, measuredAt: (combination: Combination) => Measured | null): readonly OneChange[] {
	const found: OneChange[] = [];
	for (const neighbour of neighboursOf(here.combination)) {
		const measured = measuredAt(neighbour.combination);
		if (measured === null || sameMarks(measured, here)) continue;
		if (found.some((known) => isOneSwitch(known.combination, neighbour.combination) && sameMarks(known.measured, measured))) continue;
		found.push({ ...neighbour, measured });
	}
	return found;
}

/** Whether two neighbours of one cell turn the same switch: in that case the two differ from each other only in that switch. */
function isOneSwitch(one: Combination, two: Combination): boolean {
	return neighboursOf(one).some(({ combination }) => keyOf(combination) === keyOf(two));
}
