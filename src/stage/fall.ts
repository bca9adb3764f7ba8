import type { DropReason } from "#contract/reasons.ts";
import { unreachable } from "#contract/unreachable.ts";

type FallFrom = { readonly x: number; readonly y: number; readonly rotate: number };

/** Where a dropped message comes from, in px and degrees before it lies: half a turn along the slots, down from them, or through the missing floor. */
export function fallFrom(reason: DropReason): FallFrom {
	switch (reason) {
		case "publish-qos-0":
		case "subscription-qos-0":
			return { x: 210, y: -84, rotate: 180 };
		case "queue-full":
		case "pushed-out":
		case "session-expired":
		case "broker-restarted":
		case "broker-replaced":
		case "broker-forgets":
		case "session-discarded":
		case "session-ended":
		case "session-limit":
			return { x: 24, y: -84, rotate: 0 };
		case "no-session":
		case "slow-reader":
		case "lost-on-wire":
		case "sender-discarded":
		case "id-held":
		case "connection-refused":
		case "refused":
			return { x: 0, y: -72, rotate: 0 };
		default:
			return unreachable(reason);
	}
}
